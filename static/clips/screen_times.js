// Beside the film of a review: a press on a time goes there, and what came on the screen is joined to the frame shown.

export function besideReview(side, player) {
  side.addEventListener("click", ({ target }) => {
    const { frame } = target.closest("#screen-times [data-frame]")?.dataset ?? {};
    if (frame === undefined) return;
    player.keepToAll();
    player.show(Number(frame));
  });
  side.addEventListener("htmx:configRequest", ({ target, detail }) => {
    if (target.matches("[data-joins]")) detail.parameters.frame = player.target;
  });
}

/** The address may name a frame to begin at: `#frame-250`. */
export function frameInAddress() {
  return Number(/^#frame-(\d+)$/.exec(location.hash)?.[1] ?? 0);
}
