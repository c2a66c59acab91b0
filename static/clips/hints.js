// Every button of an action does it, and says which key does the same. The words and keys stand in clips/keys.py.

/** `keys`: the words and labels of each action. Buttons that are still in a template get their hint too. */
export function showKeys({ acts }) {
  const templates = [...document.querySelectorAll("template")].map(({ content }) => content);
  for (const button of [document, ...templates].flatMap((root) => [...root.querySelectorAll("[data-do]")])) {
    const act = acts[button.dataset.do];
    if (!act || button.closest("#help")) continue;
    button.title = act.labels.length ? `${act.words} (${act.labels.join(", ")})` : act.words;
    const hint = button.querySelector("kbd");
    if (hint) Object.assign(hint, { textContent: act.labels[0] ?? "", hidden: act.labels.length === 0 });
  }
}

/** A line of the help does what it says, and gives the film back its place. */
export function listenToButtons(actions, region) {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do]");
    if (!button || !actions[button.dataset.do]) return;
    const help = button.closest("dialog#help");
    if (help) {
      help.close();
      region.focus({ preventScroll: true });
    }
    actions[button.dataset.do]();
  });
}

/** The switch for single keys is kept for the next time, on whatever computer. */
export function switchKeys(region, { urls, isOn }, saver) {
  const box = document.getElementById("keys-on");
  const show = (on) => {
    box.checked = on;
    document.body.classList.toggle("keys-off", !on);
    region.dataset.keys = on ? "on" : "off";
  };
  box.addEventListener("change", () => {
    show(box.checked);
    const method = box.checked ? "PUT" : "DELETE";
    saver.add({ key: "single keys", request: () => ({ url: urls.singleKeys, method }) });
  });
  show(isOn);
}
