// The time line: moments, clips and the playhead over film strip and sound; seeking, zooming, edges.

import { clock } from "../player/clock.js";
import { Lanes } from "./lanes.js";
import { rowsOf, withEdge } from "./ranges.js";
import { followPointer } from "./pointer.js";
import { View } from "./view.js";

const ZOOM = 1.6;

export class FilmLine {
  constructor(root, { player, store, words }) {
    Object.assign(this, { root, player, store, words, frames: player.frames });
    this.area = root.querySelector("[data-view]");
    for (const name of ["moments", "clips", "range", "pointer", "playhead", "overview", "part", "now"]) {
      this[name] = root.querySelector(`[data-${name}]`);
    }
    this.edges = [...root.querySelectorAll("[data-edge]")];
    this.view = new View(this.frames);
    this.lanes = new Lanes(root, this.view);
    new ResizeObserver(() => this.draw()).observe(this.area);
    player.addEventListener("frame", () => this.#follow());
    store.addEventListener("change", () => this.#drawMarks());
    followPointer(this);
    this.edges.forEach((edge) => edge.addEventListener("keydown", (event) => this.#nudge(event, edge.dataset.edge)));
  }

  secondsOf(frame) {
    return this.frames.timeOf(frame);
  }

  frameAt(clientX) {
    const { left, width } = this.area.getBoundingClientRect();
    return this.frames.indexAt(this.view.secondsAt((clientX - left) / width));
  }

  zoomIn() {
    this.zoom(ZOOM);
  }

  zoomOut() {
    this.zoom(1 / ZOOM);
  }

  zoomAll() {
    this.view.all();
    this.draw();
  }

  zoom(factor, around = this.secondsOf(this.player.target)) {
    this.view.zoom(factor, around);
    this.draw();
  }

  reveal({ in_frame, out_frame }) {
    this.view.reveal(this.secondsOf(in_frame), this.secondsOf(out_frame));
    this.draw();
  }

  setEdge(edge, frame, { delay } = {}) {
    const clip = this.store.selected;
    if (clip) this.store.change(clip, withEdge(clip, edge, frame, this.frames.count), { delay });
  }

  draw() {
    this.view.width = this.area.clientWidth || 1;
    this.lanes.draw();
    this.#drawMarks();
    this.#drawOverview();
    this.#drawPlayhead();
  }

  #drawMarks() {
    this.#drawMoments();
    this.#drawClips();
    this.#drawRange();
  }

  #follow() {
    if (this.player.playing && this.view.follow(this.secondsOf(this.player.frame))) this.draw();
    else this.#drawPlayhead();
  }

  #drawPlayhead() {
    const seconds = this.secondsOf(this.player.target);
    this.playhead.style.left = percent(this.view.place(seconds));
    this.playhead.setAttribute("aria-valuemin", "0");
    this.playhead.setAttribute("aria-valuemax", String(Math.round(this.frames.duration)));
    this.playhead.setAttribute("aria-valuenow", String(Math.round(seconds)));
    this.playhead.setAttribute("aria-valuetext", clock(seconds, { tenths: true }));
    this.now.style.left = percent(seconds / this.frames.duration);
  }

  #drawMoments() {
    const buttons = this.store.moments.map((moment) => {
      const time = clock(this.secondsOf(moment.frame));
      const button = this.#button("line-moment", this.words.moment.replace("{time}", time));
      button.style.left = percent(this.view.place(this.secondsOf(moment.frame)));
      button.addEventListener("click", () => this.player.show(moment.frame));
      return button;
    });
    replace(this.moments, buttons);
  }

  #drawClips() {
    const rows = rowsOf(this.store.clips);
    this.clips.style.setProperty("--rows", String(Math.max(1, ...rows.map((row) => row + 1))));
    const bars = this.store.clips.map((clip, index) => {
      const name = clip.title || this.words.clip.replace("{number}", index + 1);
      const bar = this.#button("line-clip", name);
      const start = this.view.place(this.secondsOf(clip.in_frame));
      bar.style.left = percent(start);
      bar.style.width = percent(this.view.place(this.secondsOf(clip.out_frame)) - start);
      bar.style.setProperty("--row", String(rows[index]));
      bar.classList.toggle("chosen", clip.position !== null);
      bar.setAttribute("aria-pressed", String(clip === this.store.selected));
      bar.append(Object.assign(document.createElement("span"), { textContent: name }));
      bar.addEventListener("click", () => {
        this.store.select(clip);
        this.player.show(clip.in_frame);
      });
      return bar;
    });
    replace(this.clips, bars);
  }

  #drawRange() {
    const clip = this.store.selected;
    for (const element of [this.range, ...this.edges]) element.hidden = !clip;
    if (!clip) return;
    const [start, end] = [clip.in_frame, clip.out_frame].map((frame) => this.view.place(this.secondsOf(frame)));
    this.range.style.left = percent(start);
    this.range.style.width = percent(end - start);
    this.range.classList.toggle("chosen", clip.position !== null);
    const title = clip.title || this.words.clip.replace("{number}", this.store.clips.indexOf(clip) + 1);
    for (const edge of this.edges) {
      const isIn = edge.dataset.edge === "in_frame";
      edge.style.left = percent(isIn ? start : end);
      edge.setAttribute("aria-label", this.words[isIn ? "in_edge" : "out_edge"].replace("{title}", title));
      edge.setAttribute("aria-valuemin", "0");
      edge.setAttribute("aria-valuemax", String(this.frames.count));
      edge.setAttribute("aria-valuenow", String(clip[edge.dataset.edge]));
      edge.setAttribute("aria-valuetext", clock(this.secondsOf(clip[edge.dataset.edge]), { tenths: true }));
    }
  }

  #drawOverview() {
    this.overview.classList.toggle("whole", this.view.whole);
    this.part.style.left = percent(this.view.start / this.frames.duration);
    this.part.style.width = percent(this.view.span / this.frames.duration);
  }

  #nudge(event, edge) {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (!by || !this.store.selected) return;
    event.preventDefault();
    event.stopPropagation();
    const frame = this.store.selected[edge] + by * (event.shiftKey ? 10 : 1);
    this.setEdge(edge, frame);
    this.player.show(edge === "in_frame" ? frame : frame - 1);
  }

  #button(name, label) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: name, title: label });
    button.setAttribute("aria-label", label);
    return button;
  }
}

/** Put new children in place of the old ones, with the focus where it was. */
function replace(parent, children) {
  const focused = [...parent.children].indexOf(document.activeElement);
  parent.replaceChildren(...children);
  if (focused >= 0) children[focused]?.focus();
}

function percent(share) {
  return `${share * 100}%`;
}
