// Which part of the film the time line shows, in seconds, and how seconds become places.

const CLOSEST = 24; // pixels for one frame: wide enough to be pressed

export class View {
  constructor(frames) {
    this.frames = frames;
    this.duration = frames.duration;
    this.start = 0;
    this.span = this.duration;
    this.width = 1;
  }

  get end() {
    return this.start + this.span;
  }

  get whole() {
    return this.span >= this.duration - 1e-6;
  }

  get pixelsPerFrame() {
    return (this.width * this.duration) / (this.span * this.frames.count);
  }

  /** Share of the width, from 0 at the left to 1 at the right; outside of it when not to be seen. */
  place(seconds) {
    return (seconds - this.start) / this.span;
  }

  secondsAt(share) {
    return Math.min(Math.max(this.start + share * this.span, 0), this.duration);
  }

  secondsOfPixels(pixels) {
    return (pixels / this.width) * this.span;
  }

  shows(start, end = start) {
    return end >= this.start && start <= this.end;
  }

  zoom(factor, around) {
    const closest = Math.min((this.width / CLOSEST) * (this.duration / this.frames.count), this.duration);
    const share = this.place(around);
    this.span = Math.min(Math.max(this.span / factor, closest), this.duration);
    this.hold(around, share);
  }

  /** Bring a place of the film to a share of the width. */
  hold(seconds, share) {
    this.#moveTo(seconds - share * this.span);
  }

  pan(seconds) {
    this.#moveTo(this.start + seconds);
  }

  all() {
    this.span = this.duration;
    this.start = 0;
  }

  /** Turn the page when the place leaves it. True when it did. */
  follow(seconds) {
    if (this.shows(seconds)) return false;
    this.hold(seconds, 0.08);
    return true;
  }

  /** Show all of a range, with some room round it, when it is not wholly there. */
  reveal(start, end) {
    if (start >= this.start && end <= this.end) return;
    this.span = Math.min(Math.max(this.span, (end - start) * 1.4), this.duration);
    this.#moveTo((start + end - this.span) / 2);
  }

  #moveTo(start) {
    this.start = Math.min(Math.max(start, 0), this.duration - this.span);
  }
}
