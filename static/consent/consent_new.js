// The signature belongs to "signed on screen" only; who signs on paper or speaks needs no drawing.

import { SignaturePad } from "./pad.js";

const form = document.querySelector(".consent-form");
if (form) start(form);

function start(form) {
  const box = form.querySelector("#drawn");
  const drawing = form.elements.namedItem("drawing");
  const pad = new SignaturePad(form.querySelector("#signature"));
  pad.onchange = () => {
    drawing.value = "";
  };
  if (drawing.value.startsWith("data:image/png;base64,")) pad.restore(drawing.value);
  form.querySelector("#signature-clear").addEventListener("click", () => pad.clear());

  const isDrawn = () => new FormData(form).get("method") === "screen";
  const show = () => {
    box.hidden = !isDrawn();
  };
  form.addEventListener("change", show);
  form.addEventListener("submit", () => {
    drawing.value = isDrawn() ? pad.asUrl() : "";
  });
  show();
}
