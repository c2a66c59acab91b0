// The moments that have not become a clip yet.

import { clock } from "../player/clock.js";
import { piece, Rows } from "./rows.js";

export class MomentList {
  constructor(side) {
    Object.assign(this, { side, store: side.store, words: side.words, frames: side.frames });
    this.element = document.getElementById("moments");
    this.rows = new Rows(this.element, { make: (moment) => this.#make(moment), fill: () => undefined });
  }

  draw() {
    this.rows.draw(this.store.moments.filter((moment) => !this.store.clipOf(moment)));
  }

  #make(moment) {
    const row = piece("moment");
    const time = clock(this.frames.timeOf(moment.frame));
    row.querySelector("[data-time]").textContent = time;
    row.querySelector("[data-go]").addEventListener("click", () => this.side.player.show(moment.frame));
    const make = row.querySelector("[data-make]");
    make.textContent = this.words.make_clip;
    make.addEventListener("click", () => this.side.show(this.store.makeOf(moment), { scroll: true }));
    const remove = row.querySelector("[data-remove]");
    remove.setAttribute("aria-label", this.words.remove_moment.replace("{time}", time));
    remove.addEventListener("click", () => this.store.unmark(moment));
    return row;
  }
}
