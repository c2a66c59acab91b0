// The review screen: the film on the screen, its clips, and remarks at the frame on the screen.

import { Film } from "./film.js";
import { Stretch } from "./stretch.js";

const films = new Map();
const stretch = new Stretch();
let current = null;

for (const section of document.querySelectorAll("[data-film]")) {
  const film = new Film(section);
  films.set(film.id, film);
  film.addEventListener("moved", () => film === current && note());
  film.addEventListener("touched", () => film === current && note());
  film.addEventListener("remark", () => remarkForm()?.elements.words.focus());
  film.addEventListener("placed", () => {
    drawMarks(film);
    if (film !== current) return;
    stretch.draw();
    note();
  });
  for (const act of ["begin", "end"]) film.addEventListener(act, () => film === current && stretch[act]());
}
stretch.addEventListener("changed", note);
if (films.size) choose([...films.keys()][0]);

/** One film is on the screen at a time. */
function choose(id) {
  const wanted = films.get(id);
  if (!wanted) return null;
  if (current && current !== wanted) current.player.pause();
  current = wanted;
  stretch.use(current);
  for (const film of films.values()) film.section.hidden = film !== current;
  const choice = document.querySelector(".film-choice");
  if (choice) choice.hidden = films.size < 2;
  for (const button of document.querySelectorAll("[data-choose]")) {
    button.setAttribute("aria-pressed", button.dataset.choose === id);
  }
  return current;
}

function remarkForm() {
  return document.querySelector(".remark-form");
}

/** The remark belongs to the stretch that is marked, else to the frame on the screen. */
function note() {
  const form = remarkForm();
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

/** What the page names as a mark: stretches that were proposed as clips, or found before the clips were seen. */
function drawMarks(film) {
  const marks = [...document.querySelectorAll("[data-mark]")].filter(({ dataset }) => dataset.footage === film.id);
  for (const kind of ["proposal", "pick"]) {
    const ranges = marks.filter(({ dataset }) => dataset.mark === kind);
    film.showMarks(kind, ranges.map(({ dataset }) => ({ start: Number(dataset.in), end: Number(dataset.out) })));
  }
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest(".submitted-play, .remark-at, [data-choose]");
  if (!button) return;
  const film = choose(button.dataset.footage ?? button.dataset.choose);
  if (!film) return;
  if (button.dataset.in) film.playClip(Number(button.dataset.in), Number(button.dataset.out));
  else if (button.dataset.frame) film.goTo(Number(button.dataset.frame));
  else note();
});

document.addEventListener("focusin", ({ target }) => {
  if (!target.closest(".remark-form textarea")) return;
  current?.player.pause();
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
  if (!elt.matches(".remark-form")) return;
  if (!successful && xhr.status !== 422) elt.querySelector("[data-unsent]").hidden = false;
  if (successful) stretch.clear();
  if (successful && playsOn) {
    current?.section.querySelector(".film-player").focus();
    current?.player.play();
  }
  playsOn = false;
});
document.addEventListener("htmx:afterSwap", () => {
  stretch.draw();
  note();
  for (const film of films.values()) if (film.player.frames) drawMarks(film);
});

// Words that were typed and not kept are not left behind without a question.
let deciding = null;
document.querySelector(".decision-form")?.addEventListener("submit", ({ target }) => (deciding = target));
window.addEventListener("beforeunload", (event) => {
  const fields = [...document.querySelectorAll(".remark-form textarea, .decision-form textarea")];
  if (fields.some((field) => field.form !== deciding && field.value.trim())) event.preventDefault();
});
