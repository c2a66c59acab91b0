import { followRole } from "./born_or_due.js";

followRole(document.querySelector("form.form"));
