// In the open clip: the principles, in whose behaviour, and below them what exactly is seen.

export class Ticks {
  constructor({ element, store, words }) {
    Object.assign(this, { element, store, words, clip: null });
    this.people = [...element.querySelectorAll("[name=whose]")];
    this.principles = [...element.querySelectorAll("[data-principle]")];
    this.descriptors = [...element.querySelectorAll("[data-descriptor]")];
    for (const button of [...this.principles, ...this.descriptors]) {
      button.addEventListener("click", () => this.#toggle(codeOf(button)));
    }
    element.querySelector("[data-people]").addEventListener("change", () => this.fill(this.clip));
  }

  get subject() {
    const checked = this.people.find((person) => person.checked);
    return checked && Number(checked.value);
  }

  chooseSubject(place) {
    if (!this.people[place]) return;
    this.people[place].checked = true;
    if (this.clip) this.fill(this.clip);
  }

  tick(place) {
    if (this.principles[place]) this.#toggle(codeOf(this.principles[place]));
  }

  fill(clip) {
    this.clip = clip;
    for (const button of [...this.principles, ...this.descriptors]) this.#fillButton(button);
    this.#fillCloser();
  }

  #toggle(code) {
    if (this.clip && this.subject) this.store.toggleTick(this.clip, code, this.subject);
  }

  #fillButton(button) {
    const whose = this.clip.ticks.filter(({ principle }) => principle === codeOf(button)).map(({ subject }) => subject);
    button.setAttribute("aria-pressed", String(whose.includes(this.subject)));
    button.querySelector("[data-also]").textContent = this.store.people
      .filter(({ id }) => id !== this.subject && whose.includes(id))
      .map(({ name }) => name)
      .join(", ");
  }

  /** Descriptors stand there only below principles that are ticked. */
  #fillCloser() {
    const mine = this.clip.ticks.filter(({ subject }) => subject === this.subject).map(({ principle }) => principle);
    for (const group of this.element.querySelectorAll("[data-of]")) group.hidden = !mine.includes(group.dataset.of);
    this.element.querySelector("[data-none-ticked]").hidden = mine.length > 0;
    const count = mine.filter((code) => code.includes(".")).length;
    this.element.querySelector("[data-closer]").textContent =
      count > 0 ? this.words.ticked.replace("{count}", count) : "";
  }
}

function codeOf(button) {
  return button.dataset.principle ?? button.dataset.descriptor;
}
