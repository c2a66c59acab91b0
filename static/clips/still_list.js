// The stills of the film: shown at once from what is on the screen, after a reload from the server's own picture.

import { clock } from "../player/clock.js";
import { loadPicture } from "../player/strip.js";
import { name, piece, Rows } from "./rows.js";
import { announce } from "./signs.js";

const WIDTH = 240;

export class StillList {
  #over = false;

  constructor(side) {
    Object.assign(this, { side, player: side.player, store: side.store, words: side.words });
    this.element = document.getElementById("stills");
    this.rows = new Rows(this.element, { make: (still) => this.#make(still), fill: (row, still) => this.#fill(row, still) });
    this.seen = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) if (isIntersecting) this.#fetch(target);
    });
    this.player.addEventListener("refused", () => this.#empty());
  }

  draw() {
    this.rows.draw(this.#over ? [] : this.store.stills);
  }

  /** The frame that is asked for, also when it is not on the screen yet; the picture follows it. */
  async keep() {
    const frame = this.player.target;
    const still = this.store.keepStill(frame);
    announce(this.words.still_kept.replace("{time}", this.#time(still)));
    await this.player.stepper.settled();
    if (this.#over || still.thumb || this.player.target !== frame) return;
    still.thumb = this.#pictureOf(this.player.video);
    this.draw();
  }

  #time({ frame }) {
    return clock(this.side.frames.timeOf(frame), { tenths: true });
  }

  #make(still) {
    const row = piece("still");
    const time = this.#time(still);
    const go = row.querySelector("[data-go]");
    name(go, this.words.still_at.replace("{time}", time));
    row.querySelector("[data-time]").textContent = time;
    go.addEventListener("click", () => this.player.show(still.frame));
    const remove = row.querySelector("[data-remove]");
    name(remove, this.words.remove_still.replace("{time}", time));
    remove.addEventListener("click", () => this.store.removeStill(still));
    return row;
  }

  /** Without a picture from the screen, the server's is fetched as soon as the row is seen. */
  #fill(row, still) {
    const place = row.querySelector("[data-picture]");
    if (!place) return;
    if (still.thumb) place.replaceWith(still.thumb);
    else if (still.id !== null && !place.still) {
      place.still = still;
      this.seen.observe(place);
    }
  }

  async #fetch(place) {
    this.seen.unobserve(place);
    const { still } = place;
    const picture = await loadPicture(`${this.store.address("still", still.id)}still.jpg`);
    if (!picture || this.#over) return;
    still.thumb ??= this.#pictureOf(picture);
    this.draw();
  }

  #pictureOf(source) {
    const wide = source.videoWidth ?? source.width;
    const high = source.videoHeight ?? source.height;
    const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: (WIDTH * high) / wide });
    canvas.getContext("2d").drawImage(source, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  /** The film may no longer be shown, so neither may its pictures. */
  #empty() {
    this.#over = true;
    for (const still of this.store.stills) still.thumb = null;
    this.draw();
  }
}
