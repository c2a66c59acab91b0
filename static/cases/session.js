// Signed out: the page is hidden until the same person is back. Nothing is lost and nothing is stored.

import { isSignedOut } from "./saver.js";

const EVERY = 5000;

export function lockWhenSignedOut({ saver, words, user, url, onLock = () => undefined, onUnlock = () => undefined }) {
  const dialog = document.getElementById("signed-out");
  const sentence = dialog.querySelector("[data-sentence]");
  let timer = null;

  const lock = () => {
    onLock();
    document.body.classList.add("locked");
    sentence.textContent = words.signed_out_lead;
    if (!dialog.open) dialog.showModal();
    timer ??= setInterval(ask, EVERY);
    ask(); // perhaps only the token was too old
  };
  const ask = async () => {
    if (!saver.locked) return;
    const now = await whoIsHere(url);
    if (!now || !saver.locked) return;
    if (now.user === user) unlock(now.csrf);
    else sentence.textContent = words.somebody_else;
  };
  const unlock = (token) => {
    clearInterval(timer);
    timer = null;
    document.body.classList.remove("locked");
    dialog.close();
    onUnlock();
    saver.unlock(token);
  };

  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.querySelector("[data-check]").addEventListener("click", ask);
  window.addEventListener("focus", ask);
  document.addEventListener("visibilitychange", ask);
  saver.onSignedOut = lock;
}

async function whoIsHere(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-store" }).catch(() => null);
  return answer?.ok && !isSignedOut(answer) ? answer.json() : null;
}
