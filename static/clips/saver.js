// Saves one change after another, keeps trying while the network is away, and says how it stands.
//
// A change is `{ key, delay, request(), done(answer), refused(status, body) }`. `request` is asked when its turn
// comes and gives `{ url, method, body }`. A change that waits is replaced by a later one with the same key.

const RETRY = 3000;

export class Saver {
  #queue = [];
  #busy = false;
  #timer = null;
  #waiting = [];

  constructor({ token, onStatus }) {
    this.token = token;
    this.onStatus = onStatus;
    window.addEventListener("beforeunload", (event) => {
      if (this.pending) event.preventDefault();
    });
    window.addEventListener("online", () => this.#next());
  }

  get pending() {
    return this.#busy || this.#queue.length > 0;
  }

  add(change) {
    const due = Date.now() + (change.delay ?? 0);
    const waiting = change.key ? this.#queue.findIndex(({ key }) => key === change.key) : -1;
    if (waiting >= 0) this.#queue[waiting] = { ...change, due };
    else this.#queue.push({ ...change, due });
    this.onStatus("saving");
    this.#next();
  }

  /** Do not wait for the end of typing any longer. */
  flush() {
    for (const change of this.#queue) change.due = 0;
    this.#next();
  }

  /** Resolves when nothing is left to save: true when all of it was accepted. */
  settled() {
    if (!this.pending) return Promise.resolve(true);
    this.flush();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async #next() {
    clearTimeout(this.#timer);
    if (this.#busy || this.#queue.length === 0) return;
    const wait = this.#queue[0].due - Date.now();
    if (wait > 0) {
      this.#timer = setTimeout(() => this.#next(), wait);
      return;
    }
    this.#busy = true;
    const change = this.#queue.shift();
    const outcome = await this.#send(change);
    this.#busy = false;
    if (outcome === "again") {
      if (!this.#queue.some(({ key }) => change.key && key === change.key)) this.#queue.unshift(change);
      this.#timer = setTimeout(() => this.#next(), RETRY);
      return;
    }
    if (!this.pending) this.#finish(outcome);
    this.#next();
  }

  #finish(outcome) {
    if (outcome === "saved") this.onStatus("saved");
    for (const resolve of this.#waiting.splice(0)) resolve(outcome === "saved");
  }

  /** "saved", "refused", or "again" when it must be tried once more. */
  async #send(change) {
    const wanted = change.request();
    if (!wanted) return "saved";
    let answer;
    try {
      answer = await fetch(wanted.url, {
        method: wanted.method,
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token },
        body: wanted.body === undefined ? undefined : JSON.stringify(wanted.body),
      });
    } catch {
      this.onStatus("offline");
      return "again";
    }
    return this.#judge(change, answer);
  }

  async #judge(change, answer) {
    if (answer.status >= 500) {
      this.onStatus("offline");
      return "again";
    }
    const json = answer.headers.get("Content-Type")?.includes("json");
    if (answer.redirected || answer.status === 401 || (answer.status === 403 && !json)) {
      this.onStatus("signed_out");
      await this.#renewToken();
      return "again";
    }
    const body = json ? await answer.json() : {};
    if (answer.ok) {
      change.done?.(body);
      return "saved";
    }
    this.onStatus("refused", body.reasons ?? []);
    change.refused?.(answer.status, body);
    return "refused";
  }

  /** Signing in again, in another tab, gives a new token. */
  async #renewToken() {
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.token = page.body.dataset.csrf ?? this.token;
  }
}
