// A list of which each thing keeps its own row for as long as it is there: what did not change is not touched,
// and the focus stays where it was.

export class Rows {
  #rows = new Map();

  /** `make(item)` gives a new row; `fill(row, item, place, items)` writes what may have changed. */
  constructor(parent, { make, fill }) {
    Object.assign(this, { parent, make, fill });
  }

  draw(items) {
    const wanted = new Set(items);
    const focused = document.activeElement;
    for (const [item, row] of this.#rows) {
      if (wanted.has(item)) continue;
      row.remove();
      this.#rows.delete(item);
    }
    items.forEach((item, place) => {
      const row = this.of(item) ?? this.#add(item);
      const there = this.parent.children[place];
      if (there !== row) this.parent.insertBefore(row, there ?? null);
      this.fill(row, item, place, items);
    });
    if (focused !== document.activeElement && this.parent.contains(focused)) focused.focus();
  }

  of(item) {
    return this.#rows.get(item);
  }

  #add(item) {
    const row = this.make(item);
    this.#rows.set(item, row);
    return row;
  }
}

export function piece(name) {
  return document.getElementById(`piece-${name}`).content.firstElementChild.cloneNode(true);
}

/** Write only what differs, so that nothing is laid out again for nothing. */
export function write(element, text) {
  const words = String(text);
  if (element.textContent !== words) element.textContent = words;
}

export function name(element, text) {
  if (element.getAttribute("aria-label") === text) return;
  element.setAttribute("aria-label", text);
  element.title = text;
}
