// In the open clip: how much of what came just before belongs to it, and playing from there.

import { frameBefore } from "./facts.js";
import { write } from "./rows.js";

export class Before {
  constructor({ element, store, frames, words }, play) {
    Object.assign(this, { store, frames, words, clip: null });
    this.said = element.querySelector("[data-before-said]");
    this.player = element.querySelector("[data-play-before]");
    this.player.addEventListener("click", () => play(frameBefore(this.frames, this.clip)));
    this.choices = [...element.querySelectorAll("[data-before]")];
    for (const button of this.choices) {
      const seconds = Number(button.dataset.before);
      button.addEventListener("click", () => store.change(this.clip, { before_seconds: seconds }, { delay: 0 }));
    }
  }

  fill(clip) {
    this.clip = clip;
    for (const button of this.choices) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.before) === clip.before_seconds));
    }
    const start = frameBefore(this.frames, clip);
    const seconds = Math.round(this.frames.timeOf(clip.in_frame) - this.frames.timeOf(start));
    this.player.hidden = start === clip.in_frame;
    write(this.said, clip.before_seconds ? this.words.before.replace("{seconds}", seconds) : "");
  }
}
