// In the open clip: the chain of turns. One turn at a time is open, with a press each for who, what and how.

import { clock } from "../player/clock.js";
import { chainWords, frameBefore, movedTurn, nextTurn, turnWords } from "./facts.js";
import { name, piece, write } from "./rows.js";
import { announce } from "./signs.js";

const MOST = 40;

export class Turns {
  #open = null;

  constructor({ element, store, player, frames, words }) {
    Object.assign(this, { store, player, frames, words, clip: null });
    this.list = element.querySelector("[data-turn-list]");
    this.chain = element.querySelector("[data-chain]");
    this.more = element.querySelector("[data-turn-add]");
    this.more.addEventListener("click", () => this.#add());
  }

  fill(clip) {
    if (clip !== this.clip) this.#open = null;
    this.clip = clip;
    const { turns } = clip;
    while (this.list.childElementCount > turns.length) this.list.lastElementChild.remove();
    while (this.list.childElementCount < turns.length) this.list.append(this.#make(this.list.childElementCount));
    turns.forEach((turn, place) => this.#fillRow(this.list.children[place], turn, place));
    write(this.chain, chainWords(turns, this.store.people, this.words));
    this.more.hidden = turns.length >= MOST || this.store.people.length === 0;
  }

  #add() {
    const { target } = this.player;
    const isHere = target >= frameBefore(this.frames, this.clip) && target < this.clip.out_frame;
    const turn = nextTurn(this.clip.turns, this.store.people, isHere ? target : null);
    this.#open = this.clip.turns.length;
    this.#tell([...this.clip.turns, turn]);
    announce(turnWords(turn, this.store.people, this.words));
  }

  /** The whole chain is sent: what it says lies in its order. */
  #tell(turns) {
    this.store.change(this.clip, { turns }, { delay: 0 });
  }

  #change(place, fields) {
    this.#tell(this.clip.turns.map((turn, each) => (each === place ? { ...turn, ...fields } : turn)));
  }

  #make(place) {
    const row = piece("turn");
    row.querySelector("[data-turn-open]").addEventListener("click", () => {
      this.#open = this.#open === place ? null : place;
      this.fill(this.clip);
    });
    row.querySelector("[data-turn-go]").addEventListener("click", () => this.player.show(this.clip.turns[place].frame));
    row.querySelector("[data-turn-here]").addEventListener("click", () => this.#change(place, { frame: this.player.target }));
    row.querySelector("[data-turn-remove]").addEventListener("click", () => this.#remove(place));
    for (const button of row.querySelectorAll("[data-turn-move]")) {
      button.addEventListener("click", () => this.#move(place, Number(button.dataset.turnMove)));
    }
    for (const button of row.querySelectorAll("[data-set]")) {
      button.addEventListener("click", () => this.#set(place, button));
    }
    return row;
  }

  #set(place, button) {
    const { set, value } = button.dataset;
    const isOn = button.getAttribute("aria-pressed") === "true";
    if (set === "channel") this.#change(place, { channel: isOn ? "" : value });
    else this.#change(place, { [set]: set === "person" ? Number(value) : value });
  }

  #remove(place) {
    this.#open = null;
    this.#tell(this.clip.turns.filter((_, each) => each !== place));
    this.more.focus();
  }

  #move(place, by) {
    const to = place + by;
    if (to < 0 || to >= this.clip.turns.length) return;
    this.#open = to;
    this.#tell(movedTurn(this.clip.turns, place, by));
    this.list.children[to].querySelector(`[data-turn-move="${by}"]`).focus();
  }

  #fillRow(row, turn, place) {
    const isOpen = this.#open === place;
    const words = turnWords(turn, this.store.people, this.words);
    const open = row.querySelector("[data-turn-open]");
    open.setAttribute("aria-expanded", String(isOpen));
    write(open, words);
    row.querySelector("[data-turn-body]").hidden = !isOpen;
    const go = row.querySelector("[data-turn-go]");
    go.hidden = turn.frame === null;
    if (turn.frame !== null) {
      const time = clock(this.frames.timeOf(turn.frame), { tenths: true });
      write(go, time);
      name(go, this.words.turn_go.replace("{time}", time));
    }
    for (const button of row.querySelectorAll("[data-set]")) {
      button.setAttribute("aria-pressed", String(String(turn[button.dataset.set]) === button.dataset.value));
    }
    for (const button of row.querySelectorAll("[data-turn-move]")) {
      const to = place + Number(button.dataset.turnMove);
      button.setAttribute("aria-disabled", String(to < 0 || to >= this.clip.turns.length));
    }
  }
}
