// The screen stays on while this page is seen.

export function stayAwake() {
  const hold = async () => {
    if (document.visibilityState !== "visible") return;
    const lock = await navigator.wakeLock?.request("screen").catch(() => null);
    lock?.addEventListener("release", hold, { once: true });
  };
  document.addEventListener("visibilitychange", hold);
  hold();
}
