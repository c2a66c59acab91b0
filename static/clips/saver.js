// Saves one change after another, keeps trying while the network is away, and says how it stands.
//
// A change is `{ key, delay, request(), done(answer), refused(status, body) }`. `request` is asked when its turn
// comes and gives `{ url, method, body }`. A change that waits is replaced by a later one with the same key.

const RETRY = 3000;

export class Saver {
  #queue = [];
  #busy = false;
  #timer = null;

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
    const again = await this.#send(change);
    this.#busy = false;
    if (again) {
      if (!this.#queue.some(({ key }) => change.key && key === change.key)) this.#queue.unshift(change);
      this.#timer = setTimeout(() => this.#next(), RETRY);
    } else {
      if (!this.pending) this.onStatus("saved");
      this.#next();
    }
  }

  /** True when it must be tried again. */
  async #send(change) {
    const wanted = change.request();
    if (!wanted) return false;
    let answer;
    try {
      answer = await fetch(wanted.url, {
        method: wanted.method,
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token },
        body: wanted.body === undefined ? undefined : JSON.stringify(wanted.body),
      });
    } catch {
      this.onStatus("offline");
      return true;
    }
    return this.#judge(change, answer);
  }

  async #judge(change, answer) {
    if (answer.status >= 500) {
      this.onStatus("offline");
      return true;
    }
    const json = answer.headers.get("Content-Type")?.includes("json");
    if (answer.redirected || answer.status === 401 || (answer.status === 403 && !json)) {
      this.onStatus("signed_out");
      await this.#renewToken();
      return true;
    }
    const body = json ? await answer.json() : {};
    if (answer.ok) {
      change.done?.(body);
    } else {
      this.onStatus("refused", body.reasons ?? []);
      change.refused?.(answer.status, body);
    }
    return false;
  }

  /** Signing in again, in another tab, gives a new token. */
  async #renewToken() {
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.token = page.body.dataset.csrf ?? this.token;
  }
}
