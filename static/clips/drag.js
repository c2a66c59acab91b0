// One press of the mouse, a pen or a finger from its beginning to its end, followed once for each picture.

import { oncePerFrame } from "./paint.js";

/** `start(event)` says whether it takes the press; `move(event)`; `end({ cancelled })`. */
export function drag(element, { start, move, end = () => undefined }) {
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !start(event)) return;
    event.preventDefault();
    event.target.closest("[tabindex]")?.focus({ preventScroll: true });
    follow(element, event.pointerId, oncePerFrame(move), end);
  });
}

function follow(element, pointerId, move, end) {
  const listening = new AbortController();
  const listen = (name, act) =>
    element.addEventListener(name, (event) => event.pointerId === pointerId && act(event), listening);
  let cancelled = false;
  element.setPointerCapture(pointerId);
  listen("pointermove", move);
  listen("pointercancel", () => (cancelled = true));
  listen("lostpointercapture", () => {
    listening.abort();
    move.now();
    end({ cancelled });
  });
}
