// Two windows changed one clip: shows both versions and keeps the chosen one.

import { clock } from "../player/clock.js";
import { chainWords } from "./facts.js";

export function showConflict(store, words, frames, { clip, current }) {
  const dialog = document.getElementById("conflict");
  const mine = { ...current, ...clip.unsaved };
  const range = ({ in_frame: start, out_frame: end }) =>
    [start, end].map((frame) => clock(frames.timeOf(frame), { tenths: true })).join(" – ");
  const rows = [
    [words.field_title, mine.title, current.title],
    [words.field_range, range(mine), range(current)],
    [words.field_answer, mine.answer, current.answer],
    [words.field_before, mine.before_seconds, current.before_seconds],
    [words.field_turns, ...[mine, current].map(({ turns }) => chainWords(turns, store.people, words))],
  ];
  dialog.querySelector("[data-rows]").replaceChildren(
    ...rows.filter(([, one, other]) => one !== other).map(row),
  );
  for (const button of dialog.querySelectorAll("[data-keep]")) {
    button.onclick = () => {
      dialog.close();
      store.settle(clip, current, button.dataset.keep);
    };
  }
  dialog.oncancel = (event) => event.preventDefault();
  if (!dialog.open) dialog.showModal();
}

function row([name, mine, theirs]) {
  const line = document.createElement("tr");
  line.append(Object.assign(document.createElement("th"), { scope: "row", textContent: name }));
  for (const text of [mine, theirs]) line.append(Object.assign(document.createElement("td"), { textContent: text || "–" }));
  return line;
}
