// What lies under the pointer, and what is sought: a small picture from the strip at once, without the network.

import { clock } from "../player/clock.js";
import { paint, percent } from "./paint.js";

export class Peek {
  constructor(line) {
    this.line = line;
    this.element = line.root.querySelector("[data-peek]");
    this.picture = this.element.querySelector("canvas");
    this.label = this.element.querySelector("[data-peek-at]");
    this.sign = this.element.querySelector("[data-peek-sign]");
  }

  /** `sign`: words on what the edge has snapped to. */
  show(frame, sign = "") {
    const { line } = this;
    const seconds = line.secondsOf(frame);
    const [start, end] = [seconds, line.secondsOf(frame + 1)].map((time) => line.view.place(time));
    for (const element of [this.element, line.pointer]) element.hidden = false;
    paint(line.pointer, { left: percent(start), width: percent(end - start) });
    paint(this.element, { "--at": percent(Math.min(Math.max((start + end) / 2, 0), 1)) });
    this.label.textContent = line.words.at.replace("{time}", clock(seconds, { tenths: true })).replace("{frame}", frame);
    this.sign.textContent = sign;
    const found = line.lanes.pictureAt(seconds);
    this.picture.hidden = !found;
    if (found) line.lanes.paintCell(this.picture, found.cell);
  }

  hide() {
    for (const element of [this.element, this.line.pointer]) element.hidden = true;
  }
}

/** Over the film while a seek is under way, whenever the strip has a picture nearer to the place asked for. */
export class Poster {
  constructor(canvas, line) {
    Object.assign(this, { canvas, line, player: line.player });
    this.player.addEventListener("frame", () => this.#draw());
    this.player.video.addEventListener("seeked", () => this.#draw());
    this.player.addEventListener("refused", () => (canvas.hidden = true));
  }

  #draw() {
    const { wanted } = this.player.stepper;
    const found = wanted === null ? null : this.line.lanes.pictureAt(this.line.secondsOf(wanted));
    this.canvas.hidden = !found || found.off >= this.#offOnScreen(wanted);
    if (this.canvas.hidden) return;
    this.canvas.classList.toggle("at-once", this.line.scrubbing);
    this.line.lanes.paintCell(this.canvas, found.cell);
  }

  #offOnScreen(wanted) {
    return Math.abs(this.line.secondsOf(this.player.frame) - this.line.secondsOf(wanted));
  }
}
