// The guider's own window beside the stage: it follows the clip on the screen and keeps what is typed and tapped.

import { channelOf } from "./on_screen.js";
import { Saver } from "../cases/saver.js";

const TYPING = 800;
const QUIET_AFTER = 4000; // without a word from the stage it is not open any more
const NO_KEY = "00000000-0000-0000-0000-000000000000";

const page = document.querySelector("[data-companion]");
const told = page.dataset;
const part = (name) => page.querySelector(name);
const form = part(".companion-words");
const channel = channelOf(told.companion);
const clips = [...page.querySelectorAll("[data-clip]")].map(({ dataset }) => Number(dataset.clip));
const saver = new Saver({ token: document.body.dataset.csrf, onStatus: tell });
const began = Date.now();

let clip = clips[0];
let frame = 0;
let key = null;
let typing = 0;
let heard = 0;
let onStage = null;

function tell(status, reasons = []) {
  const words = { saved: told.kept, saving: told.saving, offline: told.offline, failing: told.offline };
  part("[data-status]").textContent = (status === "signed_out" ? told.signedOut : words[status]) ?? "";
  part("[data-refusal]").textContent = reasons.join(" ");
  part("[data-refusal]").hidden = status !== "refused";
}

function turnTo(wanted) {
  if (wanted !== clip) next();
  clip = wanted;
  draw();
}

function draw() {
  for (const button of page.querySelectorAll("[data-clip]")) {
    button.setAttribute("aria-pressed", Number(button.dataset.clip) === clip);
  }
  for (const name of ["planOf", "keptOf", "signsOf"]) {
    const attribute = name.replace("Of", "-of");
    for (const each of page.querySelectorAll(`[data-${attribute}]`)) each.hidden = Number(each.dataset[name]) !== clip;
  }
}

function keep() {
  if (!key) [key, typing] = [crypto.randomUUID(), performance.now()];
  const since = typing;
  const body = { ...Object.fromEntries(new FormData(form)), shown: clip };
  const url = told.words.replace(NO_KEY, key);
  const request = () => ({ url, method: "PUT", body: { ...body, ago_ms: ago(since) } });
  saver.add({ of: url, key: url, delay: TYPING, request });
}

function ago(since) {
  return Math.round(performance.now() - since);
}

/** What stands in the field is finished; the next words are others. */
function next() {
  const words = form.elements.words.value.trim();
  if (words && key) {
    const line = document.createElement("li");
    line.append(document.createElement("q"), " ", document.createElement("span"));
    line.firstChild.textContent = words;
    line.lastChild.className = "quiet";
    const contact = form.querySelector(".companion-contact :checked");
    const who = form.elements.said_by.selectedOptions[0].textContent;
    line.lastChild.textContent = contact.value ? `${who} · ${contact.parentElement.textContent.trim()}` : who;
    part(`[data-kept-of="${clip}"]`).append(line);
  }
  key = null;
  form.elements.words.value = form.elements.about.value = form.elements.noticed_by.value = "";
  form.querySelector(".companion-contact input").checked = true; // the first one says nothing
  saver.flush();
}

function see(button) {
  const person = part("#sign-person");
  const made = crypto.randomUUID();
  const line = part("[data-new-sign]").content.cloneNode(true);
  line.querySelector("span").textContent = `${person.selectedOptions[0].textContent} ${button.textContent}`;
  line.querySelector("li").dataset.key = made;
  part(`[data-signs-of="${clip}"]`).append(line);
  const since = performance.now();
  const seen = { shown: clip, frame: clip === onStage ? frame : 0, person: Number(person.value), kind: button.dataset.sign };
  send(made, "PUT", () => ({ ...seen, ago_ms: ago(since) }));
}

function send(made, method, body = () => undefined) {
  const url = told.signs.replace(NO_KEY, made);
  saver.add({ of: url, request: () => ({ url, method, body: body() }) });
}

function takeBack(line) {
  send(line.dataset.key, "DELETE");
  line.remove();
}

/** A second tap on the same takes it off again. */
function sayContact(button, line) {
  const isOn = button.getAttribute("aria-pressed") !== "true";
  for (const each of line.querySelectorAll("[data-contact]")) {
    each.setAttribute("aria-pressed", isOn && each === button);
  }
  send(line.dataset.key, "PATCH", () => ({ contact: isOn ? button.dataset.contact : "" }));
}

function follow(state) {
  const isAnother = onStage !== state.shown;
  heard = Date.now();
  [frame, onStage] = [state.frame, state.shown];
  const standing = state.is_blank ? told.blank : state.is_playing ? told.playing : told.paused;
  part("[data-state]").textContent = `${clips.indexOf(onStage) + 1} / ${clips.length} · ${standing}`;
  if (isAnother && !form.elements.words.value.trim()) turnTo(onStage); // a sentence is finished first
}

function tick() {
  const minutes = Math.floor((Date.now() - began) / 60_000);
  part("[data-clock]").textContent = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  part("[data-elapsed]").textContent = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
  if (Date.now() - heard > QUIET_AFTER) part("[data-state]").textContent = told.noStage;
  channel.postMessage({ ask: "state" });
}

page.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button?.dataset.ask) channel.postMessage({ ask: button.dataset.ask });
  else if (button?.dataset.clip) turnTo(Number(button.dataset.clip));
  else if (button?.dataset.sign) see(button);
  else if (button?.dataset.contact) sayContact(button, button.closest("li"));
  else if (button && "takeBack" in button.dataset) takeBack(button.closest("li"));
});
form.addEventListener("input", () => {
  if (form.elements.words.value.trim() || key) keep();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  next();
  if (onStage) turnTo(onStage);
  form.elements.words.focus();
});
channel.addEventListener("message", ({ data }) => data.shown && follow(data));
setInterval(tick, 1000);
draw();
tick();
