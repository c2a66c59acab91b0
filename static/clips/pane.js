// One side of a comparison: a clip that plays in an exact loop of its own.

import { clock } from "../player/clock.js";
import { Player } from "../player/player.js";
import { secondsOf } from "./ranges.js";
import { name, piece, write } from "./rows.js";
import { isChosen } from "./standing.js";

export class Pane {
  constructor(compare, place) {
    Object.assign(this, { compare, side: compare.side, words: compare.side.words, place, clip: null, heard: false });
    this.element = piece("pane");
    this.player = new Player(this.element.querySelector("video"));
    this.which = this.element.querySelector("[data-which]");
    this.which.addEventListener("change", () => compare.set(this, compare.clips[this.which.selectedIndex]));
    for (const button of this.element.querySelectorAll("[data-pane]")) {
      button.addEventListener("click", () => this[button.dataset.pane]());
    }
    this.player.addEventListener("ready", () => this.#start());
    this.player.addEventListener("frame", () => this.#tellTime());
    this.player.addEventListener("state", () => compare.fill());
    this.player.addEventListener("broken", () => this.#say(this.words.broken));
    this.player.addEventListener("refused", ({ detail }) => this.#say(detail.reasons.join(" ")));
  }

  async open(film) {
    this.#say("");
    await this.player.load(film);
    if (!this.compare.panes?.includes(this)) this.player.empty();
  }

  set(clip) {
    this.clip = clip;
    if (this.player.frames) this.#start();
  }

  play() {
    this.player.toggle();
  }

  frameBack() {
    this.#step(-1);
  }

  frameOn() {
    this.#step(1);
  }

  hear() {
    this.compare.hear(this);
  }

  shortlist() {
    this.side.shortlist(this.clip);
  }

  choose() {
    this.side.choose(this.clip);
  }

  fill(clips) {
    const title = this.side.nameOf(this.clip);
    const where = this.words[this.place];
    this.element.setAttribute("aria-label", `${where}: ${title}`);
    this.element.classList.toggle("heard", this.heard);
    this.player.video.muted = !this.heard;
    this.#fillWhich(clips, where);
    const on = {
      play: this.player.playing, hear: this.heard, shortlist: Boolean(this.clip.shortlisted), choose: isChosen(this.clip),
    };
    for (const button of this.element.querySelectorAll("[data-pane]")) {
      const act = button.dataset.pane;
      if (act in on) button.setAttribute("aria-pressed", String(on[act]));
      const words = act === "choose" && on.choose ? "pane_chosen" : `pane_${act}`;
      name(button, this.words[words].replace("{title}", title));
    }
    this.#fillChoose(on.choose);
    write(this.element.querySelector("[data-answer]"), this.clip.answer);
  }

  #fillChoose(chosen) {
    const button = this.element.querySelector("[data-pane=choose]");
    if (!button) return;
    write(button.firstElementChild, this.words[chosen ? "is_chosen_word" : "choose_word"]);
    button.classList.toggle("chosen", chosen);
  }

  /** The same clip on both sides would be nothing to compare. */
  #fillWhich(clips, where) {
    const other = this.compare.other(this).clip;
    const names = clips.map((clip) => this.side.nameOf(clip));
    const shown = JSON.stringify([names, clips.indexOf(this.clip), clips.indexOf(other)]);
    if (shown === this.shown) return;
    this.shown = shown;
    const options = clips.map((clip, place) => {
      const seconds = Math.round(secondsOf(this.side.frames, clip));
      const option = new Option(`${names[place]} · ${seconds} s`, "", false, clip === this.clip);
      option.disabled = clip === other;
      return option;
    });
    this.which.replaceChildren(...options);
    this.which.setAttribute("aria-label", where);
  }

  #start() {
    if (!this.clip) return;
    this.player.keepTo(this.clip.in_frame, this.clip.out_frame);
    this.player.show(this.clip.in_frame);
  }

  #step(by) {
    const { in_frame: first, out_frame: end } = this.clip;
    this.player.pause();
    this.player.show(Math.min(Math.max(this.player.target + by, first), end - 1));
  }

  #tellTime() {
    if (!this.clip) return;
    const time = this.element.querySelector("[data-time]");
    const { frames, target } = this.player;
    write(time, clock(Math.max(frames.timeOf(target) - frames.timeOf(this.clip.in_frame), 0), { tenths: true }));
    time.dataset.frame = this.player.frame;
  }

  #say(sentence) {
    const words = this.element.querySelector("[data-words]");
    words.textContent = sentence;
    words.hidden = !sentence;
  }
}
