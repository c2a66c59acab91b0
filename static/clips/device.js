// What this device can do for a review: its network, its battery, its screen.

const ENOUGH = 0.4;

export function checkDevice() {
  const network = () => say("network", navigator.onLine);
  for (const name of ["online", "offline"]) window.addEventListener(name, network);
  network();
  say("awake", "wakeLock" in navigator);
  checkBattery();
}

async function checkBattery() {
  const battery = await navigator.getBattery?.().catch(() => null);
  if (!battery) return;
  const tell = () => {
    const percent = String(Math.round(battery.level * 100));
    say("battery", battery.charging || battery.level >= ENOUGH, percent);
  };
  for (const name of ["levelchange", "chargingchange"]) battery.addEventListener(name, tell);
  tell();
}

function say(name, isGood, percent = "") {
  const line = document.querySelector(`[data-check=${name}]`);
  const words = document.createElement("span");
  words.textContent = line.dataset[isGood ? "good" : "open"].replace("{percent}", percent);
  const icon = document.querySelector(`[data-icon=${isGood ? "good" : "open"}]`).content.cloneNode(true);
  line.className = isGood ? "check-done" : "check-open";
  line.replaceChildren(icon, words);
  line.hidden = false;
}
