// Which frames a clip covers.

/** From some seconds before the frame to some after it, as far as the film reaches. */
export function rangeAround(frames, frame, [before, after]) {
  const at = frames.timeOf(frame);
  return {
    in_frame: frames.indexAt(Math.max(at - before, 0)),
    out_frame: Math.min(frames.indexAt(at + after) + 1, frames.count),
  };
}

/** The range with one edge set to a frame, the other edge pushed along where it would be overtaken. */
export function withEdge({ in_frame, out_frame }, edge, frame, count) {
  if (edge === "in_frame") {
    const start = Math.min(Math.max(frame, 0), count - 1);
    return { in_frame: start, out_frame: Math.max(out_frame, start + 1) };
  }
  const end = Math.min(Math.max(frame, 1), count);
  return { in_frame: Math.min(in_frame, end - 1), out_frame: end };
}

/** The range after one of its edges, or the `whole` of it, was moved by some frames. */
export function dragged(range, handle, by, count) {
  if (handle !== "whole") return withEdge(range, handle, range[handle] + by, count);
  const length = range.out_frame - range.in_frame;
  const start = Math.min(Math.max(range.in_frame + by, 0), count - length);
  return { in_frame: start, out_frame: start + length };
}

export function secondsOf(frames, { in_frame, out_frame }) {
  return frames.timeOf(out_frame) - frames.timeOf(in_frame);
}

/** The rows in which clips lie beside each other without overlapping: one row number for each clip. */
export function rowsOf(clips) {
  const ends = [];
  return clips.map(({ in_frame, out_frame }) => {
    const free = ends.findIndex((end) => end <= in_frame);
    const row = free < 0 ? ends.length : free;
    ends[row] = out_frame;
    return row;
  });
}
