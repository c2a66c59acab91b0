// A stretch of the film in the making: where it begins, and where it ends (exclusive), once that is known.

export const NOTHING = Object.freeze({ start: null, end: null });

/** A new beginning keeps an end that still comes after it. */
export function beginAt({ end }, frame) {
  return { start: frame, end: end > frame ? end : null };
}

/** The frame on the screen is the stretch's last; before its beginning, the two change places. */
export function endAt({ start }, frame) {
  if (start === null) return NOTHING;
  return frame >= start ? { start, end: frame + 1 } : { start: frame, end: start + 1 };
}

export function isWhole({ start, end }) {
  return start !== null && end !== null;
}
