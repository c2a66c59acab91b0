// Each moment and each clip of the time line as a button.

import { clock } from "../player/clock.js";
import { Marks } from "./marks.js";
import { paint, percent } from "./paint.js";

export function momentButtons(line) {
  return new Marks(line.moments, {
    items: () => line.store.moments,
    isInView: ({ frame }) => line.shows(frame),
    make: (moment) => button("line-moment", () => line.player.show(moment.frame)),
    fill: (element, { frame }) => {
      const name = line.words.moment.replace("{time}", clock(line.secondsOf(frame)));
      paint(element, { left: percent(line.middleOf(frame)), title: name, "aria-label": name });
    },
    go: ({ frame }) => line.player.show(frame),
    reveal: ({ frame }) => line.revealFrame(frame),
  });
}

export function clipButtons(line) {
  const isInView = (clip) => line.shows(clip.in_frame, clip.out_frame);
  return new Marks(line.clips, {
    items: () => line.store.clips,
    isInView,
    make: (clip) => button("line-clip", () => line.open(clip)),
    fill: (bar, clip) => fillBar(line, bar, clip),
    go: () => undefined,
    reveal: (clip) => isInView(clip) || line.reveal(clip),
  });
}

function fillBar(line, bar, clip) {
  // No farther out than the sides of the view, so that the name is seen.
  const [start, end] = [clip.in_frame, clip.out_frame].map((frame) => Math.min(Math.max(line.placeOf(frame), -0.01), 1.01));
  const [from, to] = [clip.in_frame, clip.out_frame].map((frame) => clock(line.secondsOf(frame)));
  const name = line.nameOf(clip);
  paint(bar, {
    left: percent(start),
    width: percent(end - start),
    "--row": String(line.rowOf(clip)),
    "aria-label": `${name}, ${from} – ${to}`,
    title: `${name}, ${from} – ${to}`,
    "aria-pressed": String(clip === line.store.selected),
  });
  bar.classList.toggle("chosen", clip.position !== null);
  if (bar.textContent !== name) bar.replaceChildren(Object.assign(document.createElement("span"), { textContent: name }));
}

function button(className, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className });
  made.addEventListener("click", act);
  return made;
}
