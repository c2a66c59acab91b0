// The clips of a shared review, one after the other, on a stage without words.

import { listenForKeys } from "../player/keys.js";
import { Player } from "../player/player.js";
import { stayAwake } from "./awake.js";
import { HeldClips, State } from "./held_clips.js";
import { OnScreen } from "./on_screen.js";
import { remoteActs } from "./remote.js";
import { watchReview } from "./review_permit.js";
import { playNotes } from "./sound_check.js";

const FADE_AFTER = 3000;

const stage = document.querySelector("[data-presentation]");
const words = stage.dataset;
const held = new HeldClips(JSON.parse(document.getElementById("clips").textContent));
const player = new Player(stage.querySelector("video"));
const part = (name) => stage.querySelector(name);
const button = (name) => part(`[data-do=${name}]`);

let place = 0;
let begun = false;
let ended = false;
let away = false;
let repeats = false;
let fading = 0;

function open(wanted) {
  if (ended || wanted < 0 || wanted >= held.count) return;
  place = wanted;
  show();
}

function show() {
  player.keepToAll();
  player.empty();
  const clip = held.open(place);
  say(clip ? "" : words[held.stateOf(place)]);
  draw();
  if (clip) player.load(clip);
}

function draw() {
  part(".presentation-place").textContent = `${place + 1} / ${held.count}`;
  part(".presentation-away").hidden = !away;
  disable(button("previous"), place === 0);
  disable(button("next"), place === held.count - 1);
  button("slow").setAttribute("aria-pressed", player.speed < 1);
  button("loop").setAttribute("aria-pressed", repeats);
  button("blank").setAttribute("aria-pressed", isBlank());
  button("toggle").setAttribute("aria-label", player.playing ? words.pause : words.play);
  part("[data-when=paused]").hidden = player.playing;
  part("[data-when=playing]").hidden = !player.playing;
  if (begun && !ended) screen.tell(state());
}

function state() {
  const frame = player.target;
  return { shown: held.idOf(place), frame, is_playing: player.playing, is_blank: isBlank(), speed: player.speed };
}

function drawReady() {
  const number = held.number(State.HELD);
  const isWaiting = held.number(State.LOADING) > 0;
  const told = isWaiting ? words.someHeld : number === held.count ? words.allHeld : words.someClosed;
  part(".ready-told").textContent = told.replace("{held}", number).replace("{all}", held.count);
  part(".ready-done").hidden = number !== held.count;
  part(".ready progress").hidden = !isWaiting;
  part(".ready progress").value = held.share;
  button("begin").disabled = number === 0;
}

/** A button that can no longer be pressed does not keep the focus: the keys go on working. */
function disable(pressed, isDisabled) {
  if (isDisabled && document.activeElement === pressed) stage.focus({ preventScroll: true });
  pressed.disabled = isDisabled;
}

function say(sentence) {
  part(".presentation-message").textContent = sentence;
  part(".presentation-message").hidden = !sentence;
}

function begin() {
  if (begun || !held.number(State.HELD)) return;
  begun = true;
  part(".ready").hidden = true;
  part(".presentation-bar").hidden = false;
  enterFull();
  stage.focus({ preventScroll: true });
  wake();
  draw();
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

function isBlank() {
  return !part(".presentation-blank").hidden;
}

function blank() {
  part(".presentation-blank").hidden = isBlank();
  if (isBlank()) player.pause();
  draw();
}

/** The picture stands alone. */
function still() {
  player.pause();
  rest();
}

function enterFull() {
  if (!document.fullscreenElement) stage.requestFullscreen?.().catch(() => {});
}

function full() {
  if (document.fullscreenElement) document.exitFullscreen();
  else enterFull();
}

/** The film is gone from the screen and from memory, and does not come back on this page. */
function end(sentence) {
  ended = true;
  permit.stop();
  screen.end();
  player.empty();
  held.empty();
  part(".ready").hidden = true;
  part(".presentation-bar").hidden = false;
  say(sentence);
  draw();
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
  still,
  blank,
  full,
  enterFull,
  ...remoteActs(stage),
};

// A presenter's remote sends PageUp, PageDown, b or a full stop to blank, and F5 to begin: that must not load
// the page anew, as the clips would be gone from its memory.
const keys = {
  " ": "toggle",
  k: "toggle",
  PageDown: "next",
  PageUp: "previous",
  ArrowRight: "stepOn",
  ArrowLeft: "stepBack",
  r: "loop",
  s: "slow",
  p: "still",
  b: "blank",
  ".": "blank",
  f: "full",
  o: "pointer",
  g: "larger",
  F5: "enterFull",
  "Shift+F5": "enterFull",
  Home: "again",
};

/** Before the review begins every key begins it. */
function act(name) {
  if (begun) acts[name]();
  else begin();
}

function wake() {
  stage.classList.remove("presentation-quiet");
  clearTimeout(fading);
  fading = setTimeout(rest, FADE_AFTER);
}

function rest() {
  stage.classList.add("presentation-quiet");
}

const screen = new OnScreen({
  review: words.review,
  url: words.screen,
  onAsked: (name) => name in acts && act(name),
});

const permit = watchReview(words.permit, {
  onClosed: (ids) => held.close(ids),
  onOver: ({ signedOut }) => end(signedOut ? words.signedOut : words.closed),
  onReach: (isReached) => {
    away = !isReached;
    draw();
  },
});

player.addEventListener("ready", keepRepeating);
player.addEventListener("state", draw);
player.addEventListener("frame", ({ detail }) => (player.playing ? screen.pass(detail.frame) : draw()));
player.addEventListener("broken", () => say(words.broken));
held.addEventListener("progress", drawReady);
held.addEventListener("settled", ({ detail }) => {
  drawReady();
  if (detail.place === place) show();
});
held.addEventListener("signedOut", () => end(words.signedOut));

stage.addEventListener("click", ({ target, detail }) => {
  const pressed = target.closest("[data-do]");
  if (pressed?.dataset.do === "sound") playNotes();
  else if (pressed) act(pressed.dataset.do);
  else if (target.closest("video")) act("toggle");
  else if (target.closest(".presentation-blank")) blank();
  // After the mouse or a finger the keys, and a remote, mean what they always mean.
  if (pressed && detail) stage.focus({ preventScroll: true });
});
for (const way of stage.querySelectorAll(".presentation-end")) {
  way.addEventListener("click", (event) => {
    if (away && !ended) event.preventDefault();
    end(away ? words.over : "");
  });
}
listenForKeys(stage, keys, Object.fromEntries(Object.keys(acts).map((name) => [name, () => act(name)])));
// A film could be saved from the menu of the browser.
stage.addEventListener("contextmenu", (event) => event.preventDefault());
stage.addEventListener("keydown", wake, { capture: true });
stage.addEventListener("pointermove", ({ movementX, movementY }) => (movementX || movementY) && wake());
for (const name of ["pointerdown", "focusin"]) stage.addEventListener(name, wake);

// Without the network the page could not be loaded again.
window.addEventListener("beforeunload", (event) => {
  if (away && !ended) event.preventDefault();
});
window.addEventListener("pagehide", () => end(""));
window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

stage.focus({ preventScroll: true });
stayAwake();
drawReady();
open(0);
held.load();
