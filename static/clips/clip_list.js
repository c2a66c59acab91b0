// The clips of the film: all, the shortlisted or the chosen, one of them open to work on.

import { clock } from "../player/clock.js";
import { secondsOf } from "./ranges.js";
import { name, piece, Rows, write } from "./rows.js";
import { countsOf, isChosen, shownClips } from "./standing.js";

export class ClipList {
  #filter = "all";
  #open = null;

  constructor(side) {
    Object.assign(this, { side, store: side.store, words: side.words, frames: side.frames });
    this.element = document.getElementById("clips");
    this.filters = document.getElementById("clip-filters");
    this.rows = new Rows(this.element, { make: (clip) => this.#make(clip), fill: (...row) => this.#fill(...row) });
    for (const button of this.filters.querySelectorAll("[data-filter]")) {
      button.addEventListener("click", () => {
        this.#filter = button.dataset.filter;
        this.draw();
      });
    }
  }

  draw() {
    const { clips, selected } = this.store;
    this.rows.draw(shownClips(clips, this.#filter, selected));
    this.#drawFilters(countsOf(clips));
    document.getElementById("none-shown").hidden = clips.length === 0 || this.element.childElementCount > 0;
    document.getElementById("compare-clips").hidden = clips.length < 2;
    this.side.editor.open(selected, selected && this.rows.of(selected).querySelector("[data-body]"));
    if (selected !== this.#open) this.#bringIntoView(selected);
    this.#open = selected;
  }

  /** Only where the lists scroll by themselves: on a small screen the film would go out of sight. */
  #bringIntoView(clip) {
    const side = document.getElementById("side");
    if (!clip || side.scrollHeight <= side.clientHeight) return;
    const row = this.rows.of(clip);
    const question = side.querySelector(".helping-question")?.offsetHeight ?? 0;
    side.style.scrollPaddingTop = `${question}px`;
    row.scrollIntoView({ block: row.offsetHeight > side.clientHeight - question ? "start" : "nearest" });
  }

  #drawFilters(counts) {
    this.filters.hidden = counts.all === 0;
    for (const button of this.filters.querySelectorAll("[data-filter]")) {
      button.setAttribute("aria-pressed", String(button.dataset.filter === this.#filter));
      write(button.querySelector("[data-count]"), counts[button.dataset.filter]);
    }
  }

  #make(clip) {
    const row = piece("clip");
    row.querySelector("[data-select]").addEventListener("click", () => {
      if (this.store.selected === clip) this.store.select(null);
      else this.side.show(clip);
    });
    row.querySelector("[data-shortlist]").addEventListener("click", () => this.side.shortlist(clip));
    row.querySelector("[data-choose-row]")?.addEventListener("click", () => this.side.choose(clip));
    return row;
  }

  #fill(row, clip) {
    const open = clip === this.store.selected;
    const title = this.side.nameOf(clip);
    const [start, end] = [clip.in_frame, clip.out_frame].map((frame) => clock(this.frames.timeOf(frame)));
    row.classList.toggle("open", open);
    row.querySelector("[data-select]").setAttribute("aria-expanded", String(open));
    write(row.querySelector("[data-number]"), this.store.clips.indexOf(clip) + 1);
    write(row.querySelector("[data-title]"), title);
    write(
      row.querySelector("[data-when-range]"),
      `${start} – ${end} · ${Math.round(secondsOf(this.frames, clip))} s`,
    );
    toggle(row.querySelector("[data-shortlist]"), this.words.shortlist_one.replace("{title}", title), clip.shortlisted);
    const choose = row.querySelector("[data-choose-row]");
    if (choose) toggle(choose, this.words.choose_one.replace("{title}", title), isChosen(clip));
    row.querySelector("[data-body]").hidden = !open;
  }
}

function toggle(button, label, on) {
  name(button, label);
  button.setAttribute("aria-pressed", String(Boolean(on)));
}
