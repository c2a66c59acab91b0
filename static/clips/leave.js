// A link out of the studio waits until everything is saved, so that the next page shows what was just done.

export function leaveWhenSaved(saver) {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    if (!link || !saver.pending || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (await saver.settled()) window.location.assign(link.href);
  });
}
