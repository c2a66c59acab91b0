// One film of a submission: the player, the strip with the submitted clips on it, its buttons and keys.

import { clock } from "../player/clock.js";
import { listenForKeys } from "../player/keys.js";
import { watchPermit } from "../player/permit.js";
import { Player } from "../player/player.js";
import { drawStrip, loadPicture, sheet } from "../player/strip.js";

const KEYS = {
  " ": "toggle",
  k: "toggle",
  j: "lookAgain",
  ",": "stepBack",
  ".": "stepOn",
  s: "slow",
  m: "remark",
  i: "begin",
  o: "end",
  ArrowLeft: "back",
  ArrowRight: "on",
  "Shift+ArrowLeft": "back5",
  "Shift+ArrowRight": "on5",
  Home: "start",
};

/**
 * Tells `touched` when somebody uses it, `moved` when another frame is on the screen, `placed` when marks can be drawn,
 * and `remark`, `begin` and `end` when their keys are pressed.
 */
export class Film extends EventTarget {
  constructor(section) {
    super();
    this.section = section;
    this.id = section.dataset.film;
    this.player = new Player(section.querySelector("video"));
    this.track = section.querySelector(".film-track");
    this.#listen();
    this.player.load({ film: section.dataset.src, frames: section.dataset.frames });
    watchPermit(this.player, section.dataset.permit);
  }

  get frame() {
    return this.player.target;
  }

  get time() {
    return this.timeAt(this.frame);
  }

  timeAt(frame) {
    return clock(this.player.frames.timeOf(frame));
  }

  /** Draw stretches of a kind (`{ start, end }`) on the track, in the place of those drawn before. */
  showMarks(kind, ranges) {
    for (const old of this.track.querySelectorAll(`.film-${kind}`)) old.remove();
    for (const { start, end } of ranges) {
      const mark = document.createElement("span");
      mark.className = `film-${kind}`;
      this.#put(mark, start, end);
      this.track.append(mark);
    }
  }

  playClip(start, end) {
    this.player.keepTo(start, end);
    this.player.show(start);
    this.player.play();
    this.section.scrollIntoView({ block: "nearest" });
  }

  goTo(frame) {
    this.player.keepToAll();
    this.player.pause();
    this.player.show(frame);
    this.section.scrollIntoView({ block: "nearest" });
  }

  #listen() {
    const { player, section, track } = this;
    const acts = this.#acts();
    player.addEventListener("ready", () => this.#place());
    player.addEventListener("frame", ({ detail }) => this.#follow(detail.frame));
    player.addEventListener("state", () => this.#drawState());
    player.addEventListener("refused", ({ detail }) => this.#say(detail.reasons.join(" ") || section.dataset.broken));
    player.addEventListener("broken", () => this.#say(section.dataset.broken));
    listenForKeys(section.querySelector(".film-player"), KEYS, acts);
    section.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-do]");
      if (button) acts[button.dataset.do]();
      else if (target.closest("video")) acts.toggle();
    });
    track.addEventListener("pointerdown", (event) => {
      track.setPointerCapture(event.pointerId);
      this.#jump(event);
    });
    track.addEventListener("pointermove", (event) => {
      if (track.hasPointerCapture(event.pointerId)) this.#jump(event);
    });
    for (const name of ["click", "keydown"]) section.addEventListener(name, () => this.#tell("touched"));
  }

  #acts() {
    const { player } = this;
    return {
      toggle: () => player.toggle(),
      lookAgain: () => player.lookAgain(),
      stepBack: () => player.step(-1),
      stepOn: () => player.step(1),
      slow: () => (player.speed = player.speed < 1 ? 1 : 0.5),
      all: () => player.keepToAll(),
      back: () => player.skip(-1),
      on: () => player.skip(1),
      back5: () => player.skip(-5),
      on5: () => player.skip(5),
      start: () => player.show(0),
      remark: () => this.#tell("remark"),
      begin: () => this.#tell("begin"),
      end: () => this.#tell("end"),
    };
  }

  /** Put the clips where they are on the track. */
  #place() {
    for (const mark of this.section.querySelectorAll(".film-clip")) {
      this.#put(mark, Number(mark.dataset.in), Number(mark.dataset.out));
    }
    this.#follow(0);
    this.#tell("placed");
    this.#drawStrip();
  }

  #put(mark, start, end) {
    const { count } = this.player.frames;
    mark.style.left = `${(100 * start) / count}%`;
    mark.style.width = `${(100 * (end - start)) / count}%`;
  }

  async #drawStrip() {
    const { strip, layout } = this.section.dataset;
    const cells = JSON.parse(layout);
    const picture = cells && (await loadPicture(strip));
    if (!picture) return;
    const { frames } = this.player;
    const canvas = this.track.querySelector("canvas");
    const part = { picture, layout: cells, frames, start: 0, end: frames.duration };
    const size = new ResizeObserver(() => canvas.clientWidth && drawStrip(sheet(canvas), part));
    size.observe(canvas);
    this.player.addEventListener("refused", () => {
      size.disconnect();
      sheet(canvas);
    });
  }

  #follow(frame) {
    const { frames } = this.player;
    this.section.querySelector(".film-playhead").style.left = `${(100 * frame) / frames.count}%`;
    this.section.querySelector(".film-clock").textContent = clock(frames.timeOf(frame), { tenths: true });
    this.track.setAttribute("aria-valuenow", frame);
    this.track.setAttribute("aria-valuetext", clock(frames.timeOf(frame)));
    this.#tell("moved");
  }

  #drawState() {
    const part = (name) => this.section.querySelector(`[data-do=${name}]`);
    const toggle = part("toggle");
    toggle.textContent = this.player.playing ? toggle.dataset.pause : toggle.dataset.play;
    part("all").hidden = !this.player.loop;
    part("slow").setAttribute("aria-pressed", this.player.speed < 1);
  }

  #jump(event) {
    if (!this.player.frames) return;
    const { left, width } = this.track.getBoundingClientRect();
    this.player.show(((event.clientX - left) / width) * this.player.frames.count);
  }

  #say(words) {
    const message = this.section.querySelector(".film-message");
    message.textContent = words;
    message.hidden = false;
  }

  #tell(name) {
    this.dispatchEvent(new Event(name));
  }
}
