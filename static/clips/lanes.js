// Draws the ruler, the film strip and the sound of the part in view.

import { clock } from "../player/clock.js";
import { drawStrip, loadPicture, sheet, whenMade } from "../player/strip.js";

const STEPS = [0.04, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600];
const APART = 84; // pixels between two figures of the ruler

export class Lanes {
  constructor(root, view) {
    this.view = view;
    this.ruler = root.querySelector("[data-ruler]");
    this.strip = root.querySelector("[data-strip]");
    this.wave = root.querySelector("[data-wave]");
    this.picture = null;
    this.layout = null;
    this.loudness = null;
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
    this.#drawRuler(sheet(this.ruler));
    if (picture) drawStrip(sheet(this.strip), { picture, layout, frames, start, end });
    if (this.loudness) this.#drawWave(sheet(this.wave));
  }

  async #loadStrip(url) {
    this.picture = await loadPicture(url);
    this.draw();
  }

  async #loadWaveform(url) {
    const answer = await whenMade(url);
    if (answer) this.loudness = await answer.json();
    this.draw();
  }

  #drawRuler({ context, width, height }) {
    const { view } = this;
    const step = STEPS.find((seconds) => (seconds / view.span) * width >= APART) ?? STEPS[STEPS.length - 1];
    context.font = "500 12px system-ui, sans-serif";
    context.textBaseline = "middle";
    for (let count = Math.ceil(view.start / step); count * step <= view.end; count += 1) {
      const x = view.place(count * step) * width;
      context.fillStyle = this.faint;
      context.fillRect(x, height - 6, 1, 6);
      context.fillStyle = this.quiet;
      if (x < width - 40) context.fillText(clock(count * step, { tenths: step < 1 }), x + 4, height / 2);
    }
  }

  #drawWave({ context, width, height }) {
    const { bin_ms: binMs, peaks } = this.loudness;
    const loudest = Math.max(...peaks, 1);
    context.fillStyle = this.sound;
    for (let x = 0; x < width; x += 3) {
      const from = Math.floor((this.view.secondsAt(x / width) * 1000) / binMs);
      const to = Math.max(Math.ceil((this.view.secondsAt((x + 3) / width) * 1000) / binMs), from + 1);
      const peak = Math.max(0, ...peaks.slice(from, to));
      const tall = Math.max((peak / loudest) * (height - 2), 1);
      context.fillRect(x, (height - tall) / 2, 2, tall);
    }
  }
}
