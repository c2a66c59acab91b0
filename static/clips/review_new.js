// Preparing a review: a question and notes for each clip are kept while they are typed.

import { checkDevice } from "./device.js";
import { Saver } from "../cases/saver.js";

const TYPING = 800;

const refusal = document.getElementById("refusal");
const saver = new Saver({ token: document.body.dataset.csrf, onStatus: tell });
let last = null;

function tell(status, reasons = []) {
  const line = last?.querySelector(".plan-status");
  const { kept, saving, offline, signedOut } = line?.dataset ?? {};
  const words = { saved: kept, saving, offline, failing: offline, signed_out: signedOut };
  if (line) line.textContent = words[status] ?? "";
  refusal.textContent = reasons.join(" ");
  refusal.hidden = status !== "refused";
}

function keep(plan) {
  last = plan;
  const url = plan.dataset.plan;
  const request = () => ({ url, method: "PUT", body: Object.fromEntries(new FormData(plan)) });
  saver.add({ of: url, key: url, delay: TYPING, request });
}

document.addEventListener("input", ({ target }) => {
  const plan = target.closest("[data-plan]");
  if (!plan) return;
  if (target.matches("[data-library]")) {
    plan.elements.prompt.value = target.value || plan.elements.prompt.value;
    target.value = "";
  }
  keep(plan);
});
// Begun at once after the last word: nothing is left behind.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.matches("[data-plan]")) event.preventDefault();
  else if (saver.pending) {
    event.preventDefault();
    if (await saver.settled()) form.submit();
  }
});

checkDevice();
