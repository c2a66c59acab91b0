// One film on its way: pieces with their checksums, pause, waiting for the line, and its panel on the page.
import { checksumOf } from "./fingerprint.js";
import { Marks } from "./marks.js";
import { Pace, fill, megabytes } from "./pace.js";
import { endPreview, showPreview } from "./preview.js";
import { watchFile } from "./watch.js";

const RETRY_AFTER = [0, 1000, 3000, 5000, 10000, 20000, 30000];
const WORTH_ANOTHER_TRY = [0, 408, 409, 423, 429, 460, 500, 502, 503, 504];
const SAYS_WHY = [400, 410, 413, 423, 507];
// A piece is kept whole or not at all, so it is what the line carries in a few seconds. Bytes.
const SMALLEST = 1024 * 1024;
const LARGEST = 8 * 1024 * 1024;
const SECONDS_OF_A_PIECE = 4;

const NO_UPLOAD = "00000000-0000-0000-0000-000000000000";

export class FilmUpload {
  /** `address`: where an upload that has begun goes on. `changed`: called when it starts, stops or has arrived. */
  constructor({ section, file, fingerprint, people, address, changed }) {
    this.file = file;
    this.fingerprint = fingerprint;
    this.words = section.dataset;
    this.changed = changed;
    this.paused = this.waiting = this.arrived = false;
    this.pace = new Pace(file.size);
    this.panel = document.getElementById("upload-running").content.firstElementChild.cloneNode(true);
    section.querySelector(".uploads").append(this.panel);
    this.part("name").textContent = file.name;
    this.panel.querySelector("progress").setAttribute("aria-label", file.name);
    this.part("pause").addEventListener("click", () => (this.paused ? this.goOn() : this.pause()));
    this.marks = new Marks({ panel: this.panel, words: this.words, address: () => this.marksAddress });
    watchFile(this.panel, this.words, this.marks);
    showPreview(this.panel, file, this.words.unseen);
    this.tus = this.transfer(people, address);
    this.goOn();
  }

  part(name) {
    return this.panel.querySelector(`.upload-${name}`);
  }

  /** Bytes are on their way, so closing the page would stop them. */
  get isMoving() {
    return !this.paused && !this.waiting && !this.arrived;
  }

  get address() {
    return this.tus.url ? new URL(this.tus.url, location.href).pathname : "";
  }

  get marksAddress() {
    return this.address && this.words.marks.replace(NO_UPLOAD, this.address.split("/").at(-2));
  }

  transfer(people, address) {
    const { file, fingerprint, words } = this;
    return new window.tus.Upload(file, {
      endpoint: address ? null : words.url,
      uploadUrl: address,
      chunkSize: SMALLEST,
      retryDelays: RETRY_AFTER,
      storeFingerprintForResuming: false,
      headers: { "X-CSRFToken": document.body.dataset.csrf, "Upload-Fingerprint": fingerprint },
      metadata: { filename: file.name, people, fingerprint },
      onUploadUrlAvailable: () => this.marks.sync(),
      onBeforeRequest: (request) => this.addChecksum(request),
      onShouldRetry: (error) => this.waitOrGiveUp(error),
      onProgress: (sent, total) => this.tell(sent, total),
      onChunkComplete: () => this.fitPieces(),
      onSuccess: () => this.finish(),
      onError: (error) => this.stop(error),
    });
  }

  async addChecksum(request) {
    if (request.getMethod() === "PATCH") {
      const start = Number(request.getHeader("Upload-Offset"));
      const checksum = await checksumOf(this.file.slice(start, start + this.tus.options.chunkSize));
      if (checksum) {
        request.setHeader("Upload-Checksum", checksum);
      }
    }
  }

  fitPieces() {
    const fitting = Math.round((this.pace.speed * SECONDS_OF_A_PIECE) / SMALLEST) * SMALLEST;
    this.tus.options.chunkSize = Math.min(Math.max(fitting, SMALLEST), LARGEST);
  }

  tell(sent, total) {
    const whole = sent >= total;
    if (this.waiting) {
      this.waiting = false;
      this.changed(this);
    }
    this.say(whole ? this.words.arrived : "");
    this.part("percent").textContent = `${Math.floor((100 * sent) / total)} %`;
    this.panel.querySelector("progress").value = Math.floor((1000 * sent) / total);
    this.pace.note(sent);
    const figures = { SIZE: megabytes(sent), TOTAL: megabytes(total), SPEED: megabytes(this.pace.speed) };
    const seconds = whole ? null : this.pace.secondsLeft;
    const left = seconds === null ? "" : `, ${fill(this.words.left, { TIME: this.duration(seconds) })}`;
    this.part("speed").textContent = fill(this.words.speed, figures) + left;
  }

  say(sentence) {
    if (this.part("words").textContent !== sentence) {
      this.part("words").textContent = sentence;
    }
  }

  duration(seconds) {
    const isShort = seconds < 60;
    const number = isShort ? Math.ceil(seconds) : Math.round(seconds / 60);
    return fill(isShort ? this.words.seconds : this.words.minutes, { NUMBER: number });
  }

  waitOrGiveUp(error) {
    const again = WORTH_ANOTHER_TRY.includes(statusOf(error)) && !wasSignedOut(error);
    if (again) {
      this.waiting = true;
      this.say(statusOf(error) === 423 ? this.words.busy : this.words.waiting);
      this.changed(this);
    }
    return again;
  }

  stop(error) {
    const status = statusOf(error);
    const sentence = SAYS_WHY.includes(status) ? error.originalResponse.getBody() : "";
    const otherwise = status === 404 ? this.words.gone : this.words.broken;
    this.refuse(wasSignedOut(error) ? this.words.signedOut : sentence || otherwise);
    this.say("");
    this.waiting = true;
    this.setPaused(true);
  }

  refuse(sentence) {
    this.part("stopped").textContent = sentence;
    this.part("stopped").hidden = !sentence;
  }

  pause() {
    this.tus.abort();
    this.setPaused(true);
  }

  goOn() {
    this.refuse("");
    this.waiting = false;
    this.setPaused(false);
    this.tus.start();
  }

  setPaused(paused) {
    this.paused = paused;
    this.part("pause").querySelector("span:last-child").textContent = paused ? this.words.resume : this.words.pause;
    this.part("pause").querySelector(".icon").hidden = paused;
    this.changed(this);
  }

  finish() {
    this.arrived = true;
    endPreview(this.panel);
    this.changed(this);
  }

  leave() {
    this.panel.remove();
  }
}

function statusOf(error) {
  return error.originalResponse?.getStatus() ?? 0;
}

function wasSignedOut(error) {
  const asked = error.originalRequest?.getURL();
  const answered = error.originalResponse?.getUnderlyingObject()?.responseURL;
  const moved = asked && answered && new URL(asked, location.href).pathname !== new URL(answered).pathname;
  return Boolean(moved) || [401, 403].includes(statusOf(error));
}
