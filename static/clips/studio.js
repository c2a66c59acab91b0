// The studio: brings the film, the time line, the lists, the keys and the saving together.

import { Player } from "../player/player.js";
import { listenForKeys } from "../player/keys.js";
import { watchPermit } from "../player/permit.js";
import { showConflict } from "./conflict.js";
import { FilmLine } from "./film_line.js";
import { listenToButtons, showKeys, switchKeys } from "./hints.js";
import { actionsOf } from "./keys.js";
import { leaveWhenSaved } from "./leave.js";
import { Saver } from "./saver.js";
import { Side } from "./side.js";
import { showFilm, showSaving, showToast } from "./signs.js";
import { speakTime } from "./spoken.js";
import { Store } from "./store.js";
import { writeBeside } from "./writing.js";

const film = JSON.parse(document.getElementById("film").textContent);
const words = JSON.parse(document.getElementById("words").textContent);
const keys = JSON.parse(document.getElementById("keys").textContent);
const region = document.getElementById("player");
const player = new Player(document.getElementById("video"));
const saver = new Saver({ token: document.body.dataset.csrf, onStatus: showSaving(words) });
const store = new Store(film, saver);

showFilm(player, words);
showKeys(keys);
switchKeys(region, keys, saver);
store.addEventListener("notice", ({ detail }) => showToast(words[detail.words], words.undo, detail.undo));
store.addEventListener("conflict", ({ detail }) => showConflict(store, words, player.frames, detail));

player.addEventListener("ready", start, { once: true });
player.load({ film: film.urls.film, frames: film.urls.frames });
watchPermit(player, film.urls.permit);
leaveWhenSaved(saver);

function start() {
  store.frames = player.frames;
  const line = new FilmLine(document.getElementById("film-line"), { player, store, words });
  line.snapping = film.settings.snapping;
  const side = new Side({ player, store, words, guidance: film.guidance, line });
  const actions = actionsOf({ player, store, side, line, words, pause: film.settings.loop_pause });
  listenForKeys(region, keys.table, actions, keys);
  listenToButtons(actions, region);
  writeBeside(region, { player, saver });
  speakTime(player, words);
  store.addEventListener("change", () => {
    const clip = store.selected;
    if (clip && player.loop) player.keepTo(clip.in_frame, clip.out_frame, player.loop);
  });
  player.video.addEventListener("click", actions.toggle);
  line.lanes.load({ ...film.urls, layout: film.strip });
  side.draw();
  line.draw();
  player.show(0);
  region.focus({ preventScroll: true });
}
