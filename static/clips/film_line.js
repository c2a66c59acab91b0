// The time line: moments, clips and the playhead over film strip and sound. However much changes, it is drawn
// once for each picture on the screen, and only what is different.

import { clock } from "../player/clock.js";
import { Handles } from "./handles.js";
import { Lanes } from "./lanes.js";
import { clipButtons, momentButtons } from "./line_buttons.js";
import { oncePerFrame, paint, percent } from "./paint.js";
import { Peek, Poster } from "./peek.js";
import { followPointer } from "./pointer.js";
import { rowsOf } from "./ranges.js";
import { announce } from "./signs.js";
import { Fingers } from "./touch.js";
import { View } from "./view.js";

const ZOOM = 1.6;
const SKIP = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
const PARTS = ["moments", "clips", "pointer", "playhead", "overview", "part", "now"];

export class FilmLine {
  #stale = new Set();
  #soon = oncePerFrame(() => this.#drawNow());
  #rows = new Map();
  #last = 0;
  #snapping = true;

  constructor(root, { player, store, words }) {
    Object.assign(this, { root, player, store, words, frames: player.frames, scrubbing: false });
    this.area = root.querySelector("[data-view]");
    for (const name of PARTS) this[name] = root.querySelector(`[data-${name}]`);
    this.view = new View(this.frames);
    this.lanes = new Lanes(root, this.view);
    this.peek = new Peek(this);
    this.poster = new Poster(document.querySelector("[data-poster]"), this);
    this.fingers = new Fingers(this);
    this.handles = new Handles(this);
    this.marks = [momentButtons(this), clipButtons(this)];
    new ResizeObserver(() => this.draw()).observe(this.area);
    player.addEventListener("frame", () => this.#follow());
    player.addEventListener("state", () => this.#drawSoon("playhead"));
    player.addEventListener("refused", () => this.lanes.empty());
    store.addEventListener("change", () => this.#drawSoon("marks"));
    this.playhead.addEventListener("keydown", (event) => this.#skip(event));
    followPointer(this);
  }

  get snapping() {
    return this.#snapping;
  }

  set snapping(on) {
    this.#snapping = on;
    this.root.querySelector("[data-do=snapping]").setAttribute("aria-pressed", String(on));
  }

  secondsOf(frame) {
    return this.frames.timeOf(frame);
  }

  shows(start, end = start) {
    return this.view.shows(this.secondsOf(start), this.secondsOf(end));
  }

  placeOf(frame) {
    return this.view.place(this.secondsOf(frame));
  }

  /** A moment stands in the middle of its frame: between two lines where frames are told apart. */
  middleOf(frame) {
    return this.view.place(this.frames.seekTime(frame));
  }

  secondsUnder(clientX) {
    const { left, width } = this.area.getBoundingClientRect();
    return this.view.secondsAt((clientX - left) / width);
  }

  frameAt(clientX) {
    return this.frames.indexAt(this.secondsUnder(clientX));
  }

  /** The frame that begins nearest to a time; the number of frames for the end of the film. */
  boundaryAt(seconds) {
    const frame = this.frames.indexAt(seconds);
    return seconds - this.secondsOf(frame) > this.secondsOf(frame + 1) - seconds ? frame + 1 : frame;
  }

  nameOf(clip) {
    return clip.title || this.words.clip.replace("{number}", this.store.clips.indexOf(clip) + 1);
  }

  rowOf(clip) {
    return this.#rows.get(clip) ?? 0;
  }

  /** Open a clip to work on, with the focus where arrow keys move it. */
  open(clip) {
    this.store.select(clip);
    this.player.show(clip.in_frame);
    this.handles.draw();
    this.handles.mover.focus({ preventScroll: true });
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

  /** Two fingers: what was between them before is between them now. */
  pinch(factor, before, now) {
    const seconds = this.secondsUnder(before);
    const { left, width } = this.area.getBoundingClientRect();
    this.view.zoom(factor, seconds);
    this.view.hold(seconds, (now - left) / width);
    this.draw();
  }

  pan(seconds) {
    this.view.pan(seconds);
    this.draw();
  }

  /** The nearer a drag is to the side, the faster the view moves there. */
  panAtBorder(clientX, border) {
    const { left, right } = this.area.getBoundingClientRect();
    const over = Math.min(clientX - left - border, 0) + Math.max(clientX - right + border, 0);
    if (over && !this.view.whole) this.pan((Math.min(Math.max(over / border, -1), 1) * this.view.span) / 50);
  }

  reveal({ in_frame, out_frame }) {
    this.view.reveal(this.secondsOf(in_frame), this.secondsOf(out_frame));
    this.draw();
  }

  revealFrame(frame) {
    if (!this.shows(frame)) this.reveal({ in_frame: frame, out_frame: frame + 1 });
  }

  scrub(clientX) {
    this.scrubbing = true;
    const frame = this.frameAt(clientX);
    this.player.show(frame);
    this.peek.show(frame);
  }

  endScrub() {
    this.scrubbing = false;
    this.peek.hide();
  }

  markAt(clientX) {
    const { frame } = this.store.mark(this.frameAt(clientX));
    this.player.show(frame);
    announce(this.words.marked.replace("{time}", clock(this.secondsOf(frame))));
  }

  /** Everything, with the next picture on the screen. */
  draw() {
    this.#drawSoon("lanes", "marks", "playhead");
  }

  #drawSoon(...parts) {
    for (const part of parts) this.#stale.add(part);
    this.#soon();
  }

  #drawNow() {
    const stale = this.#stale;
    this.#stale = new Set();
    if (stale.has("lanes")) this.#drawView();
    if (stale.has("marks")) this.#drawMarks();
    if (stale.has("playhead")) this.#drawPlayhead();
  }

  #drawView() {
    this.view.width = this.area.clientWidth || 1;
    this.lanes.draw();
    this.overview.classList.toggle("whole", this.view.whole);
    paint(this.part, {
      left: percent(this.view.start / this.frames.duration),
      width: percent(this.view.span / this.frames.duration),
    });
  }

  #drawMarks() {
    const { clips } = this.store;
    const rows = rowsOf(clips);
    this.#rows = new Map(clips.map((clip, place) => [clip, rows[place]]));
    paint(this.clips.parentElement, { "--rows": String(Math.max(1, ...rows.map((row) => row + 1))) });
    for (const marks of this.marks) marks.draw();
    this.handles.draw();
  }

  /** A playhead that leaves the view takes it along; one that was out of it lets the person look elsewhere. */
  #follow() {
    const seconds = this.secondsOf(this.player.target);
    const leaves = !this.player.playing || this.view.shows(this.#last);
    this.#last = seconds;
    if (leaves && !this.scrubbing && this.view.follow(seconds)) this.draw();
    else this.#drawSoon("playhead");
  }

  #drawPlayhead() {
    const seconds = this.secondsOf(this.player.target);
    const length = this.secondsOf(this.player.target + 1) - seconds;
    paint(this.playhead, {
      left: percent(this.view.place(seconds)),
      "--frame": `${((length / this.view.span) * this.view.width).toFixed(1)}px`,
      "aria-valuemin": "0",
      "aria-valuemax": String(Math.round(this.frames.duration)),
      "aria-valuenow": String(Math.round(seconds)),
      "aria-valuetext": clock(seconds, { tenths: !this.player.playing }),
    });
    paint(this.now, { left: percent(seconds / this.frames.duration) });
  }

  #skip(event) {
    const by = SKIP[event.key] * (event.shiftKey ? 5 : 1);
    if (!by || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.player.skip(by);
  }
}
