// The films of a page: one of them is on the screen at a time, and a stretch is marked in that one.

import { Film } from "./film.js";

/** Tells `moved` when the film on the screen shows another frame or is used, `remark` when its key is pressed. */
export class Films extends EventTarget {
  #films = new Map();

  constructor(stretch) {
    super();
    this.stretch = stretch;
    this.current = null;
    for (const section of document.querySelectorAll("[data-film]")) this.#add(new Film(section));
    this.choose([...this.#films.keys()][0]);
    document.addEventListener("click", ({ target }) => {
      const button = target.closest(".submitted-play, .remark-at, [data-choose]");
      if (button) this.#play(button.dataset);
    });
  }

  choose(id) {
    const wanted = this.#films.get(id);
    if (!wanted) return null;
    if (this.current && this.current !== wanted) this.current.player.pause();
    this.current = wanted;
    this.stretch.use(wanted);
    for (const film of this.#films.values()) film.section.hidden = film !== wanted;
    const choice = document.querySelector(".film-choice");
    if (choice) choice.hidden = this.#films.size < 2;
    for (const button of document.querySelectorAll("[data-choose]")) {
      button.setAttribute("aria-pressed", button.dataset.choose === id);
    }
    return wanted;
  }

  /** What the page names as a mark: stretches proposed as clips, or found before the clips were seen. */
  drawMarks() {
    const marks = [...document.querySelectorAll("[data-mark]")].map(({ dataset }) => dataset);
    for (const film of this.#films.values()) {
      if (!film.player.frames) continue;
      for (const kind of ["proposal", "pick"]) {
        const ranges = marks.filter(({ footage, mark }) => footage === film.id && mark === kind);
        film.showMarks(kind, ranges.map((range) => ({ start: Number(range.in), end: Number(range.out) })));
      }
    }
  }

  #add(film) {
    this.#films.set(film.id, film);
    for (const name of ["moved", "touched"]) {
      film.addEventListener(name, () => film === this.current && this.#tell("moved"));
    }
    for (const act of ["begin", "end"]) {
      film.addEventListener(act, () => film === this.current && this.stretch[act]());
    }
    film.addEventListener("remark", () => this.#tell("remark"));
    film.addEventListener("placed", () => {
      this.drawMarks();
      if (film !== this.current) return;
      this.stretch.draw();
      this.#tell("moved");
    });
  }

  #play({ footage, choose, in: start, out: end, frame }) {
    const film = this.choose(footage ?? choose);
    if (!film) return;
    if (start) film.playClip(Number(start), Number(end));
    else if (frame) film.goTo(Number(frame));
    else this.#tell("moved");
  }

  #tell(name) {
    this.dispatchEvent(new Event(name));
  }
}
