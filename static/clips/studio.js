// The studio: brings the film, the time line, the lists, the keys and the saving together.

import { Player } from "../player/player.js";
import { listenForKeys } from "../player/keys.js";
import { watchPermit } from "../player/permit.js";
import { Conflicts } from "./conflict.js";
import { keepConsentLine } from "./consent_line.js";
import { FilmLine } from "./film_line.js";
import { listenToButtons, showKeys, switchKeys } from "./hints.js";
import { actionsOf } from "./keys.js";
import { leaveWhenSaved } from "./leave.js";
import { Saver } from "../cases/saver.js";
import { lockWhenSignedOut } from "../cases/session.js";
import { besideReview, frameInAddress } from "./screen_times.js";
import { Side } from "./side.js";
import { announce, clearToast, showFilm, showSaving, showToast } from "./signs.js";
import { speakTime } from "./spoken.js";
import { offerSteps } from "./steps.js";
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
store.addEventListener("said", ({ detail }) => announce(detail));
store.addEventListener("acted", clearToast);
const conflicts = new Conflicts({ words, people: film.people, player });
store.addEventListener("conflict", ({ detail }) => conflicts.show(detail));

player.addEventListener("ready", start, { once: true });
const load = () => player.load({ film: film.urls.film, frames: film.urls.frames });
load();
lockWhenSignedOut({
  saver,
  words,
  user: film.user,
  url: film.urls.session,
  onLock: () => player.pause(),
  onUnlock: () => player.video.error && load(),
});
watchPermit(player, film.urls.permit, { onAllowed: () => store.refresh(), onSignedOut: () => saver.lock() });
leaveWhenSaved(saver);
keepConsentLine(document.getElementById("consent"));

function start() {
  store.frames = player.frames;
  const line = new FilmLine(document.getElementById("film-line"), { player, store, words });
  line.snapping = film.settings.snapping;
  const side = new Side({ player, store, words, guidance: film.guidance, isReview: film.is_review, line });
  conflicts.nameOf = (clip) => side.nameOf(clip);
  offerSteps(store, words);
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
  if (film.is_review) besideReview(document.getElementById("side"), player);
  player.show(frameInAddress());
  region.focus({ preventScroll: true });
}
