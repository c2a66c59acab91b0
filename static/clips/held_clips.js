// The clips of a review, held in this page's memory and nowhere else until the review ends.
//
// Events: `progress` (more is here), `settled` (a clip is held, closed or cannot be had; with its `place`),
// `signedOut`. A lost network only makes it wait.

const PIECE = 1024 * 1024; // the server sends no more at once
const AGAIN = 2000;

export const State = { LOADING: "loading", HELD: "held", CLOSED: "closed", BROKEN: "broken" };

export class HeldClips extends EventTarget {
  #clips;
  #address = null;
  #over = new AbortController();

  /** @param {{id: number, film: string, frames: string}[]} clips */
  constructor(clips) {
    super();
    this.#clips = clips.map((clip) => ({ ...clip, state: State.LOADING, pieces: [], table: null, loaded: 0, size: 0 }));
  }

  get count() {
    return this.#clips.length;
  }

  number(state) {
    return this.#clips.filter((clip) => clip.state === state).length;
  }

  stateOf(place) {
    return this.#clips[place].state;
  }

  idOf(place) {
    return this.#clips[place].id;
  }

  /** How much is here, from 0 to 1. */
  get share() {
    const parts = this.#clips.map(({ state, loaded, size }) => (state === State.LOADING ? loaded / (size || Infinity) : 1));
    return parts.reduce((sum, part) => sum + part, 0) / parts.length;
  }

  async load() {
    for (const [place, clip] of this.#clips.entries()) {
      const state = await this.#take(clip);
      if (this.#over.signal.aborted) return;
      if (clip.state === State.LOADING) this.#settle(place, state);
    }
  }

  /** The clip for a player; the one opened before is let go. Only what is on the screen has an address. */
  open(place) {
    this.#letGo();
    const { state, pieces, table } = this.#clips[place];
    if (state !== State.HELD) return null;
    this.#address = URL.createObjectURL(new Blob(pieces, { type: "video/mp4" }));
    return { film: this.#address, table };
  }

  /** These clips may not be shown any more. Returns the places that were closed by it. */
  close(ids) {
    const places = [...this.#clips.keys()].filter((place) => {
      const { id, state } = this.#clips[place];
      return ids.includes(id) && state !== State.CLOSED;
    });
    for (const place of places) this.#settle(place, State.CLOSED);
    return places;
  }

  /** Nothing is left, and nothing more is loaded. */
  empty() {
    this.#over.abort();
    this.#letGo();
    for (const clip of this.#clips) this.#drop(clip, State.CLOSED);
  }

  #settle(place, state) {
    const clip = this.#clips[place];
    if (state === State.HELD) clip.state = state;
    else this.#drop(clip, state);
    this.dispatchEvent(new CustomEvent("settled", { detail: { place } }));
  }

  #drop(clip, state) {
    Object.assign(clip, { state, pieces: [], table: null });
  }

  #letGo() {
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = null;
  }

  async #take(clip) {
    const frames = await this.#ask(clip, clip.frames);
    if (!frames?.ok) return stateAfter(frames);
    clip.table = await frames.json();
    do {
      const answer = await this.#ask(clip, clip.film, { Range: `bytes=${clip.loaded}-${clip.loaded + PIECE - 1}` });
      if (!answer?.ok) return stateAfter(answer);
      if (!this.#keep(clip, answer)) return State.BROKEN;
      this.dispatchEvent(new CustomEvent("progress"));
    } while (clip.loaded < clip.size && clip.state === State.LOADING);
    return State.HELD;
  }

  #keep(clip, { body, range }) {
    const [, start, size] = /^bytes (\d+)-\d+\/(\d+)$/.exec(range) ?? ["", "0", String(body.byteLength)];
    if (Number(start) !== clip.loaded || !body.byteLength) return false;
    if (clip.state === State.LOADING) clip.pieces.push(body);
    clip.loaded += body.byteLength;
    clip.size = Number(size);
    return true;
  }

  /** Asks until there is an answer that is not the network's or the server's trouble. Null: no longer wanted. */
  async #ask(clip, address, headers = {}) {
    while (clip.state === State.LOADING) {
      const answer = await whole(address, headers, this.#over.signal);
      if (this.#over.signal.aborted) return null;
      if (answer?.signedOut) {
        this.dispatchEvent(new CustomEvent("signedOut"));
        return null;
      }
      if (answer) return answer;
      await new Promise((again) => setTimeout(again, AGAIN));
    }
    return null;
  }
}

/** The whole answer, or null when it never came in full. */
async function whole(address, headers, signal) {
  try {
    const answer = await fetch(address, { headers, signal, cache: "no-store" });
    if (answer.redirected || answer.status === 401) return { signedOut: true };
    if (answer.status >= 500) return null;
    const body = await answer.arrayBuffer();
    const json = () => JSON.parse(new TextDecoder().decode(body));
    return { ok: answer.ok, status: answer.status, range: answer.headers.get("Content-Range") ?? "", body, json };
  } catch {
    return null;
  }
}

function stateAfter(answer) {
  return [403, 410].includes(answer?.status) ? State.CLOSED : State.BROKEN;
}
