// Plays one of the shown clips at a time, and empties the player as soon as it may not be shown any more.

import { watchPermit } from "../player/permit.js";

const section = document.querySelector("[data-showing]");
const frame = section.querySelector("[data-frame]");
const video = frame.querySelector("video");
const refusal = section.querySelector("[data-refusal]");
let permit = null;

/** What the watch over the consent asks of a player. */
class Shown extends EventTarget {
  constructor() {
    super();
    video.addEventListener("error", () => video.hasAttribute("src") && this.dispatchEvent(new Event("broken")));
  }

  get playing() {
    return !video.paused;
  }

  refuse(reasons) {
    video.pause();
    video.removeAttribute("src");
    video.load();
    frame.hidden = true;
    for (const button of section.querySelectorAll("[data-watch]")) button.hidden = true;
    refusal.textContent = reasons.join(" ") || section.dataset.closed;
    refusal.hidden = false;
    section.querySelector("h2").focus();
  }
}

const player = new Shown();

// A press before this script is here would do nothing.
for (const button of section.querySelectorAll("[data-watch]")) button.disabled = false;

section.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-watch]");
  if (!button) return;
  permit?.end();
  frame.hidden = false;
  video.src = button.dataset.watch;
  permit = watchPermit(player, button.dataset.permit);
  frame.scrollIntoView({ block: "nearest" });
  video.play().catch(() => undefined);
});
