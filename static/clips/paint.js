// Writes to an element only what differs from what was written before, so that nothing else is laid out again.

const written = new WeakMap();
const STYLES = new Set(["left", "width"]);

export function paint(element, values) {
  if (!written.has(element)) written.set(element, {});
  const before = written.get(element);
  for (const [name, value] of Object.entries(values)) {
    if (before[name] === value) continue;
    before[name] = value;
    if (STYLES.has(name) || name.startsWith("--")) element.style.setProperty(name, value);
    else if (typeof value === "boolean") element.toggleAttribute(name, value);
    else element.setAttribute(name, value);
  }
}

export function percent(share) {
  return `${(share * 100).toFixed(4)}%`;
}

/** Acts once for each picture on the screen, with what was given last. */
export function oncePerFrame(act) {
  let waiting = null;
  let given = [];
  const now = () => {
    if (waiting === null) return;
    cancelAnimationFrame(waiting);
    waiting = null;
    act(...given);
  };
  const later = (...values) => {
    given = values;
    waiting ??= requestAnimationFrame(now);
  };
  return Object.assign(later, { now });
}
