// An unborn child has a due date, everybody else a date of birth: show the one that fits the part in the case.
// The weeks of pregnancy are asked only of a child or a sibling.
const CHILDREN = ["child", "sibling"];

export function followRole(row) {
  const role = row.querySelector('select[name$="role"]');
  const born = row.querySelector('input[name$="born_on"]');
  const due = row.querySelector('input[name$="due_on"]');
  const weeks = row.querySelector('input[name$="gestation_days"]');
  const show = () => {
    const [fits, other] = role.value === "unborn" ? [due, born] : [born, due];
    fits.closest(".field").hidden = false;
    other.closest(".field").hidden = !other.value;
    weeks.closest(".field").hidden = !weeks.value && !CHILDREN.includes(role.value);
  };
  role.addEventListener("change", () => {
    (role.value === "unborn" ? born : due).value = "";
    show();
  });
  show();
}
