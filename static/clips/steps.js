// Undo and redo: two buttons, Ctrl+Z and Ctrl+Shift+Z. In text fields the keys belong to the browser.

const TYPING = "input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]";

export function offerSteps(store, words) {
  const buttons = ["undo", "redo"].map((name) => document.querySelector(`[data-step=${name}]`));
  const draw = () => buttons.forEach((button) => show(button, store.next[button.dataset.step], words));
  for (const button of buttons) {
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") === "false") store[button.dataset.step]();
    });
  }
  document.addEventListener("keydown", (event) => {
    const name = stepOf(event);
    if (!name || event.target.closest(TYPING) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    if (store.next[name] !== null) store[name]();
  });
  store.addEventListener("change", draw);
  draw();
}

/** "undo", "redo" or nothing: Ctrl or Cmd with Z, with Shift+Z or with Y. */
export function stepOf({ ctrlKey, metaKey, altKey, shiftKey, key }) {
  if (altKey || !(ctrlKey || metaKey)) return null;
  const letter = key.toLowerCase();
  if (letter === "z") return shiftKey ? "redo" : "undo";
  return letter === "y" && !shiftKey ? "redo" : null;
}

/** It keeps the focus when there is nothing left to undo. */
function show(button, next, words) {
  const title = next || words[button.dataset.step];
  if (button.title !== title) button.title = title;
  button.setAttribute("aria-disabled", String(next === null));
}
