// Fingers on the time line: two zoom and move it, one that stays marks a moment.

const PRESS = 500; // ms
const TREMBLE = 10; // pixels

export class Fingers {
  #down = new Map();
  #timer = null;

  constructor(line) {
    this.line = line;
    this.taken = false; // by a pinch or a long press, until all fingers are lifted and one comes down again
    this.ring = line.root.querySelector("[data-ring]");
    const listen = (name, act) =>
      line.area.addEventListener(name, (event) => event.pointerType === "touch" && act(event), { capture: true });
    listen("pointerdown", (event) => this.#begin(event));
    listen("pointermove", (event) => this.#move(event));
    listen("pointerup", (event) => this.#end(event));
    listen("pointercancel", (event) => this.#end(event));
    line.area.addEventListener("contextmenu", (event) => this.#down.size > 0 && event.preventDefault());
  }

  #begin(event) {
    if (this.#down.size === 0) this.taken = false;
    this.#down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (this.#down.size > 1) {
      this.taken = true;
      this.#leave();
    } else if (!event.target.closest("button, [data-handle]")) {
      this.#stay(event);
    }
  }

  #move({ pointerId, clientX, clientY }) {
    const from = this.#down.get(pointerId);
    if (!from) return;
    if (this.#down.size === 1) {
      if (Math.hypot(clientX - from.x, clientY - from.y) > TREMBLE) this.#leave();
      return;
    }
    const before = this.#grip();
    Object.assign(from, { x: clientX, y: clientY });
    const now = this.#grip();
    this.line.pinch(now.apart / before.apart, before.middle, now.middle);
  }

  #end({ pointerId }) {
    this.#down.delete(pointerId);
    this.#leave();
  }

  #grip() {
    const [one, other] = [...this.#down.values()];
    return { apart: Math.max(Math.hypot(one.x - other.x, one.y - other.y), 1), middle: (one.x + other.x) / 2 };
  }

  #stay({ clientX, clientY }) {
    const { left, top } = this.line.area.getBoundingClientRect();
    Object.assign(this.ring.style, { left: `${clientX - left}px`, top: `${clientY - top}px` });
    this.ring.className = "press-ring growing";
    this.#timer = setTimeout(() => {
      this.taken = true;
      this.ring.className = "press-ring done";
      navigator.vibrate?.(30);
      this.line.markAt(clientX);
    }, PRESS);
  }

  #leave() {
    clearTimeout(this.#timer);
    this.ring.className = "press-ring";
  }
}
