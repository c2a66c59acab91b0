// Asks now and then whether the film may still be shown. A refusal empties the player and gives the reasons;
// a lost network does not: the server asks the same question before every byte.

const EVERY = 10_000;

export function watchPermit(player, url, { every = EVERY } = {}) {
  let over = false;
  const ask = async () => {
    if (document.hidden) return;
    const reasons = await refusal(url);
    if (reasons && !over) stop(reasons);
  };
  const stop = (reasons) => {
    end();
    player.refuse(reasons);
  };
  const end = () => {
    over = true;
    clearInterval(timer);
    document.removeEventListener("visibilitychange", ask);
  };
  const timer = setInterval(ask, every);
  document.addEventListener("visibilitychange", ask);
  return { ask, end };
}

/** The reasons why the film may not be shown, or null while it may. */
export async function refusal(url) {
  let answer;
  try {
    answer = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-store" });
  } catch {
    return null;
  }
  if (answer.status >= 500) return null;
  if (answer.redirected || !answer.headers.get("Content-Type")?.includes("json")) return [];
  const { allowed, reasons } = await answer.json();
  return allowed ? null : (reasons ?? []);
}
