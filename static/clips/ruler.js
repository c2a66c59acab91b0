// The figures of the ruler: times while seconds are to be told apart, frame numbers where single frames are.

import { clock } from "../player/clock.js";

const SECONDS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600];
const FRAMES = [1, 2, 5, 10, 20];
const APART = 84; // pixels between two figures
const WIDE = 8; // pixels of a frame from which each has a line of its own

/** Where lines and figures stand: `{ frames, ticks: [{ seconds, text }] }`; a tick of a single frame may have no text. */
export function rulerOf(view) {
  return view.pixelsPerFrame >= WIDE ? { frames: true, ticks: ofFrames(view) } : { frames: false, ticks: ofTimes(view) };
}

function ofTimes({ start, end, span, width }) {
  const step = SECONDS.find((seconds) => (seconds / span) * width >= APART) ?? SECONDS[SECONDS.length - 1];
  const ticks = [];
  for (let count = Math.ceil(start / step); count * step <= end; count += 1) {
    ticks.push({ seconds: count * step, text: clock(count * step, { tenths: step < 1 }) });
  }
  return ticks;
}

function ofFrames({ frames, start, end, pixelsPerFrame }) {
  const step = FRAMES.find((count) => count * pixelsPerFrame >= APART) ?? FRAMES[FRAMES.length - 1];
  const ticks = [];
  for (let frame = frames.indexAt(start); frame <= frames.indexAt(end); frame += 1) {
    ticks.push({ seconds: frames.timeOf(frame), text: frame % step === 0 ? `#${frame}` : "" });
  }
  return ticks;
}
