// How the consent stands, beside the film: asked for again now and then, and whenever the page is looked at again.

const EVERY = 30_000;

export function keepConsentLine(element) {
  const ask = async () => {
    if (document.hidden) return;
    const answer = await fetch(element.dataset.url, { cache: "no-store" }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    if (fresh.textContent !== element.textContent) element.replaceChildren(...fresh.childNodes);
  };
  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
}
