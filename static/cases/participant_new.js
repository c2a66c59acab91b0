// The ground and its document are asked only once somebody is named who may decide.
import { followRole } from "./born_or_due.js";

const form = document.querySelector("form.form");
const holder = form.elements.decided_by;
const further = ["kind", "document"].map((name) => form.elements[name].closest(".field"));

function show() {
  further.forEach((field) => (field.hidden = !holder.value));
}

followRole(form);
holder.addEventListener("change", show);
show();
