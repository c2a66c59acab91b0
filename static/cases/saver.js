// Saves one change after another, keeps trying while the network is away, and says how it stands.
//
// A change is `{ of, key, delay, whole, request(), done(answer), refused(status, body) }`. `request` is asked when
// its turn comes and gives `{ url, method, body }`. A change that waits is replaced by a later one with the same key.
// Changes of one thing (`of`) keep their order; one that the server fails to save does not block those of others.
// `refused` gives true where the server has it already: it was saved, and the network lost the answer.
// A `whole` change waits for all before it, and all after it wait for it.

const RETRY = 3000;
const LONGEST = 60_000;

export class Saver {
  #queue = [];
  #busy = false;
  #timer = null;
  #waiting = [];
  #refused = false;
  locked = false;

  constructor({ token, onStatus, onSignedOut = () => undefined }) {
    Object.assign(this, { token, onStatus, onSignedOut });
    window.addEventListener("beforeunload", (event) => {
      if (this.pending) event.preventDefault();
    });
    window.addEventListener("online", () => this.#hurry());
  }

  get pending() {
    return this.#busy || this.#queue.length > 0;
  }

  add(change) {
    const next = { ...change, name: nameOf(), due: Date.now() + (change.delay ?? 0), tries: 0 };
    const waiting = change.key ? this.#queue.findIndex(({ key }) => key === change.key) : -1;
    if (waiting >= 0) this.#queue[waiting] = { ...next, tries: this.#queue[waiting].tries };
    else this.#queue.push(next);
    if (!this.locked) this.onStatus("saving");
    this.#next();
  }

  /** Do not wait for the end of typing any longer. */
  flush() {
    for (const change of this.#queue) if (change.tries === 0) change.due = 0;
    this.#next();
  }

  /** Resolves when nothing is left to save, or when it cannot be saved now: true when all of it was accepted. */
  settled() {
    if (!this.pending) return Promise.resolve(true);
    this.#refused = false;
    this.flush();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Signed out: what waits is kept until the same person is back. */
  lock() {
    if (this.locked) return;
    this.locked = true;
    this.onStatus("signed_out");
    this.#tell(false);
    this.onSignedOut();
  }

  unlock(token) {
    Object.assign(this, { token, locked: false });
    this.onStatus(this.pending ? "saving" : "saved");
    this.#hurry();
  }

  #hurry() {
    for (const change of this.#queue) change.due = 0;
    this.#next();
  }

  async #next() {
    clearTimeout(this.#timer);
    if (this.#busy || this.locked || this.#queue.length === 0) return;
    const change = this.#ready();
    if (!change) {
      const wait = Math.min(...this.#queue.map(({ due }) => due)) - Date.now();
      this.#timer = setTimeout(() => this.#next(), Math.max(wait, 50));
      return;
    }
    this.#busy = true;
    this.#queue.splice(this.#queue.indexOf(change), 1);
    const outcome = await this.#send(change);
    this.#busy = false;
    if (outcome === "again") this.#putBack(change);
    else if (outcome === "refused") this.#refused = true;
    if (!this.pending) this.#finish();
    this.#next();
  }

  /** The first change whose turn has come. */
  #ready() {
    const held = new Set();
    for (const [place, change] of this.#queue.entries()) {
      const mayGo = change.due <= Date.now() && !held.has(change.of) && (!change.whole || place === 0);
      if (mayGo) return change;
      if (change.whole) return null;
      if (change.of) held.add(change.of);
    }
    return null;
  }

  #putBack(change) {
    const newer = this.#queue.find(({ key }) => change.key && key === change.key);
    const tries = change.tries + 1;
    const due = Date.now() + Math.min(RETRY * 2 ** (tries - 1), LONGEST);
    if (newer) Object.assign(newer, { tries, due });
    else this.#queue.unshift({ ...change, tries, due });
  }

  #finish() {
    this.onIdle?.();
    if (!this.#refused) this.onStatus("saved");
    this.#tell(!this.#refused);
    this.#refused = false;
  }

  #tell(accepted) {
    for (const resolve of this.#waiting.splice(0)) resolve(accepted);
  }

  /** "saved", "refused", or "again" when it must be tried once more. */
  async #send(change) {
    const wanted = change.request();
    if (!wanted) return "saved";
    let answer;
    try {
      answer = await fetch(wanted.url, {
        method: wanted.method,
        headers: {
          "Content-Type": "application/json",
          Accept: "application/json",
          "X-CSRFToken": this.token,
          "Idempotency-Key": change.name,
        },
        body: wanted.body === undefined ? undefined : JSON.stringify(wanted.body),
      });
    } catch {
      return this.#later("offline");
    }
    if (answer.status >= 500) return this.#later("failing");
    const json = answer.headers.get("Content-Type")?.includes("json");
    if (isSignedOut(answer, json)) {
      this.lock();
      return "again";
    }
    const body = json ? await answer.json() : {};
    const isGone = answer.status === 404 && wanted.method === "DELETE"; // somebody else was faster
    if (answer.ok || isGone) {
      change.done?.(body);
      return "saved";
    }
    if (change.refused?.(answer.status, body)) return "saved";
    this.onStatus("refused", body.reasons ?? []);
    return "refused";
  }

  #later(status) {
    this.onStatus(status);
    this.#tell(false);
    return "again";
  }
}

/** Sent along with each try, so that the server makes the change once even where its answer was lost. */
function nameOf() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** 403 without JSON: the token belongs to a session that is over. */
export function isSignedOut(answer, json = answer.headers.get("Content-Type")?.includes("json")) {
  return answer.redirected || answer.status === 401 || (answer.status === 403 && !json);
}
