// Tells what stands on the screen: to the guider's own window on this device, and to the record of the review.
//
// Rows that cannot be sent wait in memory, and are sent again under the same key.

const EVERY = 2_000;
const SETTLED = 600;

export const channelOf = (review) => new BroadcastChannel(`review-${review}`);

export class OnScreen {
  #rows = [];
  #last = "";
  #settling = 0;
  #sending = false;

  /** `url` is empty where nothing is recorded any more; `onAsked` is told what the guider's window wants done. */
  constructor({ review, url, onAsked }) {
    this.url = url;
    this.channel = channelOf(review);
    this.channel.addEventListener("message", ({ data }) => (data.ask === "state" ? this.#say() : onAsked(data.ask)));
    this.now = null;
    setInterval(() => this.send(), EVERY);
  }

  /** `state`: shown, frame, is_playing, is_blank, speed. A picture counts once it stands for a moment. */
  tell(state) {
    this.now = state;
    this.#say();
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#keep(state, performance.now() - SETTLED), SETTLED);
  }

  /** Only for the other window: while a clip plays its pictures are not recorded one by one. */
  pass(frame) {
    if (!this.now) return;
    this.now = { ...this.now, frame };
    this.#say();
  }

  /** Nothing stands there any more. */
  end() {
    this.now = null;
    clearTimeout(this.#settling);
    this.send();
  }

  async send() {
    if (this.#sending || !this.#rows.length) return;
    this.#sending = true;
    const rows = this.#rows.slice(0, 200);
    const seen = rows.map(({ since, ...row }) => ({ ...row, ago_ms: Math.round(performance.now() - since) }));
    const headers = { "Content-Type": "application/json", "X-CSRFToken": document.body.dataset.csrf };
    const body = JSON.stringify({ seen });
    const answer = await fetch(this.url, { method: "POST", headers, body, keepalive: true }).catch(() => null);
    if (answer && answer.status < 500) this.#rows.splice(0, rows.length);
    this.#sending = false;
  }

  #say() {
    if (this.now) this.channel.postMessage(this.now);
  }

  #keep(state, since) {
    const { shown, is_playing, is_blank, speed, frame } = state;
    const told = [shown, is_playing, is_blank, speed, is_playing || frame].join();
    if (!this.url || told === this.#last) return;
    this.#last = told;
    this.#rows.push({ key: crypto.randomUUID(), shown, frame, is_playing, is_blank, speed, since });
  }
}
