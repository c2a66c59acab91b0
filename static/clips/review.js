// Words of a shared review that were typed and not kept yet are never lost without a word.

const unsent = document.getElementById("unsent");

document.addEventListener("htmx:afterRequest", ({ detail: { successful, xhr } }) => {
  unsent.hidden = successful || xhr.status === 422;
  if (!unsent.hidden) unsent.scrollIntoView({ block: "center" });
});

// After keeping words the next ones can be typed at once, unless somebody already types elsewhere.
document.addEventListener("htmx:afterSwap", ({ detail: { elt, requestConfig } }) => {
  if (!requestConfig?.elt.matches(".say")) return;
  if (document.activeElement === document.body) elt.querySelector("textarea")?.focus();
});

window.addEventListener("beforeunload", (event) => {
  const typed = [...document.querySelectorAll(".say textarea")];
  if (typed.some(({ value }) => value.trim())) event.preventDefault();
});
