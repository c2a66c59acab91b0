// Single keys that work only while the focus is inside the player, and never in a text field.

const TYPING = "input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, select, [contenteditable]";
const OWN_KEYS = { button: [" ", "Enter"], a: ["Enter"], summary: [" ", "Enter"], input: [" "] };

/**
 * `table` names what each key does: `{ "k": "toggle", "Shift+ArrowLeft": "back5" }`; `actions` holds functions
 * by that name. Returns a function that ends listening.
 */
export function listenForKeys(region, table, actions) {
  const listen = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
    if (region.dataset.keys === "off" || ownsKey(event.target, event.key)) return;
    const action = actions[table[nameOf(event)]];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action(event);
  };
  region.addEventListener("keydown", listen);
  return () => region.removeEventListener("keydown", listen);
}

/** `Shift+i` for the letter with Shift; a digit is known by its place on the keyboard. */
export function nameOf(event) {
  const key = event.code?.startsWith("Digit") ? event.code.slice(5) : event.key;
  const name = key.length === 1 ? key.toLowerCase() : key;
  return event.shiftKey && name !== "?" ? `Shift+${name}` : name;
}

function ownsKey(target, key) {
  const kind = target.closest("button, a, summary, input")?.localName;
  return Boolean(kind) && OWN_KEYS[kind].includes(key);
}
