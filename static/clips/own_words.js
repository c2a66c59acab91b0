// Words that were said are taken over with one press, behind what is written already.

for (const form of document.querySelectorAll("[data-own-words]")) {
  const written = form.querySelector("textarea");
  for (const button of form.querySelectorAll("[data-say]")) {
    button.addEventListener("click", () => {
      written.value = [written.value.trim(), button.dataset.say].filter(Boolean).join("\n");
      written.focus();
    });
  }
}
