// The clips of a shared review, one after the other, on a stage without words.

import { listenForKeys } from "../player/keys.js";
import { watchPermit } from "../player/permit.js";
import { Player } from "../player/player.js";

const FADE_AFTER = 3000;

const stage = document.querySelector("[data-presentation]");
const clips = JSON.parse(document.getElementById("clips").textContent);
const player = new Player(stage.querySelector("video"));
const part = (name) => stage.querySelector(name);
const button = (name) => part(`[data-do=${name}]`);

let place = 0;
let repeats = false;
let permit = null;
let fading = 0;

async function open(wanted) {
  if (wanted < 0 || wanted >= clips.length) return;
  place = wanted;
  permit?.end();
  say("");
  player.keepToAll();
  player.empty();
  draw();
  await player.load(clips[place]);
  if (place !== wanted) return;
  permit = watchPermit(player, clips[place].permit);
  draw();
}

function draw() {
  part(".presentation-place").textContent = `${place + 1} / ${clips.length}`;
  disable(button("previous"), place === 0);
  disable(button("next"), place === clips.length - 1);
  button("slow").setAttribute("aria-pressed", player.speed < 1);
  button("loop").setAttribute("aria-pressed", repeats);
  button("blank").setAttribute("aria-pressed", !part(".presentation-blank").hidden);
  button("toggle").setAttribute("aria-label", player.playing ? stage.dataset.pause : stage.dataset.play);
  part("[data-when=paused]").hidden = player.playing;
  part("[data-when=playing]").hidden = !player.playing;
}

/** A button that can no longer be pressed does not keep the focus: the keys go on working. */
function disable(pressed, isDisabled) {
  if (isDisabled && document.activeElement === pressed) stage.focus({ preventScroll: true });
  pressed.disabled = isDisabled;
}

function say(words) {
  part(".presentation-message").textContent = words;
  part(".presentation-message").hidden = !words;
}

function again() {
  player.show(0);
  player.play();
}

function toggle() {
  const atEnd = player.frames && player.target >= player.frames.count - 1;
  if (!player.playing && atEnd) again();
  else player.toggle();
}

function repeat() {
  repeats = !repeats;
  keepRepeating();
  draw();
}

function keepRepeating() {
  if (repeats && player.frames) player.keepTo(0, player.frames.count);
  else player.keepToAll();
}

function blank() {
  const cover = part(".presentation-blank");
  cover.hidden = !cover.hidden;
  if (!cover.hidden) player.pause();
  draw();
}

function full() {
  if (document.fullscreenElement) document.exitFullscreen();
  else stage.requestFullscreen().catch(() => {});
}

const acts = {
  previous: () => open(place - 1),
  next: () => open(place + 1),
  stepBack: () => player.step(-1),
  stepOn: () => player.step(1),
  slow: () => (player.speed = player.speed < 1 ? 1 : 0.5),
  loop: repeat,
  toggle,
  again,
  blank,
  full,
};

const keys = {
  " ": "toggle",
  k: "toggle",
  PageDown: "next",
  PageUp: "previous",
  ArrowRight: "stepOn",
  ArrowLeft: "stepBack",
  ",": "stepBack",
  ".": "stepOn",
  r: "loop",
  s: "slow",
  b: "blank",
  f: "full",
  Home: "again",
};

function wake() {
  stage.classList.remove("presentation-quiet");
  clearTimeout(fading);
  fading = setTimeout(() => stage.classList.add("presentation-quiet"), FADE_AFTER);
}

async function stayAwake() {
  if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen").catch(() => {});
}

player.addEventListener("ready", keepRepeating);
player.addEventListener("state", draw);
player.addEventListener("refused", ({ detail }) => say(detail.reasons.join(" ") || stage.dataset.broken));
player.addEventListener("broken", () => say(stage.dataset.broken));
stage.addEventListener("click", ({ target }) => {
  const pressed = target.closest("[data-do]");
  if (pressed) acts[pressed.dataset.do]();
  else if (target.closest("video")) toggle();
  else if (target.closest(".presentation-blank")) blank();
});
listenForKeys(stage, keys, acts);
stage.addEventListener("keydown", wake, { capture: true });
for (const name of ["pointermove", "pointerdown", "focusin"]) stage.addEventListener(name, wake);
document.addEventListener("visibilitychange", stayAwake);
stage.focus({ preventScroll: true });
stayAwake();
wake();
open(0);
