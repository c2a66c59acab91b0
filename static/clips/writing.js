// Writing beside the film: it stops while somebody types, and goes on when they have finished with Ctrl+Enter.

const FIELDS = "textarea, input[type=text]";

export function writeBeside(region, { player, saver }) {
  let wasPlaying = false;
  document.addEventListener("input", ({ target }) => {
    if (!target.matches(FIELDS) || !player.playing) return;
    wasPlaying = true;
    player.pause();
  });
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches(FIELDS) || event.isComposing) return;
    const isDone = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (!isDone && event.key !== "Escape") return;
    event.preventDefault();
    saver.flush();
    region.focus({ preventScroll: true });
    if (isDone && wasPlaying) player.play();
    wasPlaying = false;
  });
}
