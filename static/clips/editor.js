// The open clip: its edges, title, principles and whose behaviour, its answer, and whether it is chosen.

import { clock } from "../player/clock.js";
import { secondsOf, withEdge } from "./ranges.js";

export class Editor {
  constructor(side) {
    Object.assign(this, { side, player: side.player, store: side.store, words: side.words, frames: side.frames });
    this.element = document.getElementById("piece-editor").content.firstElementChild.cloneNode(true);
    this.clip = null;
    this.#listen();
  }

  open(clip, place) {
    if (clip && this.element.parentElement !== place) place.append(this.element);
    if (!clip) this.element.remove();
    this.clip = clip;
    if (clip) this.#fill();
  }

  get subject() {
    const checked = this.element.querySelector("[name=whose]:checked");
    return checked && Number(checked.value);
  }

  /** The person at this place in the list becomes the one whose behaviour is ticked. */
  chooseSubject(place) {
    const person = this.element.querySelectorAll("[name=whose]")[place];
    if (!person) return;
    person.checked = true;
    this.#fillTicks();
  }

  tick(place) {
    const principle = this.element.querySelectorAll("[data-principle]")[place];
    if (this.clip && principle && this.subject) {
      this.store.toggleTick(this.clip, principle.dataset.principle, this.subject);
    }
  }

  setEdge(edge, frame) {
    if (this.clip) this.store.change(this.clip, withEdge(this.clip, edge, frame, this.frames.count));
  }

  writeAnswer() {
    this.#find("[data-field=answer]").focus();
  }

  play() {
    if (!this.clip) return;
    this.player.keepTo(this.clip.in_frame, this.clip.out_frame, { repeat: this.player.loop?.repeat ?? false });
    this.player.show(this.clip.in_frame);
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
    this.element.querySelectorAll("[data-principle]").forEach((button, place) => {
      button.addEventListener("click", () => this.tick(place));
    });
    this.#find("[data-people]").addEventListener("change", () => this.#fillTicks());
  }

  #listenToField(field) {
    field.addEventListener("input", () => this.store.change(this.clip, { [field.dataset.field]: field.value }));
    field.addEventListener("change", () => this.store.saver.flush());
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.ctrlKey) document.getElementById("player").focus();
    });
  }

  #nudge(edge, by) {
    const frame = this.clip[edge] + by;
    this.setEdge(edge, frame);
    this.player.show(edge === "in_frame" ? frame : frame - 1);
  }

  #fill() {
    const seconds = secondsOf(this.frames, this.clip);
    const [shortest, longest] = this.side.guidance.length;
    this.#find("[data-length]").textContent = `${seconds.toFixed(1)} s`;
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
    this.#fillTicks();
  }

  #fillTicks() {
    const people = [...this.element.querySelectorAll("[name=whose]")];
    const names = new Map(people.map((each) => [Number(each.value), each.nextElementSibling.firstChild.textContent]));
    for (const button of this.element.querySelectorAll("[data-principle]")) {
      const ticks = this.clip.ticks.filter(({ principle }) => principle === button.dataset.principle);
      button.setAttribute("aria-pressed", String(ticks.some(({ subject }) => subject === this.subject)));
      button.querySelector("[data-also]").textContent = ticks
        .filter(({ subject }) => subject !== this.subject)
        .map(({ subject }) => names.get(subject) ?? "")
        .join(", ");
    }
  }

  #find(selector) {
    return this.element.querySelector(selector);
  }
}
