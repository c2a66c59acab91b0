// Asks now and then which clips of a review may still be shown. A lost network closes nothing, for the length
// of a review; whoever is signed out, or no longer in charge, may show nothing any more.

const EVERY = 3_000;
const LONGEST_ALONE = 3 * 3600 * 1000;

/** `onClosed` is told ids, `onOver` whether it was a sign-out, `onReach` whether the server can be reached. */
export function watchReview(url, { onClosed, onOver, onReach }) {
  let heard = Date.now();
  let over = false;
  const ask = async () => {
    const answer = await askFor(url);
    if (over) return;
    onReach(answer !== null);
    if (answer === null) {
      if (Date.now() - heard > LONGEST_ALONE) end({ signedOut: false });
    } else if (answer.closed) {
      heard = Date.now();
      onClosed(answer.closed);
    } else end(answer);
  };
  const end = (why) => {
    stop();
    onOver(why);
  };
  const stop = () => {
    over = true;
    clearInterval(timer);
    document.removeEventListener("visibilitychange", ask);
    for (const name of ["online", "offline"]) window.removeEventListener(name, ask);
  };
  const timer = setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
  for (const name of ["online", "offline"]) window.addEventListener(name, ask);
  return { stop };
}

/** Null: no word from the server. */
async function askFor(url) {
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (answer.status >= 500) return null;
    if (answer.redirected || answer.status === 401) return { signedOut: true };
    return answer.ok ? await answer.json() : { signedOut: false };
  } catch {
    return null;
  }
}
