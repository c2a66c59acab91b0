// Beside the film: the clips, one of them open to work on, the moments, and what is chosen for the review.

import { clock } from "../player/clock.js";
import { Editor } from "./editor.js";
import { secondsOf } from "./ranges.js";

export class Side {
  #rows = new Map();

  constructor({ player, store, words, guidance, line }) {
    Object.assign(this, { player, store, words, guidance, line, frames: player.frames });
    this.clips = document.getElementById("clips");
    this.moments = document.getElementById("moments");
    this.chosen = document.getElementById("chosen");
    this.editor = new Editor(this);
    store.addEventListener("change", () => this.draw());
  }

  nameOf(clip) {
    const place = this.store.clips.indexOf(clip);
    return clip.title || (place < 0 ? this.words.other_film : this.words.clip.replace("{number}", place + 1));
  }

  draw() {
    this.#drawClips();
    this.#drawMoments();
    this.#drawChosen();
    for (const hint of document.querySelectorAll("[data-empty]")) {
      hint.hidden = this[hint.dataset.empty].childElementCount > 0;
    }
  }

  #drawClips() {
    const { clips, selected } = this.store;
    for (const clip of this.#rows.keys()) if (!clips.includes(clip)) this.#rows.delete(clip);
    const rows = clips.map((clip) => this.#rows.get(clip) ?? this.#clipRow(clip));
    if (rows.some((row, place) => this.clips.children[place] !== row) || this.clips.children.length !== rows.length) {
      this.clips.replaceChildren(...rows);
    }
    clips.forEach((clip, place) => this.#fillClip(rows[place], clip, place));
    this.editor.open(selected, selected && this.#rows.get(selected).querySelector("[data-body]"));
  }

  #clipRow(clip) {
    const row = piece("clip");
    row.querySelector("[data-select]").addEventListener("click", () => {
      this.store.select(this.store.selected === clip ? null : clip);
      if (this.store.selected) {
        this.player.show(clip.in_frame);
        this.line.reveal(clip);
      }
    });
    this.#rows.set(clip, row);
    return row;
  }

  #fillClip(row, clip, place) {
    const open = clip === this.store.selected;
    const [start, end] = [clip.in_frame, clip.out_frame].map((frame) => clock(this.frames.timeOf(frame)));
    row.classList.toggle("open", open);
    row.querySelector("[data-select]").setAttribute("aria-expanded", String(open));
    row.querySelector("[data-number]").textContent = place + 1;
    row.querySelector("[data-title]").textContent = this.nameOf(clip);
    row.querySelector("[data-when-range]").textContent =
      `${start} – ${end} · ${Math.round(secondsOf(this.frames, clip))} s`;
    row.querySelector("[data-chosen-mark]").hidden = clip.position === null;
    row.querySelector("[data-body]").hidden = !open;
  }

  #drawMoments() {
    const focused = [...this.moments.querySelectorAll("button")].indexOf(document.activeElement);
    const waiting = this.store.moments.filter((moment) => !this.store.clipOf(moment));
    this.moments.replaceChildren(...waiting.map((moment) => this.#momentRow(moment)));
    if (focused >= 0) this.moments.querySelectorAll("button")[focused]?.focus();
  }

  #momentRow(moment) {
    const row = piece("moment");
    const time = clock(this.frames.timeOf(moment.frame));
    row.querySelector("[data-time]").textContent = time;
    row.querySelector("[data-go]").addEventListener("click", () => this.player.show(moment.frame));
    const make = row.querySelector("[data-make]");
    make.textContent = this.words.make_clip;
    make.addEventListener("click", () => this.#showClip(this.store.makeOf(moment)));
    const remove = row.querySelector("[data-remove]");
    remove.setAttribute("aria-label", this.words.remove_moment.replace("{time}", time));
    remove.addEventListener("click", () => this.store.unmark(moment));
    return row;
  }

  #showClip(clip) {
    this.store.select(clip);
    this.player.show(clip.in_frame);
    this.line.reveal(clip);
    this.#rows.get(clip)?.scrollIntoView({ block: "nearest" });
  }

  #drawChosen() {
    const chosen = this.store.chosen;
    const focused = document.activeElement?.dataset.focusKey;
    this.chosen.replaceChildren(...chosen.map((clip, place) => this.#chosenRow(clip, place, chosen.length)));
    if (focused) this.chosen.querySelector(`[data-focus-key="${focused}"]`)?.focus();
    const lengths = this.store.clips.filter(({ position }) => position !== null);
    const seconds = lengths.reduce((sum, clip) => sum + secondsOf(this.frames, clip), 0);
    document.getElementById("chosen-length").textContent = lengths.length ? clock(Math.round(seconds)) : "";
    document.getElementById("to-selection").hidden = chosen.length === 0;
    const hint = document.getElementById("guidance");
    hint.hidden = chosen.length <= this.guidance.number + 1;
    hint.textContent = this.words.many;
  }

  #chosenRow(clip, place, count) {
    const row = piece("chosen");
    row.querySelector("[data-number]").textContent = place + 1;
    const here = this.store.clips.includes(clip);
    const name = here ? this.nameOf(clip) : clip.title || this.words.other_film;
    const select = row.querySelector("[data-select]");
    select.textContent = name;
    select.disabled = !here;
    select.addEventListener("click", () => this.#showClip(clip));
    for (const button of row.querySelectorAll("[data-move]")) {
      const by = Number(button.dataset.move);
      button.dataset.focusKey = `${clip.id} ${by}`;
      button.setAttribute("aria-label", this.words[by < 0 ? "earlier" : "later"].replace("{title}", name));
      button.setAttribute("aria-disabled", String(place + by < 0 || place + by >= count));
      button.addEventListener("click", () => this.store.move(clip, by));
    }
    this.#dragRow(row, clip, place);
    return row;
  }

  #dragRow(row, clip, place) {
    row.addEventListener("dragstart", (event) => {
      event.dataTransfer.setData("text/plain", String(place));
      event.dataTransfer.effectAllowed = "move";
    });
    row.addEventListener("dragover", (event) => event.preventDefault());
    row.addEventListener("drop", (event) => {
      event.preventDefault();
      const from = Number(event.dataTransfer.getData("text/plain"));
      const dragged = this.store.chosen[from];
      if (dragged) this.store.move(dragged, place - from);
    });
  }
}

export function piece(name) {
  return document.getElementById(`piece-${name}`).content.firstElementChild.cloneNode(true);
}
