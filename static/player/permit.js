// Asks now and then whether the film may still be shown. A refusal empties the player and gives the reasons;
// a lost network does not: the server asks the same question before every byte.

// How often, in milliseconds: while the film plays, and every third time while it stands still. What else the
// page wants to know with it (`onAllowed`) is asked for less often.
const PLAYING = 2_000;
const RESTING = 3;
const NEWS = 9_000;

/** `onAllowed` and `onSignedOut` are told; where nobody listens, whoever is signed out may not see the film. */
export function watchPermit(player, url, { onAllowed, onSignedOut } = {}) {
  let over = false;
  let beats = 0;
  let told = performance.now();
  const beat = () => {
    beats += 1;
    if (player.playing || (!document.hidden && beats % RESTING === 0)) ask(performance.now() - told >= NEWS);
  };
  const now = () => !document.hidden && ask(true);
  const ask = async (isNews) => {
    const answer = await askFor(url);
    if (over || !answer) return;
    if (onSignedOut && isSignedOut(answer)) onSignedOut();
    else {
      const reasons = await reasonsIn(answer);
      if (reasons) stop(reasons);
      else if (isNews) tell();
    }
  };
  const tell = () => {
    told = performance.now();
    onAllowed?.();
  };
  const stop = (reasons) => {
    end();
    player.refuse(reasons);
  };
  const end = () => {
    over = true;
    clearInterval(timer);
    document.removeEventListener("visibilitychange", now);
    player.removeEventListener("broken", now);
  };
  const timer = setInterval(beat, PLAYING);
  document.addEventListener("visibilitychange", now);
  player.addEventListener("broken", now);
  return { end };
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
