// Asks now and then whether the film may still be shown. A refusal empties the player and gives the reasons;
// a lost network does not: the server asks the same question before every byte.

const EVERY = 10_000;

/** `onAllowed` and `onSignedOut` are told; where nobody listens, whoever is signed out may not see the film. */
export function watchPermit(player, url, { every = EVERY, onAllowed, onSignedOut } = {}) {
  let over = false;
  const ask = async () => {
    if (document.hidden) return;
    const answer = await askFor(url);
    if (over || !answer) return;
    if (onSignedOut && isSignedOut(answer)) onSignedOut();
    else {
      const reasons = await reasonsIn(answer);
      if (reasons) stop(reasons);
      else onAllowed?.();
    }
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
  const answer = await askFor(url);
  return answer && reasonsIn(answer);
}

async function askFor(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-store" }).catch(() => null);
  return answer && answer.status < 500 ? answer : null;
}

function isSignedOut(answer) {
  return answer.redirected || answer.status === 401;
}

async function reasonsIn(answer) {
  if (answer.redirected || !answer.headers.get("Content-Type")?.includes("json")) return [];
  const { allowed, reasons } = await answer.json();
  return allowed ? null : (reasons ?? []);
}
