// What is chosen for the review, of all films of the cycle, in the order in which it will be shown.

import { clock } from "../player/clock.js";
import { secondsOf } from "./ranges.js";
import { name, piece, Rows, write } from "./rows.js";
import { announce } from "./signs.js";
import { sortRows } from "./sorting.js";

export class ChosenList {
  constructor(side) {
    Object.assign(this, { side, store: side.store, words: side.words });
    this.element = document.getElementById("chosen");
    this.rows = new Rows(this.element, { make: (clip) => this.#make(clip), fill: (...row) => this.#fill(...row) });
    sortRows(this.element, (_row, from, to) => this.#move(this.store.chosen[from], to - from));
  }

  draw() {
    const chosen = this.store.chosen;
    this.rows.draw(chosen);
    write(document.getElementById("chosen-length"), chosen.length ? this.#length(chosen) : "");
    document.getElementById("to-selection").hidden = chosen.length === 0;
    const hint = document.getElementById("guidance");
    hint.hidden = chosen.length <= this.side.guidance.number + 1;
    write(hint, this.words.many);
  }

  #length(chosen) {
    const seconds = chosen.reduce((sum, clip) => sum + (clip.seconds ?? secondsOf(this.side.frames, clip)), 0);
    const words = chosen.length === 1 ? this.words.length_of_one : this.words.length_of_all;
    return words.replace("{count}", chosen.length).replace("{time}", clock(Math.round(seconds)));
  }

  #make(clip) {
    const row = piece("chosen");
    const select = row.querySelector("[data-select]");
    select.disabled = !this.store.clips.includes(clip);
    select.addEventListener("click", () => this.side.show(clip, { scroll: true }));
    for (const button of row.querySelectorAll("[data-move]")) {
      button.addEventListener("click", () => this.#move(clip, Number(button.dataset.move)));
    }
    return row;
  }

  #fill(row, clip, place, { length }) {
    const title = this.side.nameOf(clip);
    write(row.querySelector("[data-number]"), place + 1);
    write(row.querySelector("[data-select]"), title);
    name(row.querySelector("[data-grip]"), this.words.grip.replace("{title}", title));
    for (const button of row.querySelectorAll("[data-move]")) {
      const by = Number(button.dataset.move);
      name(button, this.words[by < 0 ? "earlier" : "later"].replace("{title}", title));
      button.setAttribute("aria-disabled", String(place + by < 0 || place + by >= length));
    }
  }

  #move(clip, by) {
    const before = this.store.chosen.indexOf(clip);
    this.store.move(clip, by);
    const place = this.store.chosen.indexOf(clip);
    if (place === before) return;
    announce(
      this.words.moved
        .replace("{title}", this.side.nameOf(clip))
        .replace("{place}", place + 1)
        .replace("{count}", this.store.chosen.length),
    );
  }
}
