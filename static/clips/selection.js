// Order of the chosen clips, watching one as it will be shown, cutting one again, taking one out.

import { watchPermit } from "../player/permit.js";
import { isSorting, sortRows } from "./sorting.js";

const section = document.querySelector("[data-selection]");
const dialog = document.querySelector("dialog.watch");
const video = dialog.querySelector("video");
const refusal = document.querySelector("[data-refusal]");

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-move], [data-watch], [data-again], [data-out]");
  if (!button) return;
  if (button.dataset.watch) watch(button.dataset);
  else if (button.dataset.again) send("PUT", button.dataset.again).then((saved) => saved && window.location.reload());
  else if (button.dataset.out) send("DELETE", button.dataset.out).then((saved) => saved && window.location.reload());
  else step(button);
});

sortRows(section, (row, _from, to) => place(row, to));

// A list that is asked for anew must not take away the row that is held, or the order that is being saved.
let waiting = 0;
let saves = Promise.resolve();
let standing = null; // the order as the server has it: what a new one is made from
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (isSorting() || waiting) detail.shouldSwap = false;
  else standing = null;
});

let permit = null;
dialog.addEventListener("close", () => {
  permit?.end();
  video.removeAttribute("src");
  video.load();
});

/** What the watch over the consent asks of a player. */
class Shown extends EventTarget {
  get playing() {
    return !video.paused;
  }

  refuse(reasons) {
    dialog.close();
    refuse(reasons);
  }
}

function watch({ watch: url, permit: consent }) {
  video.src = url;
  dialog.showModal();
  permit = watchPermit(new Shown(), consent);
  video.play().catch(() => undefined);
}

function step(button) {
  const row = button.closest("[data-clip]");
  place(row, [...row.parentElement.children].indexOf(row) + Number(button.dataset.move));
  if (button.disabled) row.querySelector("[data-move]:not(:disabled)")?.focus();
}

/** Put the row at its new place and save the order; where it cannot be saved, the old order comes back. */
async function place(row, to) {
  const list = row.parentElement;
  const before = [...list.children];
  const order = before.filter((each) => each !== row);
  order.splice(to, 0, row);
  number(list, order);
  const clips = idsOf(order);
  standing ??= idsOf(before);
  waiting += 1;
  saves = saves.then(async () => {
    const sent = await send("PUT", list.dataset.order, { clips, known: standing });
    if (sent) standing = clips;
    return sent;
  });
  const saved = await saves;
  waiting -= 1;
  if (saved) tell(row, to, order.length);
  else if (!waiting) number(list, before);
}

function idsOf(rows) {
  return rows.map(({ dataset }) => Number(dataset.clip));
}

function tell(row, place, count) {
  document.querySelector("[data-moves]").textContent = section.dataset.moved
    .replace("{title}", row.querySelector(".card-title").textContent)
    .replace("{place}", place + 1)
    .replace("{count}", count);
}

function number(list, rows) {
  const focused = document.activeElement;
  list.replaceChildren(...rows);
  rows.forEach((row, place, { length }) => {
    row.querySelector(".selected-place").textContent = place + 1;
    row.querySelector('[data-move="-1"]').disabled = place === 0;
    row.querySelector('[data-move="1"]').disabled = place === length - 1;
  });
  if (list.contains(focused)) focused.focus();
}

async function send(method, url, body) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": document.body.dataset.csrf };
  const answer = await fetch(url, { method, headers, body: body && JSON.stringify(body) }).catch(() => null);
  if (answer?.ok && !answer.redirected) {
    refusal.hidden = true;
    return true;
  }
  const json = answer?.headers.get("Content-Type")?.includes("json");
  const { reasons = [] } = json ? await answer.json() : {};
  refuse(reasons);
  return false;
}

function refuse(reasons) {
  refusal.textContent = reasons.join(" ") || dialog.dataset.failed;
  refusal.hidden = false;
}
