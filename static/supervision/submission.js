// The review screen: the film on the screen, its clips, and remarks at the frame on the screen.

import { Films } from "./films.js";
import { Stretch } from "./stretch.js";

const stretch = new Stretch();
const films = new Films(stretch);
films.addEventListener("moved", note);
films.addEventListener("remark", () => remarkForm()?.elements.words.focus());
stretch.addEventListener("changed", note);

function remarkForm() {
  return document.querySelector(".remark-form");
}

/** The remark belongs to the stretch that is marked, else to the frame on the screen. */
function note() {
  const form = remarkForm();
  const { current } = films;
  if (!form || !current?.player.frames) return;
  const { whole } = stretch;
  form.elements.footage.value = current.id;
  form.elements.frame.value = whole ? whole.start : current.frame;
  form.elements.end_frame.value = whole ? whole.end : "";
  form.querySelector("[data-remark-at]").textContent = whole
    ? `${current.timeAt(whole.start)}–${current.timeAt(whole.end - 1)}`
    : current.time;
  const proposes = form.querySelector("[data-propose]");
  if (proposes) proposes.hidden = !whole;
}

document.addEventListener("focusin", ({ target }) => {
  if (!target.closest(".remark-form textarea")) return;
  films.current?.player.pause();
  note();
});

let playsOn = false;
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest(".remark-form");
  if (!form) return;
  event.preventDefault();
  playsOn = true;
  form.requestSubmit(form.querySelector("[data-keep]"));
});

document.addEventListener("htmx:afterRequest", ({ detail: { requestConfig, successful, xhr } }) => {
  const { elt } = requestConfig;
  const unsent = elt.querySelector("[data-unsent]");
  if (unsent) unsent.hidden = successful || xhr.status === 422;
  if (!elt.matches(".remark-form")) return;
  if (successful) stretch.clear();
  if (successful && playsOn) {
    films.current?.section.querySelector(".film-player").focus();
    films.current?.player.play();
  }
  playsOn = false;
});
document.addEventListener("htmx:afterSwap", () => {
  stretch.draw();
  note();
  films.drawMarks();
});

// Words that were typed and not kept are not left behind without a question.
let deciding = null;
document.querySelector(".decision-form")?.addEventListener("submit", ({ target }) => (deciding = target));
window.addEventListener("beforeunload", (event) => {
  const fields = [...document.querySelectorAll(".remark-form textarea, .decision-form textarea")];
  if (fields.some((field) => field.form !== deciding && field.value.trim())) event.preventDefault();
});
