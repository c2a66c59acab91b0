// Putting the rows of a list into another order: by dragging a grip with mouse or finger, or by Alt and an arrow.
//
// The rows are moved on the screen only; `onMove(row, from, to)` makes it true. Works for every list with
// `data-sortable` inside `root`, also for one that is exchanged later.

/** The place that a row takes when its middle stands at `y`, given the middles of all rows as they stood. */
export function placeAt(y, middles, from) {
  const passed = middles.filter((middle, place) => (place < from ? middle > y : place > from && middle < y)).length;
  return middles[from] < y ? from + passed : from - passed;
}

/** How many rows up or down each row gives way while another is held over `to`. */
export function wayOf(place, from, to) {
  if (place > from && place <= to) return -1;
  if (place < from && place >= to) return 1;
  return 0;
}

export function sortRows(root, onMove) {
  let held = null;
  const end = () => {
    held?.clear();
    held = null;
  };
  root.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button !== 0 || held) return;
    held = new Held(grip.closest("[data-sortable] > *"), event.pointerId, event.clientY);
    root.setPointerCapture(event.pointerId);
  });
  root.addEventListener("pointermove", (event) => {
    if (event.pointerId === held?.pointer) held.follow(event.clientY);
  });
  root.addEventListener("pointerup", (event) => {
    if (event.pointerId !== held?.pointer) return;
    const { row, from, to } = held;
    end();
    if (row.isConnected && from !== to) onMove(row, from, to);
  });
  root.addEventListener("pointercancel", end);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") end();
    else moveByKey(event, onMove);
  });
}

export function isSorting() {
  return document.querySelector("[data-sortable] > .held") !== null;
}

class Held {
  constructor(row, pointer, y) {
    Object.assign(this, { row, pointer, y });
    this.rows = [...row.parentElement.children];
    const boxes = this.rows.map((each) => each.getBoundingClientRect());
    this.middles = boxes.map(({ top, height }) => top + height / 2);
    this.from = this.rows.indexOf(row);
    this.to = this.from;
    const gap = boxes.length > 1 ? boxes[1].top - boxes[0].bottom : 0;
    this.room = boxes[this.from].height + gap;
    row.classList.add("held");
    row.parentElement.classList.add("sorting");
  }

  follow(y) {
    const by = y - this.y;
    this.to = placeAt(this.middles[this.from] + by, this.middles, this.from);
    this.rows.forEach((each, place) => {
      const way = each === this.row ? by : wayOf(place, this.from, this.to) * this.room;
      each.style.transform = way ? `translateY(${way}px)` : "";
    });
  }

  clear() {
    this.row.classList.remove("held");
    this.row.parentElement?.classList.remove("sorting");
    for (const each of this.rows) each.style.transform = "";
  }
}

function moveByKey(event, onMove) {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const row = event.target.closest("[data-sortable] > *");
  if (!by || !row || !(event.altKey || event.target.closest("[data-grip]"))) return;
  event.preventDefault();
  const from = [...row.parentElement.children].indexOf(row);
  const to = from + by;
  if (to >= 0 && to < row.parentElement.children.length) onMove(row, from, to);
}
