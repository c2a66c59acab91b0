// Which frame is on the screen, and where to seek to show one. The same mapping as vault/frames.py.
//
// A browser shows the last frame that begins at or before the current time. So a frame is asked for in its
// middle, and a media time belongs to the last frame that begins at most a millisecond after it.

// A frame counts as begun one part in a thousand of a second early; a lone frame lasts 1/25 s.
const THOUSANDTHS = 1000;
const LONE_FRAMES = 25;

export class FrameTable {
  /** @param {{timescale: number, count: number, step?: number | [number, number], times?: number[]}} json */
  constructor(json) {
    this.timescale = json.timescale;
    this.ticks = json.times ?? constantTimes(json.count, json.step);
    this.count = this.ticks.length;
  }

  get duration() {
    return (this.ticks[this.count - 1] + this.#length(this.count - 1)) / this.timescale;
  }

  timeOf(frame) {
    return frame >= this.count ? this.duration : this.ticks[frame] / this.timescale;
  }

  seekTime(frame) {
    const wanted = this.nearest(frame);
    return (this.ticks[wanted] + this.#length(wanted) / 2) / this.timescale;
  }

  indexAt(mediaTime) {
    const wanted = mediaTime * this.timescale + this.timescale / THOUSANDTHS;
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.ticks[middle] <= wanted) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The frame of the film closest to any number. */
  nearest(frame) {
    return Math.min(Math.max(Math.round(frame), 0), this.count - 1);
  }

  #length(frame) {
    if (this.count === 1) return this.timescale / LONE_FRAMES;
    const last = Math.min(frame, this.count - 2);
    return this.ticks[last + 1] - this.ticks[last];
  }
}

function constantTimes(count, step) {
  const [numerator, denominator] = Array.isArray(step) ? step : [step, 1];
  return Array.from({ length: count }, (_, frame) =>
    Math.floor((2 * frame * numerator + denominator) / (2 * denominator)),
  );
}
