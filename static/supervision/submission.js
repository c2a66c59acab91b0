// The review screen: films with the submitted clips on their track, and remarks at the frame on the screen.

import { clock } from "../player/clock.js";
import { watchPermit } from "../player/permit.js";
import { Player } from "../player/player.js";
import { drawStrip, loadPicture, sheet } from "../player/strip.js";

const films = new Map();
const form = document.querySelector(".remark-form");

class Film {
  constructor(section) {
    this.section = section;
    this.player = new Player(section.querySelector("video"));
    this.track = section.querySelector(".film-track");
    this.toggle = section.querySelector("[data-do=toggle]");
    this.all = section.querySelector("[data-do=all]");
    this.listen();
    this.player.load({ film: section.dataset.src, frames: section.dataset.frames });
    watchPermit(this.player, section.dataset.permit);
  }

  listen() {
    this.player.addEventListener("ready", () => this.place());
    this.player.addEventListener("frame", ({ detail }) => this.follow(detail.frame));
    this.player.addEventListener("state", () => this.drawState());
    this.player.addEventListener("refused", ({ detail }) => this.say(detail.reasons.join(" ")));
    this.player.addEventListener("broken", () => this.say(this.section.dataset.broken));
    this.section.addEventListener("click", ({ target }) => this.press(target.closest("[data-do]")));
    this.section.querySelector(".film-player").addEventListener("keydown", (event) => this.key(event));
    this.track.addEventListener("pointerdown", (event) => this.jump(event));
    this.track.addEventListener("keydown", (event) => this.key(event));
  }

  /** Put the clips where they are on the track. */
  place() {
    const { count } = this.player.frames;
    for (const mark of this.section.querySelectorAll(".film-clip")) {
      mark.style.left = `${(100 * mark.dataset.in) / count}%`;
      mark.style.width = `${(100 * (mark.dataset.out - mark.dataset.in)) / count}%`;
    }
    this.follow(0);
    this.drawStrip();
  }

  async drawStrip() {
    const { strip, layout } = this.section.dataset;
    const cells = JSON.parse(layout);
    const picture = cells && (await loadPicture(strip));
    if (!picture) return;
    const { frames } = this.player;
    const canvas = this.section.querySelector(".film-strip");
    const part = { picture, layout: cells, frames, start: 0, end: frames.timeOf(frames.count - 1) };
    new ResizeObserver(() => drawStrip(sheet(canvas), part)).observe(canvas);
  }

  follow(frame) {
    const { frames } = this.player;
    this.section.querySelector(".film-playhead").style.left = `${(100 * frame) / frames.count}%`;
    this.section.querySelector(".film-clock").textContent = clock(frames.timeOf(frame), { tenths: true });
    this.track.setAttribute("aria-valuenow", frame);
    this.track.setAttribute("aria-valuetext", clock(frames.timeOf(frame)));
    this.note(frame);
  }

  /** The remark belongs to the frame on the screen. */
  note(frame) {
    if (!form) return;
    form.elements.footage.value = this.section.dataset.film;
    form.elements.frame.value = frame;
    form.querySelector("[data-remark-at]").textContent = clock(this.player.frames.timeOf(frame));
  }

  drawState() {
    this.toggle.textContent = this.player.playing ? this.toggle.dataset.pause : this.toggle.dataset.play;
    this.all.hidden = !this.player.loop;
    const slow = this.section.querySelector("[data-do=slow]");
    slow.setAttribute("aria-pressed", this.player.speed < 1);
  }

  press(button) {
    if (!button) return;
    const { player } = this;
    const acts = {
      lookAgain: () => player.lookAgain(),
      toggle: () => player.toggle(),
      stepBack: () => player.step(-1),
      stepOn: () => player.step(1),
      slow: () => (player.speed = player.speed < 1 ? 1 : 0.5),
      all: () => player.keepToAll(),
    };
    acts[button.dataset.do]();
  }

  key(event) {
    const acts = {
      " ": () => this.player.toggle(),
      k: () => this.player.toggle(),
      j: () => this.player.lookAgain(),
      ",": () => this.player.step(-1),
      ".": () => this.player.step(1),
      ArrowLeft: () => this.player.skip(event.shiftKey ? -5 : -1),
      ArrowRight: () => this.player.skip(event.shiftKey ? 5 : 1),
    };
    if (!acts[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    acts[event.key]();
  }

  jump(event) {
    if (!this.player.frames) return;
    const { left, width } = this.track.getBoundingClientRect();
    this.player.show(Math.round(((event.clientX - left) / width) * this.player.frames.count));
  }

  playClip(start, end) {
    this.player.keepTo(start, end);
    this.player.show(start);
    this.player.play();
    this.section.scrollIntoView({ block: "nearest" });
  }

  say(words) {
    const message = this.section.querySelector(".film-message");
    message.textContent = words;
    message.hidden = false;
  }
}

for (const section of document.querySelectorAll("[data-film]")) films.set(section.dataset.film, new Film(section));

document.addEventListener("click", ({ target }) => {
  const clip = target.closest(".submitted-play");
  if (clip) films.get(clip.dataset.footage).playClip(Number(clip.dataset.in), Number(clip.dataset.out));
  const remark = target.closest(".remark-at");
  if (remark) {
    const { player } = films.get(remark.dataset.footage);
    player.pause();
    player.show(Number(remark.dataset.frame));
  }
});

if (form) {
  const words = form.elements.words;
  words.addEventListener("focus", () => films.forEach(({ player }) => player.pause()));
  words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.ctrlKey) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (!detail.successful) return;
    words.value = "";
    films.get(form.elements.footage.value)?.player.play();
  });
}
