// A note is kept as a draft while it is typed; where another window changed it too, both versions are shown.

import { Saver } from "./saver.js";
import { lockWhenSignedOut } from "./session.js";

const TYPING = 800;
const FIELDS = ["kind", "about_on", "words", "reason"];

const form = document.getElementById("note");
const told = form.dataset;
const saver = new Saver({ token: document.body.dataset.csrf, onStatus: tell });
let isReady = false;

function tell(status, reasons = []) {
  const words = {
    saved: told.kept,
    saving: told.saving,
    offline: told.offline,
    failing: told.failing,
    signed_out: told.signedOut,
  };
  form.querySelector("[data-status]").textContent = words[status] ?? "";
  const refusal = form.querySelector("[data-refusal]");
  refusal.textContent = reasons.join(" ");
  refusal.hidden = status !== "refused";
}

function keep() {
  const url = told.draft;
  saver.add({ of: url, key: url, delay: TYPING, request: () => ({ url, method: "PUT", body: fields() }), done, refused });
}

function fields() {
  const { csrfmiddlewaretoken, ...sent } = Object.fromEntries(new FormData(form));
  return sent;
}

function done({ version }) {
  form.elements.version.value = version;
  if (version > 0) form.querySelector("[data-discard]").hidden = false;
}

function refused(status, { current }) {
  if (status !== 409) return false;
  const dialog = document.getElementById("conflict");
  dialog.querySelector("[data-mine]").textContent = form.elements.words.value;
  dialog.querySelector("[data-theirs]").textContent = current.words;
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  for (const button of dialog.querySelectorAll("[data-keep]")) {
    button.onclick = () => {
      dialog.close();
      settle(button.dataset.keep, current);
    };
  }
  dialog.showModal();
  return false;
}

function settle(kept, current) {
  form.elements.version.value = current.version;
  if (kept === "mine") return keep();
  for (const name of FIELDS) if (form.elements[name]) form.elements[name].value = current[name];
  tell("saved");
}

form.addEventListener("input", keep);
form.addEventListener("submit", async (event) => {
  if (isReady || !saver.pending) return;
  event.preventDefault();
  if (!(await saver.settled())) return;
  isReady = true;
  form.requestSubmit(event.submitter);
});
lockWhenSignedOut({
  saver,
  words: { signed_out_lead: told.signedOutLead, somebody_else: told.somebodyElse },
  user: Number(told.user),
  url: told.session,
});
