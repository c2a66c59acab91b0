// Add and remove people; a removed row leaves a gap in the numbering, which the server takes as nobody.
import { followRole } from "./born_or_due.js";

const rows = document.getElementById("people-rows");
const add = document.getElementById("add-person");
const blank = document.getElementById("person-row");
const total = document.querySelector(`input[name="${rows.dataset.prefix}-TOTAL_FORMS"]`);
const most = Number(rows.dataset.most);

function renumber() {
  rows.querySelectorAll(".person-number").forEach((number, index) => (number.textContent = index + 1));
  add.hidden = rows.children.length >= most;
}

/** Names, ids and labels of a new row carry a placeholder instead of its number. */
function numberFields(row, number) {
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const { name, value } of [...element.attributes]) {
      if (value.includes("__prefix__")) element.setAttribute(name, value.replaceAll("__prefix__", number));
    }
  }
}

function prepare(row, removable) {
  followRole(row);
  const remove = row.querySelector(".remove-person");
  remove.hidden = !removable;
  remove.addEventListener("click", () => {
    row.remove();
    renumber();
    add.focus();
  });
}

add.addEventListener("click", () => {
  const row = blank.content.firstElementChild.cloneNode(true);
  numberFields(row, total.value);
  total.value = Number(total.value) + 1;
  rows.append(row);
  prepare(row, true);
  renumber();
  row.querySelector("input").focus();
});

// After a refusal the gaps come back as blank rows: nobody needs to see them.
function isGap(row, index) {
  if (index <= 1 || row.querySelector(".errorlist")) return false;
  return !row.querySelector('input[name$="name"]').value && !row.querySelector('select[name$="role"]').value;
}

rows.querySelectorAll(".person-row").forEach((row, index) => {
  if (isGap(row, index)) row.remove();
  else prepare(row, index > 1);
});
renumber();
