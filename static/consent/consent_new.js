// Each way of agreeing has its own part of the page. The signature belongs to "signed on screen" only; who
// signs on paper or speaks needs no drawing.

import { SignaturePad } from "./pad.js";

const form = document.querySelector(".consent-form");
if (form?.querySelector("#signature")) start(form);

function start(form) {
  const drawing = form.elements.namedItem("drawing");
  const pad = new SignaturePad(form.querySelector("#signature"));
  pad.onchange = () => {
    drawing.value = "";
  };
  if (drawing.value.startsWith("data:image/png;base64,")) pad.restore(drawing.value);
  form.querySelector("#signature-clear").addEventListener("click", () => pad.clear());

  const chosen = (name) => new FormData(form).get(name);
  const show = () => {
    for (const part of form.querySelectorAll("[data-method]")) {
      part.hidden = part.dataset.method !== chosen("method");
    }
    form.querySelector("#interpreted").hidden = chosen("language_help") !== "interpreter";
  };
  form.addEventListener("change", show);
  form.addEventListener("submit", () => {
    drawing.value = chosen("method") === "screen" ? pad.asUrl() : "";
  });
  show();
}
