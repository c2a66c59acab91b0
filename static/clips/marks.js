// The buttons of moments or clips on the time line: only those in view, each kept as long as it is in view.
// One of them is the tab stop; the arrows lead from one to the next, also to those out of view or below others.

import { paint } from "./paint.js";

const STEPS = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

export class Marks {
  #buttons = new Map();
  #stop = null;

  /** `items()` in their order; `make(item)` gives a button, `fill(button, item)` places it, `isInView(item)`,
   *  `reveal(item)` brings it into view, `go(item)` is what happens when an arrow leads to it. */
  constructor(parent, rules) {
    Object.assign(this, { parent, ...rules });
    parent.addEventListener("keydown", (event) => this.#keydown(event));
    parent.addEventListener("focusin", ({ target }) => this.#becomeStop(target));
  }

  draw() {
    const items = this.items();
    const inView = items.filter(this.isInView);
    const focused = this.#buttons.get(this.#stop) === document.activeElement;
    if (!items.includes(this.#stop) || (!focused && !inView.includes(this.#stop))) {
      this.#stop = inView[0] ?? items[0] ?? null;
    }
    const shown = items.filter((item) => item === this.#stop || this.isInView(item));
    this.#forgetAllBut(new Set(shown));
    shown.forEach((item, place) => this.#show(item, place));
  }

  buttonOf(item) {
    return this.#buttons.get(item);
  }

  #forgetAllBut(shown) {
    for (const [item, button] of this.#buttons) {
      if (shown.has(item)) continue;
      button.remove();
      this.#buttons.delete(item);
    }
  }

  #show(item, place) {
    if (!this.#buttons.has(item)) this.#buttons.set(item, this.make(item));
    const button = this.#buttons.get(item);
    this.fill(button, item);
    paint(button, { tabindex: item === this.#stop ? "0" : "-1" });
    const here = this.parent.children[place];
    if (here !== button) this.parent.insertBefore(button, here ?? null);
  }

  #becomeStop(button) {
    const item = this.#itemOf(button);
    if (!item) return;
    this.reveal(item);
    if (item === this.#stop) return;
    const before = this.#buttons.get(this.#stop);
    if (before) paint(before, { tabindex: "-1" });
    paint(button, { tabindex: "0" });
    this.#stop = item;
  }

  #keydown(event) {
    const by = STEPS[event.key];
    const item = this.#itemOf(event.target);
    if (!by || !item || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const items = this.items();
    this.#stop = items[Math.min(Math.max(items.indexOf(item) + by, 0), items.length - 1)];
    this.go(this.#stop);
    this.draw();
    this.buttonOf(this.#stop).focus({ preventScroll: true });
  }

  #itemOf(button) {
    for (const [item, own] of this.#buttons) if (own === button) return item;
    return null;
  }
}
