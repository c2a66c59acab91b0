// Two clips side by side on the film that the studio shows. Sound comes from one of them at a time.

import { listenForKeys } from "../player/keys.js";
import { Pane } from "./pane.js";
import { announce } from "./signs.js";
import { pairOf } from "./standing.js";

const KEYS = {
  " ": "both", 1: "left", 2: "right", ArrowLeft: "hearLeft", ArrowRight: "hearRight",
  ",": "frameBack", ".": "frameOn", f: "shortlist", g: "choose",
};

export class Compare {
  constructor(side, urls) {
    Object.assign(this, { side, store: side.store, urls, panes: null });
    this.dialog = document.getElementById("compare");
    this.actions = {
      both: () => this.#playBoth(),
      close: () => this.dialog.close(),
      left: () => this.panes[0].play(),
      right: () => this.panes[1].play(),
      hearLeft: () => this.hear(this.panes[0]),
      hearRight: () => this.hear(this.panes[1]),
      ...Object.fromEntries(
        ["frameBack", "frameOn", "shortlist", "choose"].map((act) => [act, () => this.#heard[act]()]),
      ),
    };
    for (const button of this.dialog.querySelectorAll("[data-compare]")) {
      button.addEventListener("click", () => this.actions[button.dataset.compare]());
    }
    listenForKeys(this.dialog, KEYS, this.actions);
    this.store.addEventListener("change", () => this.fill());
    // Consent taken back, or signed out: whatever takes the film off the screen takes these off too.
    side.player.video.addEventListener("emptied", () => this.#leave());
    this.dialog.addEventListener("close", () => this.#leave());
  }

  get isOpen() {
    return this.dialog.open;
  }

  get clips() {
    return this.store.clips;
  }

  get #heard() {
    return this.panes.find(({ heard }) => heard);
  }

  open() {
    const pair = pairOf(this.clips, this.store.selected);
    if (!pair) {
      announce(this.side.words.nothing_to_compare);
      return;
    }
    this.panes = this.#makePanes();
    this.side.player.pause();
    this.dialog.showModal();
    this.panes.forEach((pane, place) => pane.set(pair[place]));
    this.hear(this.panes[0]);
    for (const pane of this.panes) pane.open({ film: this.urls.film, frames: this.urls.frames });
  }

  set(pane, clip) {
    pane.set(clip);
    this.fill();
  }

  hear(pane) {
    for (const each of this.panes) each.heard = each === pane;
    this.fill();
  }

  other(pane) {
    return this.panes.find((each) => each !== pane);
  }

  fill() {
    if (!this.isOpen || !this.panes) return;
    if (this.panes.some(({ clip }) => !this.clips.includes(clip))) {
      this.dialog.close();
      return;
    }
    for (const pane of this.panes) pane.fill(this.clips);
    const both = this.dialog.querySelector("[data-compare=both]");
    both.setAttribute("aria-pressed", String(this.panes.some(({ player }) => player.playing)));
  }

  /** Nothing stays on the screen or in memory. */
  #leave() {
    for (const { player, element } of this.panes ?? []) {
      player.empty();
      element.remove();
    }
    this.panes = null;
    if (this.isOpen) this.dialog.close();
  }

  #makePanes() {
    const panes = ["left", "right"].map((place) => new Pane(this, place));
    this.dialog.querySelector("[data-panes]").append(...panes.map(({ element }) => element));
    return panes;
  }

  /** Both from their beginning; or both stop, where one plays. */
  #playBoth() {
    const playing = this.panes.some(({ player }) => player.playing);
    for (const { player, clip } of this.panes) {
      if (playing) player.pause();
      else {
        player.show(clip.in_frame);
        player.play();
      }
    }
  }
}
