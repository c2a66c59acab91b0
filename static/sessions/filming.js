// Upload of a film: who is in it, then the file, in pieces that survive closed pages and lost connections.
// Nothing is kept in this browser; the server knows what is unfinished.
import { showPreview, endPreview } from "./preview.js";
import { Pace, fill, megabytes } from "./pace.js";

const CHUNK = 8 * 1024 * 1024;
const RETRY_AFTER = [0, 1000, 3000, 5000, 10000, 20000, 30000];
const WORTH_ANOTHER_TRY = [0, 408, 409, 423, 429, 500, 502, 503, 504];

const section = document.getElementById("upload");
const words = section.dataset;
const part = (name) => section.querySelector(`.${name}`);
const input = section.querySelector("input[type=file]");

let running = null;
let wakeLock = null;

if (input) {
  section.addEventListener("change", (event) => (event.target === input ? choose() : warnAboutConsent()));
  part("upload-pause").addEventListener("click", pauseOrGoOn);
  for (const name of ["dragover", "dragleave", "drop"]) {
    input.addEventListener(name, () => part("drop-zone").classList.toggle("over", name === "dragover"));
  }
  window.addEventListener("beforeunload", (event) => running && event.preventDefault());
  window.addEventListener("online", () => running?.waiting && goOn());
  document.addEventListener("visibilitychange", keepAwake);
}

function ticked() {
  return [...section.querySelectorAll("input[name=persons]:checked")];
}

function warnAboutConsent() {
  const waiting = ticked().some((box) => box.closest(".person-choice").querySelector(".badge-wait"));
  part("not-agreed").hidden = !waiting;
}

function refuse(sentence) {
  const box = part("upload-refusal");
  box.textContent = sentence;
  box.hidden = !sentence;
  if (sentence) {
    box.scrollIntoView({ block: "center" });
  }
}

function choose() {
  const file = input.files[0];
  if (!file) {
    return;
  }
  const unfinished = [...section.querySelectorAll(".unfinished")];
  const sameName = unfinished.filter((one) => one.dataset.name === file.name);
  const same = sameName.find((one) => Number(one.dataset.length) === file.size);
  const refusal = same ? "" : refusalOf(file, sameName.length > 0);
  refuse(refusal);
  if (refusal) {
    input.value = "";
  } else {
    start(file, same?.dataset.upload);
  }
}

function refusalOf(file, hasNameOfUnfinished) {
  if (hasNameOfUnfinished) {
    return words.otherFile;
  }
  if (file.size > Number(words.limit)) {
    return words.tooLong;
  }
  return ticked().length ? "" : words.nobody;
}

function start(file, uploadUrl) {
  const pace = new Pace(file.size);
  const upload = new window.tus.Upload(file, {
    endpoint: words.url,
    uploadUrl,
    chunkSize: CHUNK,
    retryDelays: RETRY_AFTER,
    storeFingerprintForResuming: false,
    headers: { "X-CSRFToken": document.body.dataset.csrf },
    metadata: { filename: file.name, people: ticked().map((box) => box.value).join(",") },
    onShouldRetry: (error) => waitOrGiveUp(error),
    onProgress: (sent, total) => tell(pace, sent, total),
    onSuccess: finish,
    onError: stop,
  });
  running = { upload, paused: false, waiting: false };
  for (const box of section.querySelectorAll("input[name=persons]")) {
    box.disabled = true;
  }
  part("upload-choose").hidden = true;
  part("upload-running").hidden = false;
  showPreview(section, file);
  keepAwake();
  upload.start();
}

function tell(pace, sent, total) {
  running.waiting = false;
  const whole = sent >= total;
  part("upload-words").textContent = whole ? words.arrived : running.upload.file.name;
  part("upload-percent").textContent = `${Math.floor((100 * sent) / total)} %`;
  section.querySelector("progress").value = Math.floor((1000 * sent) / total);
  pace.note(sent);
  const speed = fill(words.speed, { SIZE: megabytes(sent), TOTAL: megabytes(total), SPEED: megabytes(pace.speed) });
  const left = pace.secondsLeft === null || whole ? "" : `, ${fill(words.left, { TIME: duration(pace.secondsLeft) })}`;
  part("upload-speed").textContent = speed + left;
}

function duration(seconds) {
  const isShort = seconds < 60;
  return fill(isShort ? words.seconds : words.minutes, { NUMBER: isShort ? Math.ceil(seconds) : Math.round(seconds / 60) });
}

function statusOf(error) {
  return error.originalResponse?.getStatus() ?? 0;
}

function waitOrGiveUp(error) {
  const again = WORTH_ANOTHER_TRY.includes(statusOf(error)) && !wasSignedOut(error);
  if (again) {
    part("upload-words").textContent = words.waiting;
  }
  return again;
}

function wasSignedOut(error) {
  const asked = error.originalRequest?.getURL();
  const answered = error.originalResponse?.getUnderlyingObject()?.responseURL;
  const moved = asked && answered && new URL(asked, location.href).pathname !== new URL(answered).pathname;
  return Boolean(moved) || [401, 403].includes(statusOf(error));
}

function stop(error) {
  const status = statusOf(error);
  const sentence = [400, 410, 413, 423, 507].includes(status) ? error.originalResponse.getBody() : "";
  refuse(wasSignedOut(error) ? words.signedOut : sentence || words.broken);
  running.waiting = true;
  setPaused(true);
}

function pauseOrGoOn() {
  if (running.paused) {
    goOn();
  } else {
    running.upload.abort();
    setPaused(true);
  }
}

function goOn() {
  refuse("");
  running.waiting = false;
  setPaused(false);
  running.upload.start();
}

function setPaused(paused) {
  running.paused = paused;
  part("upload-pause").querySelector("span:last-child").textContent = paused ? words.resume : words.pause;
  part("upload-pause").querySelector(".icon").hidden = paused;
}

function finish() {
  running = null;
  wakeLock?.release().catch(() => {});
  endPreview(section);
  window.location.reload();
}

async function keepAwake() {
  if (running && navigator.wakeLock && document.visibilityState === "visible") {
    wakeLock = await navigator.wakeLock.request("screen").catch(() => null);
  }
}
