// For who does not see the screen: where the film stands, said once it has come to rest.

import { clock } from "../player/clock.js";

const QUIET = 700;

export function speakTime(player, words) {
  const place = document.getElementById("spoken");
  let timer = null;
  const speak = () => {
    if (player.playing) return;
    const time = clock(player.frames.timeOf(player.target), { tenths: true });
    place.textContent = words.at.replace("{time}", time).replace("{frame}", player.target);
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(speak, QUIET);
  };
  for (const name of ["frame", "state"]) player.addEventListener(name, wait);
}
