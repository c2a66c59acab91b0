// Single keys that work only while the focus is inside the player, and never in a text field.

const TYPING = "input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, select, [contenteditable]";
const OWN_KEYS = { button: [" ", "Enter"], a: ["Enter"], summary: [" ", "Enter"], input: [" "] };

/**
 * `table` names what each key does: `{ "k": "toggle", "Shift+ArrowLeft": "back5" }`; `actions` holds functions
 * by that name. Those in `repeats` go on while their key is held. Returns a function that ends listening.
 */
export function listenForKeys(region, table, actions, { repeats = [] } = {}) {
  const listen = (event) => {
    if (event.altKey && !isTyped(event)) return;
    if (event.isComposing || event.target.closest(TYPING)) return;
    if (region.dataset.keys === "off" || ownsKey(event.target, event.key)) return;
    const name = table[nameOf(event)];
    if (!actions[name]) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat || repeats.includes(name)) actions[name](event);
  };
  region.addEventListener("keydown", listen);
  return () => region.removeEventListener("keydown", listen);
}

/**
 * What the key types, in lower case, or its name. A digit is known by its place, since some keyboards type it with
 * Shift. Shift belongs to a sign and is not named; it is named with letters, digits and keys that type nothing.
 */
export function nameOf(event) {
  const digit = !isTyped(event) && /^Digit(\d)$/.exec(event.code ?? "")?.[1];
  const key = digit || event.key;
  const name = key.length === 1 ? key.toLowerCase() : key;
  const shift = event.shiftKey && (key.length > 1 || /[\p{L}\d ]/u.test(key)) ? "Shift+" : "";
  const control = (event.ctrlKey || event.metaKey) && !isTyped(event) ? "Ctrl+" : "";
  return control + shift + name;
}

/** On some keyboards `[` and its like are typed with AltGr, which may look like Ctrl and Alt together. */
function isTyped(event) {
  return Boolean(event.getModifierState?.("AltGraph"));
}

function ownsKey(target, key) {
  const kind = target.closest("button, a, summary, input")?.localName;
  return Boolean(kind) && OWN_KEYS[kind].includes(key);
}
