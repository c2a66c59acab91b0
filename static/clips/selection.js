// Order of the chosen clips, watching one as it will be shown, cutting one again, taking one out.

const dialog = document.querySelector("dialog.watch");
const video = dialog.querySelector("video");
const refusal = document.querySelector("[data-refusal]");

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-move], [data-watch], [data-again], [data-out]");
  if (!button) return;
  if (button.dataset.watch) watch(button.dataset.watch);
  else if (button.dataset.again) send("PUT", button.dataset.again).then((saved) => saved && window.location.reload());
  else if (button.dataset.out) send("DELETE", button.dataset.out).then((saved) => saved && window.location.reload());
  else move(button);
});

dialog.addEventListener("close", () => {
  video.removeAttribute("src");
  video.load();
});

function watch(url) {
  video.src = url;
  dialog.showModal();
  video.play().catch(() => undefined);
}

async function move(button) {
  const row = button.closest("[data-clip]");
  const list = row.parentElement;
  const before = [...list.children];
  if (button.dataset.move === "-1") row.previousElementSibling.before(row);
  else row.nextElementSibling.after(row);
  number(list);
  const clips = [...list.children].map(({ dataset }) => Number(dataset.clip));
  if (!(await send("PUT", list.dataset.order, { clips }))) {
    list.replaceChildren(...before);
    number(list);
  }
  if (button.disabled) row.querySelector("[data-move]:not(:disabled)")?.focus();
  else button.focus();
}

function number(list) {
  [...list.children].forEach((row, place, { length }) => {
    row.querySelector(".selected-place").textContent = place + 1;
    row.querySelector('[data-move="-1"]').disabled = place === 0;
    row.querySelector('[data-move="1"]').disabled = place === length - 1;
  });
}

async function send(method, url, body) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": document.body.dataset.csrf };
  const answer = await fetch(url, { method, headers, body: body && JSON.stringify(body) }).catch(() => null);
  if (answer?.ok && !answer.redirected) {
    refusal.hidden = true;
    return true;
  }
  const json = answer?.headers.get("Content-Type")?.includes("json");
  const { reasons = [] } = json ? await answer.json() : {};
  refusal.textContent = reasons.join(" ") || dialog.dataset.failed;
  refusal.hidden = false;
  return false;
}
