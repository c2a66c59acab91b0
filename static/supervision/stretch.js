// The stretch that is being marked on the film on the screen, its buttons, and what they say.

import { NOTHING, beginAt, endAt, isWhole } from "./ranges.js";

/** Tells `changed`. The buttons stand in an element `[data-stretch]`, which may be replaced at any time. */
export class Stretch extends EventTarget {
  #film = null;
  #range = NOTHING;

  constructor() {
    super();
    document.addEventListener("click", ({ target }) => {
      const act = target.closest("[data-stretch-do]")?.dataset.stretchDo;
      if (act && this.#film) this[act]();
    });
  }

  /** A stretch lies in one film. */
  use(film) {
    if (film === this.#film) return;
    this.clear();
    this.#film = film;
  }

  /** `{ start, end }` once both are known, or null. */
  get whole() {
    return isWhole(this.#range) ? this.#range : null;
  }

  begin() {
    this.#change(beginAt(this.#range, this.#film.frame));
  }

  end() {
    this.#change(endAt(this.#range, this.#film.frame));
  }

  clear() {
    this.#change(NOTHING);
  }

  draw() {
    const { start, end } = this.#range;
    const box = document.querySelector("[data-stretch]");
    const film = this.#film;
    if (!box || !film?.player.frames) return;
    box.hidden = false;
    const said = box.querySelector("[data-stretch-said]");
    const words = this.whole ? said.dataset.whole : said.dataset.from;
    said.textContent =
      start === null ? "" : words.replace("{start}", film.timeAt(start)).replace("{end}", film.timeAt((end ?? 1) - 1));
    box.querySelector("[data-stretch-do=end]").disabled = start === null;
    box.querySelector("[data-stretch-do=clear]").hidden = start === null;
    film.showMarks("stretch", start === null ? [] : [{ start, end: end ?? start + 1 }]);
  }

  #change(range) {
    if (!this.#film?.player.frames) return;
    this.#range = range;
    this.draw();
    this.dispatchEvent(new Event("changed"));
  }
}
