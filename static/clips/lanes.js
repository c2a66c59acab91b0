// Draws the ruler, the film strip and the sound of the part in view.

import { cellAt, drawCell, drawStrip, loadPicture, sheet, whenMade } from "../player/strip.js";
import { rulerOf } from "./ruler.js";
import { silencesOf } from "./snapping.js";

export class Lanes {
  constructor(root, view) {
    this.view = view;
    this.ruler = root.querySelector("[data-ruler]");
    this.strip = root.querySelector("[data-strip]");
    this.wave = root.querySelector("[data-wave]");
    this.picture = null;
    this.layout = null;
    this.loudness = null;
    this.silences = [];
    this.over = false;
    const style = getComputedStyle(root);
    this.quiet = style.getPropertyValue("--studio-quiet");
    this.faint = style.getPropertyValue("--studio-line");
    this.sound = style.getPropertyValue("--studio-sound");
  }

  async load({ strip, waveform, layout }) {
    this.layout = layout;
    await Promise.all([layout && this.#loadStrip(strip), waveform && this.#loadWaveform(waveform)]);
  }

  draw() {
    const { picture, layout, view } = this;
    const { frames, start, end } = view;
    const ruler = rulerOf(view);
    this.#drawRuler(sheet(this.ruler), ruler);
    const strip = sheet(this.strip);
    if (picture) drawStrip(strip, { picture, layout, frames, start, end });
    if (ruler.frames) this.#partFrames(strip, ruler.ticks);
    if (this.loudness) this.#drawWave(sheet(this.wave));
  }

  /** Nothing of a film that may no longer be shown stays on the page. */
  empty() {
    this.over = true;
    this.picture?.close();
    this.picture = this.loudness = null;
    this.draw();
    sheet(this.wave);
  }

  /** The strip's picture nearest to a time, and how far off it was taken; null while there is none. */
  pictureAt(seconds) {
    if (!this.picture) return null;
    const { layout } = this;
    const cell = cellAt(layout, this.view.frames, seconds);
    return { cell, off: Math.abs(this.view.frames.timeOf(layout.frames[cell]) - seconds) };
  }

  /** Put one picture of the strip on a canvas of its own. */
  paintCell(canvas, cell) {
    if (canvas.dataset.cell === String(cell)) return;
    const [width, height] = this.layout.cell;
    Object.assign(canvas, { width, height });
    canvas.dataset.cell = cell;
    drawCell(canvas.getContext("2d"), this, cell, [0, 0, width, height]);
  }

  async #loadStrip(url) {
    const picture = await loadPicture(url);
    if (!this.over) this.picture = picture;
    this.draw();
  }

  async #loadWaveform(url) {
    const answer = await whenMade(url);
    if (answer && !this.over) this.loudness = await answer.json();
    if (this.loudness) this.silences = silencesOf(this.loudness);
    this.draw();
  }

  #drawRuler({ context, width, height }, { ticks }) {
    context.font = "500 12px system-ui, sans-serif";
    context.textBaseline = "middle";
    for (const { seconds, text } of ticks) {
      const x = this.view.place(seconds) * width;
      context.fillStyle = this.faint;
      context.fillRect(x, text ? height - 9 : height - 5, 1, 9);
      context.fillStyle = this.quiet;
      if (text && x < width - 40) context.fillText(text, x + 4, height / 2);
    }
  }

  #partFrames({ context, width, height }, ticks) {
    context.fillStyle = "rgb(255 255 255 / 45%)";
    for (const { seconds } of ticks) context.fillRect(this.view.place(seconds) * width, 0, 1, height);
  }

  #drawWave({ context, width, height }) {
    const { bin_ms: binMs, peaks } = this.loudness;
    this.loudest ??= peaks.reduce((one, other) => Math.max(one, other), 1);
    context.fillStyle = this.sound;
    for (let x = 0; x < width; x += 3) {
      const from = Math.floor((this.view.secondsAt(x / width) * 1000) / binMs);
      const to = Math.max(Math.ceil((this.view.secondsAt((x + 3) / width) * 1000) / binMs), from + 1);
      let peak = 0;
      for (let bin = from; bin < Math.min(to, peaks.length); bin += 1) peak = Math.max(peak, peaks[bin]);
      const tall = Math.max((peak / this.loudest) * (height - 2), 1);
      context.fillRect(x, (height - tall) / 2, 2, tall);
    }
  }
}
