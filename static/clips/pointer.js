// Mouse and touch on the time line: press or drag to seek, drag edges, wheel and two fingers to zoom.

import { clock } from "../player/clock.js";

export function followPointer(line) {
  seekByPressing(line);
  dragEdges(line);
  zoomByWheel(line);
  zoomByFingers(line);
  showUnderPointer(line);
  panByOverview(line);
}

function seekByPressing(line) {
  const seek = (event) => line.player.show(line.frameAt(event.clientX));
  drag(line.area, {
    start: (event) => !event.target.closest("button, [data-edge]") && !line.pinching && (seek(event), true),
    move: (event) => line.pinching || seek(event),
  });
}

function dragEdges(line) {
  for (const element of line.edges) {
    const edge = element.dataset.edge;
    const at = (event) => line.frameAt(event.clientX);
    drag(element, {
      start: () => true,
      move: (event) => {
        line.setEdge(edge, at(event));
        line.player.show(edge === "in_frame" ? at(event) : at(event) - 1);
      },
      end: () => line.store.saver.flush(),
    });
  }
}

function zoomByWheel(line) {
  line.area.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (sideways) {
        line.view.pan(((event.deltaX || event.deltaY) / line.area.clientWidth) * line.view.span);
        line.draw();
      } else {
        line.zoom(Math.exp(-event.deltaY / 300), line.secondsOf(line.frameAt(event.clientX)));
      }
    },
    { passive: false },
  );
}

function zoomByFingers(line) {
  const fingers = new Map();
  const apart = () => {
    const [one, other] = [...fingers.values()];
    return Math.max(Math.abs(one - other), 1);
  };
  line.area.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch") return;
    fingers.set(event.pointerId, event.clientX);
    line.pinching = fingers.size > 1;
  });
  line.area.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    const before = line.pinching && apart();
    fingers.set(event.pointerId, event.clientX);
    if (!line.pinching) return;
    const [one, other] = [...fingers.values()];
    line.zoom(apart() / before, line.secondsOf(line.frameAt((one + other) / 2)));
  });
  for (const name of ["pointerup", "pointercancel"]) {
    line.area.addEventListener(name, (event) => {
      fingers.delete(event.pointerId);
      line.pinching = fingers.size > 1;
    });
  }
}

/** The time and frame number under the mouse. */
function showUnderPointer(line) {
  const label = line.pointer.querySelector("span");
  line.area.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse") return;
    const { left, width } = line.area.getBoundingClientRect();
    const frame = line.frameAt(event.clientX);
    line.pointer.hidden = false;
    line.pointer.style.left = `${event.clientX - left}px`;
    line.pointer.classList.toggle("at-end", event.clientX - left > width - 120);
    const time = clock(line.secondsOf(frame), { tenths: true });
    label.textContent = line.words.at.replace("{time}", time).replace("{frame}", frame);
  });
  line.area.addEventListener("pointerleave", () => (line.pointer.hidden = true));
}

function panByOverview(line) {
  const pan = (event) => {
    const { left, width } = line.overview.getBoundingClientRect();
    const middle = ((event.clientX - left) / width) * line.view.duration;
    line.view.pan(middle - line.view.start - line.view.span / 2);
    line.draw();
  };
  drag(line.overview, { start: (event) => (pan(event), true), move: pan });
}

function drag(element, { start, move, end = () => undefined }) {
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !start(event)) return;
    event.preventDefault();
    element.closest("[tabindex]")?.focus({ preventScroll: true });
    element.setPointerCapture(event.pointerId);
    const moved = (next) => next.pointerId === event.pointerId && move(next);
    const ended = () => {
      element.removeEventListener("pointermove", moved);
      end();
    };
    element.addEventListener("pointermove", moved);
    element.addEventListener("lostpointercapture", ended, { once: true });
  });
}
