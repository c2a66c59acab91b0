// Moments marked on the file while it uploads: times, saved at once, and tried again while the line is away.

import { clock } from "../player/clock.js";

const RETRY = 3000;
const NEVER_KNOWN = { id: null, wanted: true };

export class Marks {
  #timer = null;
  #busy = false;

  /** `address`: gives where the marks of this upload are, empty as long as the upload has no name. */
  constructor({ panel, words, address }) {
    Object.assign(this, { words, address, marks: [], isLoaded: false });
    this.list = panel.querySelector(".upload-marks");
    this.piece = panel.querySelector(".upload-mark-piece");
    this.said = panel.querySelector(".upload-marks-said");
    window.addEventListener("online", () => this.sync());
    window.addEventListener("beforeunload", (event) => this.#waiting.length && event.preventDefault());
  }

  get #waiting() {
    return this.marks.filter(({ id, wanted }) => (id === null) === wanted);
  }

  add(seconds) {
    this.marks.push({ ...NEVER_KNOWN, at_ms: Math.round(seconds * 1000) });
    this.#say(this.words.marked.replace("TIME", clock(seconds)));
    this.sync();
  }

  async sync() {
    this.#draw();
    clearTimeout(this.#timer);
    if (this.#busy || !this.address()) return;
    this.#busy = true;
    const done = (await this.#load()) && (await this.#saveAll());
    this.#busy = false;
    this.#draw();
    if (!done) this.#timer = setTimeout(() => this.sync(), RETRY);
  }

  /** What was marked before the page was closed. */
  async #load() {
    if (this.isLoaded) return true;
    const answer = await this.#ask("GET", this.address());
    if (!answer?.ok) return false;
    const { marks } = await answer.json();
    this.marks.unshift(...marks.map((mark) => ({ ...NEVER_KNOWN, ...mark })));
    this.isLoaded = true;
    return true;
  }

  async #saveAll() {
    for (let mark = this.#waiting[0]; mark; mark = this.#waiting[0]) {
      const isNew = mark.wanted; // it may be taken away before the answer is here
      const answer = isNew
        ? await this.#ask("POST", this.address(), { at_ms: mark.at_ms })
        : await this.#ask("DELETE", this.words.mark.replace("/0/", `/${mark.id}/`));
      if (!answer) {
        this.#say(this.words.markWaits);
        return false;
      }
      if (answer.ok && isNew) mark.id = (await answer.json()).id;
      else this.#settle(mark, answer);
    }
    return true;
  }

  /** Taken away, or refused: it is no longer one of the marks. */
  #settle(mark, answer) {
    if (mark.wanted) this.#say(this.words.markRefused);
    else if (!answer.ok && answer.status !== 404) this.#say(this.words.markRefused);
    this.marks.splice(this.marks.indexOf(mark), 1);
  }

  /** The answer, or null when it is worth another try. */
  async #ask(method, url, body) {
    const answer = await fetch(url, {
      method,
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": document.body.dataset.csrf },
      body: body && JSON.stringify(body),
    }).catch(() => null);
    const isLost = !answer || answer.redirected || answer.status >= 500 || answer.status === 401;
    return isLost ? null : answer;
  }

  #draw() {
    const wanted = this.marks.filter((mark) => mark.wanted).sort((one, other) => one.at_ms - other.at_ms);
    this.list.replaceChildren(...wanted.map((mark) => this.#row(mark)));
  }

  #row(mark) {
    const row = this.piece.content.firstElementChild.cloneNode(true);
    const time = clock(mark.at_ms / 1000);
    row.querySelector("[data-time]").textContent = time;
    const remove = row.querySelector("button");
    remove.setAttribute("aria-label", this.words.unmark.replace("TIME", time));
    remove.addEventListener("click", () => {
      mark.wanted = false;
      if (mark.id === null && !this.#busy) this.marks.splice(this.marks.indexOf(mark), 1);
      this.sync();
    });
    return row;
  }

  #say(sentence) {
    this.said.textContent = sentence;
  }
}
