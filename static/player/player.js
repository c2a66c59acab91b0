// A film that can be stepped by a frame, slowed, looked at again and looped exactly.
//
// Events: `ready`, `frame` (the frame on the screen changed), `state` (playing, speed or loop changed),
// `finished` (a range was played once), `refused` (with `reasons`), `broken` (the film could not be loaded).

import { FrameTable } from "./frames.js";
import { Rest } from "./rest.js";
import { Stepper } from "./stepper.js";

export const SPEEDS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2];
const LOOK_AGAIN = 3;

export class Player extends EventTarget {
  #loop = null;
  #returning = false;
  #closed = false;
  #wish = 0;
  #loading = false;
  #soon = false; // to be played as soon as it is there
  #told = null;
  #rest = new Rest();

  constructor(video) {
    super();
    this.video = video;
    this.frames = null;
    this.frame = 0;
    this.stepper = new Stepper(video);
    video.preservesPitch = true;
    for (const name of ["play", "pause", "ratechange"]) video.addEventListener(name, () => this.#tell("state"));
    video.addEventListener("seeked", () => this.#show(video.currentTime));
    video.addEventListener("ended", () => this.#atEnd());
    video.addEventListener("error", () => this.#broken());
    this.#watch();
  }

  /** Only the newest wish for a film counts. `table`: the content of `frames`, where it is known already. */
  async load({ film, frames, table }) {
    this.#wish += 1;
    const wish = this.#wish;
    this.#loading = true;
    const { isOk, status, content } = table ? { isOk: true, content: table } : await contentOf(frames);
    if (wish !== this.#wish) return;
    if (!isOk) {
      this.#loading = false;
      this.pause();
      this.#unavailable(status, content?.reasons);
      return;
    }
    this.frames = new FrameTable(content);
    this.frame = 0;
    this.#closed = false;
    this.video.src = film;
    await this.#metadata();
    if (wish !== this.#wish) return;
    this.#loading = false;
    if (!this.#closed) this.#tell("ready");
    if (this.#soon) this.play();
  }

  /** Take the film off the screen, and out of the page's memory. */
  empty() {
    this.#closed = true;
    this.pause();
    this.video.removeAttribute("src");
    this.video.load();
  }

  refuse(reasons) {
    this.empty();
    this.#tell("refused", { reasons });
  }

  /** Also while a loop rests at its end or goes back to its start, and while a film that is to play is loaded. */
  get playing() {
    return this.#soon || this.#returning || this.#rest.isOn || (!this.video.paused && !this.video.ended);
  }

  /** The frame asked for last: where a mark belongs even while a seek is still under way. */
  get target() {
    return this.stepper.wanted ?? this.frame;
  }

  get loop() {
    return this.#loop;
  }

  async play() {
    this.#soon = this.#loading;
    if (this.#loading) this.#tell("state");
    if (this.#loading || !this.frames || this.#closed) return;
    this.#endRest();
    if (this.#loop && !this.#isInLoop(this.target)) await this.#toLoopStart();
    await this.video.play().catch(() => this.#tell("state"));
  }

  pause() {
    const wasOnItsWay = this.#returning || this.#soon;
    this.#returning = this.#soon = false;
    this.video.pause();
    if (this.#rest.end() || wasOnItsWay) this.#tell("state");
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Show exactly this frame. Only the newest wish counts. */
  show(frame) {
    if (!this.frames || this.#closed) return;
    const wanted = this.frames.nearest(frame);
    this.#endRest();
    this.#told = null;
    this.stepper.seek(wanted, this.frames.seekTime(wanted));
    this.#tell("frame", { frame: wanted });
  }

  step(frames) {
    this.pause();
    this.show(this.target + frames);
  }

  skip(seconds) {
    if (this.frames) this.show(this.frames.indexAt(this.frames.timeOf(this.target) + seconds));
  }

  lookAgain() {
    this.skip(-LOOK_AGAIN);
    this.play();
  }

  get speed() {
    return this.video.playbackRate;
  }

  set speed(speed) {
    this.video.playbackRate = Math.min(Math.max(speed, SPEEDS[0]), SPEEDS[SPEEDS.length - 1]);
  }

  slower() {
    this.speed = SPEEDS.filter((speed) => speed < this.speed).pop() ?? SPEEDS[0];
  }

  faster() {
    this.speed = SPEEDS.find((speed) => speed > this.speed) ?? this.speed;
  }

  /**
   * Keep to the frames from `start` up to, not including, `end`; `repeat: false` stops once, at the last one.
   * `pause`: milliseconds to rest on the last one before each turn, unless something moves the film meanwhile.
   */
  keepTo(start, end, { repeat = true, pause = 0 } = {}) {
    this.#loop = { start, end, repeat, pause };
    this.#tell("state");
  }

  keepToAll() {
    this.#endRest();
    this.#loop = null;
    this.#tell("state");
  }

  /** With something left to be shown before its end. */
  #isInLoop(frame) {
    return frame >= this.#loop.start && frame < this.#loop.end - 1;
  }

  async #toLoopStart() {
    const { start } = this.#loop;
    this.stepper.seek(start, this.frames.seekTime(start));
    await this.stepper.settled();
  }

  #watch() {
    this.video.requestVideoFrameCallback((_now, { mediaTime }) => {
      this.#show(mediaTime);
      this.#watch();
    });
  }

  #show(mediaTime) {
    if (!this.frames || this.#closed) return;
    const shown = this.frames.indexAt(mediaTime);
    this.frame = shown;
    if (this.stepper.wanted === null && shown !== this.#told) {
      this.#told = shown;
      this.#tell("frame", { frame: shown });
    }
    if (this.playing && this.#loop && this.stepper.wanted === null && shown >= this.#loop.end - 1) this.#turn();
  }

  async #turn() {
    if (this.#returning) return;
    this.#returning = true;
    this.video.pause();
    if (this.#loop.repeat) {
      if (this.#loop.pause && !(await this.#restAtEnd())) return;
      await this.#toLoopStart();
      if (!this.#returning) return;
      await this.video.play().catch(() => this.#tell("state"));
    } else {
      this.#returning = false;
      this.keepToAll();
      this.#tell("finished");
    }
    this.#returning = false;
  }

  /** True when nothing moved the film during the rest. */
  #restAtEnd() {
    const last = this.#loop.end - 1;
    this.stepper.seek(last, this.frames.seekTime(last));
    return this.#rest.start(this.#loop.pause);
  }

  #endRest() {
    if (this.#rest.end()) this.#returning = false;
  }

  #atEnd() {
    if (this.#loop) this.#turn();
    else this.#tell("state");
  }

  #metadata() {
    if (this.video.readyState >= HTMLMediaElement.HAVE_METADATA) return undefined;
    return new Promise((resolve) => {
      for (const name of ["loadedmetadata", "error"]) this.video.addEventListener(name, resolve, { once: true });
    });
  }

  /** A refusal that gives its reasons is no fault of the film. */
  #unavailable(status, reasons) {
    if (reasons) this.refuse(reasons);
    else this.#tell("broken", { status });
  }

  #broken() {
    if (this.#closed) return;
    this.#tell("broken", { status: 0 });
  }

  #tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

async function contentOf(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
  const content = await answer?.json().catch(() => null);
  return { isOk: Boolean(answer?.ok && content), status: answer?.status ?? 0, content };
}
