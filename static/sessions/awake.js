// Keep the screen on while bytes are on their way. The browser lets go when the page is hidden; ask again then.
let lock = null;
let wanted = false;

export function keepAwake(wish) {
  wanted = wish;
  if (!wish) {
    lock?.release().catch(() => {});
    lock = null;
  } else if (!lock || lock.released) {
    request();
  }
}

async function request() {
  if (wanted && navigator.wakeLock && document.visibilityState === "visible") {
    lock = await navigator.wakeLock.request("screen").catch(() => null);
    if (!wanted) {
      keepAwake(false);
    }
  }
}

document.addEventListener("visibilitychange", request);
