// The selected clip's edges, and the clip as a whole: dragged with snapping, or moved by the arrow keys.

import { clock } from "../player/clock.js";
import { drag } from "./drag.js";
import { frameBefore } from "./facts.js";
import { paint, percent } from "./paint.js";
import { dragged } from "./ranges.js";
import { nearestTarget, targetsOf } from "./snapping.js";

const REACH = { mouse: 8, pen: 10, touch: 14 }; // pixels within which an edge is drawn to something
const SLACK = 3; // pixels that a press may tremble
const BORDER = 28; // pixels at the sides of the view where it moves along
const WHEN_LIFTED = 3_600_000; // nothing is saved before the drag has ended
const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

export class Handles {
  constructor(line) {
    Object.assign(this, { line, store: line.store, player: line.player, frames: line.frames, words: line.words });
    this.lead = line.root.querySelector("[data-lead]");
    this.range = line.root.querySelector("[data-range]");
    this.snap = line.root.querySelector("[data-snap]");
    this.all = [...line.root.querySelectorAll("[data-handle]")];
    for (const handle of this.all) {
      handle.addEventListener("keydown", (event) => this.#nudge(event, handle.dataset.handle));
      this.#listen(handle);
    }
  }

  get mover() {
    return this.all.find((handle) => handle.dataset.handle === "whole");
  }

  draw() {
    const clip = this.store.selected;
    for (const element of [this.range, ...this.all]) element.hidden = !clip;
    this.#drawLead(clip);
    if (!clip) return;
    const [start, end] = [clip.in_frame, clip.out_frame].map((frame) => this.line.placeOf(frame));
    paint(this.range, { left: percent(start), width: percent(end - start) });
    this.range.classList.toggle("chosen", clip.position !== null);
    for (const handle of this.all) this.#draw(handle, clip, start, end);
  }

  /** What came just before the clip; not touched where there is none. */
  #drawLead(clip) {
    const first = clip ? frameBefore(this.frames, clip) : 0;
    paint(this.lead, { hidden: !clip || first === clip.in_frame });
    if (!clip || first === clip.in_frame) return;
    const [start, end] = [first, clip.in_frame].map((frame) => this.line.placeOf(frame));
    paint(this.lead, { left: percent(start), width: percent(end - start) });
  }

  #draw(handle, clip, start, end) {
    const kind = handle.dataset.handle;
    const [from, to] = [clip.in_frame, clip.out_frame].map((frame) => clock(this.line.secondsOf(frame), { tenths: true }));
    const { width } = this.line.view;
    const shape = {
      in_frame: { left: percent(start), inward: start * width < BORDER, "aria-valuenow": clip.in_frame, "aria-valuetext": from },
      out_frame: { left: percent(end), inward: (1 - end) * width < BORDER, "aria-valuenow": clip.out_frame, "aria-valuetext": to },
      whole: {
        left: percent(start), width: percent(end - start), "--row": String(this.line.rowOf(clip)),
        "aria-valuenow": clip.in_frame, "aria-valuetext": this.words.from_to.replace("{start}", from).replace("{end}", to),
      },
    };
    paint(handle, {
      ...shape[kind],
      "aria-label": this.words[kind].replace("{title}", this.line.nameOf(clip)),
      "aria-valuemin": "0",
      "aria-valuemax": String(this.frames.count),
    });
  }

  #listen(handle) {
    let held = null;
    drag(handle, {
      start: (event) => {
        held = this.#take(handle.dataset.handle, event);
        return true;
      },
      move: (event) => this.#drag(held, event),
      end: () => this.#letGo(held),
    });
  }

  #take(kind, event) {
    const clip = this.store.selected;
    const { in_frame, out_frame } = clip;
    const targets = targetsOf({
      clip, moments: this.store.moments, clips: this.store.clips, playhead: this.player.target,
      silences: this.line.lanes.silences, frames: this.frames,
    });
    return { kind, clip, range: { in_frame, out_frame }, targets, x: event.clientX, seconds: this.line.secondsUnder(event.clientX), moved: false };
  }

  #drag(held, event) {
    if (this.line.fingers.taken) return;
    if (!held.moved && Math.abs(event.clientX - held.x) < SLACK) return;
    held.moved = true;
    this.line.scrubbing = true;
    this.line.panAtBorder(event.clientX, BORDER);
    const first = held.kind === "out_frame" ? "out_frame" : "in_frame";
    const wanted = this.line.secondsOf(held.range[first]) + this.line.secondsUnder(event.clientX) - held.seconds;
    const by = this.line.boundaryAt(wanted) - held.range[first];
    const found = this.line.snapping && !event.altKey && this.#target(held, by, REACH[event.pointerType] ?? REACH.mouse);
    const range = dragged(held.range, held.kind, by + (found ? found.by : 0), this.frames.count);
    this.#change(held.clip, held.kind, range, { delay: WHEN_LIFTED });
    this.#showSnap(found && found.target);
    this.line.peek.show(shownFrame(held.kind, range), found ? this.words[`snapped_${found.target.kind}`] : "");
  }

  #target(held, by, reach) {
    const { in_frame, out_frame } = dragged(held.range, held.kind, by, this.frames.count);
    const places = held.kind === "whole" ? [in_frame, out_frame] : [held.kind === "in_frame" ? in_frame : out_frame];
    return nearestTarget(places, held.targets, this.frames, this.line.view.secondsOfPixels(reach));
  }

  #letGo(held) {
    this.line.scrubbing = false;
    this.line.peek.hide();
    this.#showSnap(null);
    if (held.moved) this.store.saver.flush();
    else if (held.kind === "whole") this.player.show(held.clip.in_frame);
  }

  #showSnap(target) {
    this.snap.hidden = !target;
    if (target) paint(this.snap, { left: percent(this.line.placeOf(target.frame)) });
  }

  #nudge(event, kind) {
    const clip = this.store.selected;
    const by = STEPS[event.key] * (event.shiftKey ? 10 : 1);
    if (!by || !clip || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const range = dragged(clip, kind, by, this.frames.count);
    this.#change(clip, kind, range);
    this.line.revealFrame(shownFrame(kind, range));
  }

  #change(clip, kind, range, options) {
    if (range.in_frame === clip.in_frame && range.out_frame === clip.out_frame) return;
    this.store.change(clip, range, options);
    this.player.show(shownFrame(kind, range));
  }
}

/** The frame on the screen while a handle moves: the first of the clip, or its last. */
function shownFrame(kind, { in_frame, out_frame }) {
  return kind === "out_frame" ? out_frame - 1 : in_frame;
}
