// The open clip: its edges, title, answer and whether it is chosen; what else is said about it stands in parts.

import { clock } from "../player/clock.js";
import { Before } from "./editor_before.js";
import { Ticks } from "./editor_ticks.js";
import { Turns } from "./editor_turns.js";
import { secondsOf, withEdge } from "./ranges.js";

const length = new Intl.NumberFormat(document.documentElement.lang, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

export class Editor {
  constructor(side) {
    Object.assign(this, { side, player: side.player, store: side.store, words: side.words, frames: side.frames });
    this.element = document.getElementById("piece-editor").content.firstElementChild.cloneNode(true);
    this.clip = null;
    this.ticks = new Ticks(this);
    this.turns = new Turns(this);
    this.before = new Before(this, (start) => this.play(start));
    this.#listen();
  }

  open(clip, place) {
    if (clip && this.element.parentElement !== place) place.append(this.element);
    if (!clip) this.element.remove();
    this.clip = clip;
    if (clip) this.#fill();
  }

  /** The person at this place in the list becomes the one whose behaviour is ticked. */
  chooseSubject(place) {
    this.ticks.chooseSubject(place);
  }

  tick(place) {
    if (this.clip) this.ticks.tick(place);
  }

  setEdge(edge, frame) {
    if (this.clip) this.store.change(this.clip, withEdge(this.clip, edge, frame, this.frames.count));
  }

  writeAnswer() {
    this.#find("[data-field=answer]").focus();
  }

  play(start = this.clip?.in_frame) {
    if (!this.clip) return;
    this.player.keepTo(start, this.clip.out_frame, { repeat: this.player.loop?.repeat ?? false });
    this.player.show(start);
    this.player.play();
  }

  #listen() {
    this.#find("[data-play]").addEventListener("click", () => this.play());
    this.#find("[data-choose]").addEventListener("click", () => this.side.choose(this.clip));
    this.#find("[data-remove]").addEventListener("click", () => this.store.remove(this.clip));
    for (const button of this.element.querySelectorAll("[data-edge-here]")) {
      const edge = button.dataset.edgeHere;
      button.addEventListener("click", () => this.setEdge(edge, this.player.target + (edge === "out_frame")));
    }
    for (const button of this.element.querySelectorAll("[data-nudge]")) {
      button.addEventListener("click", () => this.#nudge(button.dataset.nudge, Number(button.dataset.by)));
    }
    for (const field of this.element.querySelectorAll("[data-field]")) this.#listenToField(field);
  }

  #listenToField(field) {
    field.addEventListener("input", () => this.store.change(this.clip, { [field.dataset.field]: field.value }));
    field.addEventListener("change", () => this.store.saver.flush());
  }

  #nudge(edge, by) {
    const frame = this.clip[edge] + by;
    this.setEdge(edge, frame);
    this.player.show(edge === "in_frame" ? frame : frame - 1);
  }

  #fill() {
    const seconds = secondsOf(this.frames, this.clip);
    const [shortest, longest] = this.side.guidance.length;
    this.#find("[data-length]").textContent = `${length.format(seconds)} s`;
    this.#find("[data-hint]").textContent =
      seconds < shortest ? this.words.short : seconds > longest ? this.words.long : "";
    this.#find("[data-in]").textContent = clock(this.frames.timeOf(this.clip.in_frame), { tenths: true });
    this.#find("[data-out]").textContent = clock(this.frames.timeOf(this.clip.out_frame), { tenths: true });
    for (const field of this.element.querySelectorAll("[data-field]")) {
      if (field.value !== this.clip[field.dataset.field]) field.value = this.clip[field.dataset.field];
    }
    const choose = this.#find("[data-choose]");
    const chosen = this.clip.position !== null;
    choose.setAttribute("aria-pressed", String(chosen));
    choose.classList.toggle("chosen", chosen);
    this.#find("[data-choose-words]").textContent = chosen ? this.words.chosen : this.words.choose;
    for (const part of [this.ticks, this.turns, this.before]) part.fill(this.clip);
  }

  #find(selector) {
    return this.element.querySelector(selector);
  }
}
