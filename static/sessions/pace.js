// How fast an upload goes and how long it will still take.
const WINDOW = 8000;

export class Pace {
  constructor(total) {
    this.total = total;
    this.notes = [];
  }

  note(sent) {
    const now = performance.now();
    this.notes.push({ now, sent });
    this.notes = this.notes.filter((note) => now - note.now <= WINDOW);
  }

  get speed() {
    const [first] = this.notes;
    const last = this.notes.at(-1);
    const seconds = first ? (last.now - first.now) / 1000 : 0;
    return seconds > 0 ? Math.max((last.sent - first.sent) / seconds, 0) : 0;
  }

  get secondsLeft() {
    return this.speed > 0 ? (this.total - this.notes.at(-1).sent) / this.speed : null;
  }
}

const format = new Intl.NumberFormat(document.documentElement.lang, {
  style: "unit",
  unit: "megabyte",
  maximumFractionDigits: 1,
});

export function megabytes(bytes) {
  return format.format(bytes / 1_000_000);
}

export function fill(sentence, values) {
  return sentence.replace(/[A-Z]{4,}/g, (name) => values[name] ?? name);
}
