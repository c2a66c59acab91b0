// Where the edge of a clip is drawn to: moments, other clips, the playhead, and the ends of a silence.

const LOUD = 0.9; // of all peaks, nine in ten are not louder than this one
const QUIET = 0.12; // of the loud peak
const SHORTEST = 0.3; // seconds of quiet that count as a pause

/** The pauses in the sound, `[start, end]` in seconds. A film that is silent throughout has none. */
export function silencesOf({ bin_ms: binMs, peaks }) {
  const loud = [...peaks].sort((one, other) => one - other)[Math.floor(peaks.length * LOUD)] ?? 0;
  const found = [];
  let from = null;
  for (let bin = 0; bin <= peaks.length; bin += 1) {
    const quiet = bin < peaks.length && peaks[bin] < loud * QUIET;
    if (quiet) from ??= bin;
    else if (from !== null) {
      if (((bin - from) * binMs) / 1000 >= SHORTEST) found.push([(from * binMs) / 1000, (bin * binMs) / 1000]);
      from = null;
    }
  }
  return found;
}

/** Everything the edges of `clip` are drawn to: `{ frame, kind }`, kind being a word of `words.snapped`. */
export function targetsOf({ clip, moments, clips, playhead, silences, frames }) {
  const others = clips.filter((other) => other !== clip);
  return [
    ...moments.map(({ frame }) => ({ frame, kind: "moment" })),
    ...others.flatMap(({ in_frame, out_frame }) => [in_frame, out_frame]).map((frame) => ({ frame, kind: "clip" })),
    { frame: playhead, kind: "playhead" },
    ...silences.flat().map((seconds) => ({ frame: frames.indexAt(seconds), kind: "silence" })),
  ];
}

/** The target nearest to any of the places, no farther off than `reach` seconds: `{ by, target }` in frames, or null. */
export function nearestTarget(places, targets, frames, reach) {
  let best = null;
  let least = reach;
  for (const place of places) {
    for (const target of targets) {
      const off = Math.abs(frames.timeOf(target.frame) - frames.timeOf(place));
      if (off <= least && (best === null || off < least)) {
        least = off;
        best = { by: target.frame - place, target };
      }
    }
  }
  return best;
}
