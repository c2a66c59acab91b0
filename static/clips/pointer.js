// Mouse, pen and one finger on the time line: press or drag to seek, wheel to zoom, what is under the pointer.

import { drag } from "./drag.js";
import { oncePerFrame } from "./paint.js";

const SLACK = 8; // pixels that a finger moves before it seeks; until then it may begin to scroll or to pinch
const LINE = 16; // pixels of a line, for wheels that count in lines

export function followPointer(line) {
  seekByPressing(line);
  zoomByWheel(line);
  showUnderPointer(line);
  panByOverview(line);
}

function seekByPressing(line) {
  let waiting = null;
  drag(line.area, {
    start: (event) => {
      if (event.target.closest("button, [data-handle]") || line.fingers.taken) return false;
      waiting = event.pointerType === "touch" ? event.clientX : null;
      if (waiting === null) line.scrub(event.clientX);
      return true;
    },
    move: ({ clientX }) => {
      if (line.fingers.taken || (waiting !== null && Math.abs(clientX - waiting) < SLACK)) return;
      waiting = null;
      line.scrub(clientX);
    },
    end: ({ cancelled }) => {
      if (waiting !== null && !cancelled && !line.fingers.taken) line.scrub(waiting);
      line.endScrub();
    },
  });
}

function zoomByWheel(line) {
  line.area.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
      const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (sideways) line.pan(line.view.secondsOfPixels((event.deltaX || event.deltaY) * unit));
      // Two fingers on a touch pad arrive as a wheel with Ctrl, in small steps.
      else line.zoom(Math.exp((-event.deltaY * unit) / (event.ctrlKey ? 100 : 300)), line.secondsUnder(event.clientX));
    },
    { passive: false },
  );
}

function showUnderPointer(line) {
  let inside = false;
  const show = oncePerFrame(({ clientX }) => inside && line.peek.show(line.frameAt(clientX)));
  line.area.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons !== 0) return;
    inside = true;
    show(event);
  });
  line.area.addEventListener("pointerleave", () => {
    inside = false;
    line.peek.hide();
  });
}

function panByOverview(line) {
  const pan = ({ clientX }) => {
    const { left, width } = line.overview.getBoundingClientRect();
    line.pan(((clientX - left) / width) * line.view.duration - line.view.start - line.view.span / 2);
  };
  drag(line.overview, { start: (event) => (pan(event), true), move: pan });
}
