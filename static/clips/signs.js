// What the studio tells: saved or not, time and speed, notices, and why a film cannot be shown.

import { clock } from "../player/clock.js";

const SHORTLY = 2500;

/** How saving stands. `refused` stays on the screen until something is saved again. */
export function showSaving(words) {
  const sign = document.getElementById("save");
  const text = sign.querySelector("[data-save-words]");
  return (status, reasons = []) => {
    if (sign.dataset.status === "refused" && status === "saving") return;
    sign.dataset.status = status;
    text.textContent = [words[status], ...reasons].join(" ");
  };
}

export function showFilm(player, words) {
  const region = document.getElementById("player");
  const time = document.getElementById("time");
  const frame = document.getElementById("frame");
  const loop = document.getElementById("loop");
  const speed = document.getElementById("speed");
  const show = () => {
    if (!player.frames) return;
    time.textContent = clock(player.frames.timeOf(player.target), { tenths: true });
    frame.textContent = player.target;
    frame.dataset.frame = player.frame;
  };
  player.addEventListener("frame", show);
  player.addEventListener("ready", () => {
    document.getElementById("time-all").textContent = clock(player.frames.duration);
    region.classList.add("ready");
  });
  player.addEventListener("state", () => {
    region.classList.toggle("playing", player.playing);
    loop.setAttribute("aria-pressed", String(Boolean(player.loop?.repeat)));
    speed.textContent = `${player.speed}×`;
    show();
  });
  player.addEventListener("refused", ({ detail }) => say([words.no_longer, ...detail.reasons].join(" ")));
  player.addEventListener("broken", () => say(words.broken));
}

function say(sentence) {
  const place = document.getElementById("screen-words");
  place.textContent = sentence;
  place.hidden = false;
}

/** A line at the bottom with an undo that stays until it is used, or something else was done. */
export function showToast(sentence, undoWords, undo) {
  const line = document.getElementById("toast");
  const words = Object.assign(document.createElement("span"), { textContent: sentence });
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: undoWords });
  button.className = "control control-small control-strong";
  button.addEventListener("click", () => {
    line.replaceChildren();
    undo();
  });
  line.replaceChildren(words, ...(undo ? [button] : []));
}

/** What the undo of the toast would undo is no longer the last step. */
export function clearToast() {
  document.querySelector("#toast button")?.parentElement.replaceChildren();
}

/** A sentence with nothing to press, which goes by itself. */
export function announce(sentence) {
  const words = Object.assign(document.createElement("span"), { textContent: sentence });
  document.getElementById("toast").replaceChildren(words);
  setTimeout(() => words.remove(), SHORTLY);
}
