// An unborn child has a due date, everybody else a date of birth: show the one that fits the part in the case.
export function followRole(row) {
  const role = row.querySelector('select[name$="role"]');
  const born = row.querySelector('input[name$="born_on"]');
  const due = row.querySelector('input[name$="due_on"]');
  const show = () => {
    const [fits, other] = role.value === "unborn" ? [due, born] : [born, due];
    fits.closest(".field").hidden = false;
    other.closest(".field").hidden = !other.value;
  };
  role.addEventListener("change", () => {
    (role.value === "unborn" ? born : due).value = "";
    show();
  });
  show();
}
