// Words of a shared review that were typed and not kept yet are never lost without a word.

const unsent = document.getElementById("unsent");

document.addEventListener("htmx:afterRequest", ({ detail: { successful, xhr } }) => {
  unsent.hidden = successful || xhr.status === 422;
  if (!unsent.hidden) unsent.scrollIntoView({ block: "center" });
});

// After keeping words the next ones can be typed at once.
document.addEventListener("htmx:beforeRequest", ({ detail: { elt, target } }) => {
  if (!elt.matches(".say")) return;
  document.addEventListener("htmx:afterSettle", () => document.querySelector(`#${target.id} textarea`)?.focus(), { once: true });
});

window.addEventListener("beforeunload", (event) => {
  const typed = [...document.querySelectorAll(".say textarea")];
  if (typed.some(({ value }) => value.trim())) event.preventDefault();
});
