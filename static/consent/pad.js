// A box to sign in, with finger, pen or mouse. Strokes are kept as shares of the box, so that turning the
// tablet keeps the signature.

const INK = "#2a2621";
const WIDTH = 2.6;

export class SignaturePad {
  #strokes = [];
  #picture = null;

  constructor(canvas) {
    this.canvas = canvas;
    this.onchange = () => {};
    canvas.addEventListener("pointerdown", (event) => this.#begin(event));
    canvas.addEventListener("pointermove", (event) => this.#draw(event));
    new ResizeObserver(() => this.#redraw()).observe(canvas);
  }

  get isEmpty() {
    return this.#picture === null && this.#strokes.length === 0;
  }

  clear() {
    this.#strokes = [];
    this.#picture = null;
    this.#redraw();
    this.onchange();
  }

  /** Shows a signature that was drawn before. */
  async restore(url) {
    const picture = new Image();
    picture.src = url;
    await picture.decode();
    this.#picture = picture;
    this.#redraw();
  }

  asUrl() {
    return this.isEmpty ? "" : this.canvas.toDataURL("image/png");
  }

  #begin(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.canvas.setPointerCapture(event.pointerId);
    this.#strokes.push([this.#place(event)]);
    this.#redraw();
    this.onchange();
  }

  #draw(event) {
    if (!this.canvas.hasPointerCapture(event.pointerId)) return;
    const stroke = this.#strokes.at(-1);
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length ? events : [event]) stroke.push(this.#place(each));
    this.#redraw();
    this.onchange();
  }

  #place(event) {
    const box = this.canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  }

  #redraw() {
    const { canvas } = this;
    const scale = Math.min(window.devicePixelRatio || 1, 2);
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (!width || !height) return;
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const pen = canvas.getContext("2d");
    if (this.#picture) pen.drawImage(this.#picture, 0, 0, canvas.width, canvas.height);
    Object.assign(pen, { strokeStyle: INK, fillStyle: INK, lineWidth: WIDTH * scale, lineCap: "round", lineJoin: "round" });
    for (const stroke of this.#strokes) {
      pen.beginPath();
      for (const [x, y] of stroke) pen.lineTo(x * canvas.width, y * canvas.height);
      if (stroke.length === 1) pen.lineTo(stroke[0][0] * canvas.width + 0.1, stroke[0][1] * canvas.height);
      pen.stroke();
    }
  }
}
