// Two windows changed one thing: shows both versions in words and keeps the one that is chosen. One after the other.

import { clock } from "../player/clock.js";
import { chainWords } from "./facts.js";

export class Conflicts {
  #waiting = [];

  constructor({ words, people, player }) {
    Object.assign(this, { words, people, player, nameOf: ({ title }) => title });
    this.dialog = document.getElementById("conflict");
    this.dialog.addEventListener("cancel", (event) => event.preventDefault());
  }

  /** `mine` and `theirs` hold fields, or null where the thing was removed; `keep` is told "mine" or "theirs". */
  show(conflict) {
    this.#waiting.push(conflict);
    if (!this.dialog.open) this.#open();
  }

  #open() {
    const { mine, theirs, keep } = this.#waiting[0];
    const rows = rowsOf(mine, theirs, (name, fields) => this.#say(name, fields));
    this.dialog.querySelector("[data-rows]").replaceChildren(
      ...rows.map(([name, ...sides]) => row(this.words[`field_${name}`], sides)),
    );
    for (const button of this.dialog.querySelectorAll("[data-keep]")) {
      button.onclick = () => {
        this.dialog.close();
        this.#waiting.shift();
        keep(button.dataset.keep);
        if (this.#waiting.length) this.#open();
      };
    }
    this.dialog.showModal();
  }

  #say(name, fields) {
    const { words } = this;
    if (fields === null) return words.removed;
    if (name === "order") return fields.order.map((clip) => this.nameOf(clip)).join(", ");
    if (name === "range") return [fields.in_frame, fields.out_frame].map((frame) => this.#time(frame)).join(" – ");
    if (name === "frame") return this.#time(fields.frame);
    const value = fields[name];
    if (typeof value === "boolean") return value ? words.yes : words.no;
    if (name === "before_seconds") return `${value} s`;
    if (name === "turns") return chainWords(value, this.people, words);
    return String(value);
  }

  #time(frame) {
    return clock(this.player.frames.timeOf(frame), { tenths: true });
  }
}

const SHOWN = ["title", "range", "answer", "shortlisted", "before_seconds", "turns", "frame", "note", "order"];

/** The fields in which both sides differ, in words: `[name, mine, theirs]`. */
export function rowsOf(mine, theirs, say) {
  const known = { ...theirs, ...mine };
  const names = SHOWN.filter((name) => (name === "range" ? "in_frame" : name) in known);
  return names
    .map((name) => [name, say(name, mine), say(name, theirs)])
    .filter(([, one, other]) => one !== other && (mine ? one : other) !== "");
}

function row(name, sides) {
  const line = document.createElement("tr");
  line.append(Object.assign(document.createElement("th"), { scope: "row", textContent: name }));
  for (const text of sides) line.append(Object.assign(document.createElement("td"), { textContent: text || "–" }));
  return line;
}
