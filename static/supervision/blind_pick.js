// Looking at the film before the clips are seen: stretches are marked and kept.

import { Films } from "./films.js";
import { Stretch } from "./stretch.js";

const stretch = new Stretch();
const films = new Films(stretch);
films.addEventListener("moved", note);
stretch.addEventListener("changed", note);

/** A whole stretch of the film on the screen can be kept. */
function note() {
  const form = document.querySelector(".pick-form");
  if (!form || !films.current?.player.frames) return;
  const { whole } = stretch;
  form.elements.footage.value = films.current.id;
  form.elements.frame.value = whole?.start ?? "";
  form.elements.end_frame.value = whole?.end ?? "";
  form.querySelector("[data-keep]").disabled = !whole;
}

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful && detail.requestConfig.elt.matches(".pick-form")) stretch.clear();
});
document.addEventListener("htmx:afterSwap", () => {
  stretch.draw();
  note();
  films.drawMarks();
  // The button that was pressed is gone: the next stretch begins in the player.
  if (document.activeElement === document.body) {
    films.current?.section.querySelector(".film-player").focus({ preventScroll: true });
  }
});
