// One seek in flight; of all frames wished for meanwhile only the newest is sought.

export class Stepper {
  #time = null;
  #busy = false;
  #waiting = [];

  constructor(video) {
    this.video = video;
    this.wanted = null;
    video.addEventListener("seeked", () => this.#arrived());
    for (const name of ["emptied", "error"]) video.addEventListener(name, () => this.#finish());
  }

  seek(frame, time) {
    this.wanted = frame;
    this.#time = time;
    if (!this.#busy) this.#go();
  }

  settled() {
    if (this.wanted === null) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #go() {
    this.#busy = true;
    const time = this.#time;
    this.#time = null;
    this.video.currentTime = time;
  }

  #arrived() {
    if (!this.#busy) return;
    if (this.#time !== null) this.#go();
    else this.#finish();
  }

  #finish() {
    this.#busy = false;
    this.#time = null;
    this.wanted = null;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
