// In a field for a key, the key that is pressed is written. Keys that move on, confirm or take away keep doing so.

import { nameOf } from "../player/keys.js";

const KEPT = ["Tab", "Enter", "Escape", "Backspace", "Delete", "Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock"];
const SHIFT = "Shift+";

const names = JSON.parse(document.getElementById("key-names").textContent);

document.querySelector(".settings").addEventListener("keydown", (event) => {
  if (!event.target.matches("[data-key]") || KEPT.includes(event.key)) return;
  const name = nameOf(event);
  if (event.altKey || name.startsWith("Ctrl+") || !isKnown(name)) return;
  event.preventDefault();
  event.target.value = labelOf(name);
});

function labelOf(name) {
  const base = baseOf(name);
  return (base === name ? "" : SHIFT) + (names[base] ?? base.toUpperCase());
}

function isKnown(name) {
  return baseOf(name).length === 1 || baseOf(name) in names;
}

function baseOf(name) {
  return name.startsWith(SHIFT) ? name.slice(SHIFT.length) : name;
}
