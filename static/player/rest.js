// A wait that can be ended early.

export class Rest {
  #timer = null;
  #resolve = null;

  get isOn() {
    return this.#resolve !== null;
  }

  /** Resolves to true after so many milliseconds, or to false as soon as somebody ends it. */
  start(milliseconds) {
    this.end();
    this.#timer = setTimeout(() => this.#finish(true), milliseconds);
    return new Promise((resolve) => (this.#resolve = resolve));
  }

  /** True when there was something to end. */
  end() {
    return this.#finish(false);
  }

  #finish(rested) {
    clearTimeout(this.#timer);
    const resolve = this.#resolve;
    this.#resolve = null;
    resolve?.(rested);
    return resolve !== null;
  }
}
