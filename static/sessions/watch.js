// Watching the file while it uploads: the keys of the studio that make sense before there are frames.

import { listenForKeys } from "../player/keys.js";

const FRAME = 1 / 25;

export async function watchFile(panel, words, marks) {
  const region = panel.querySelector(".upload-watch");
  const video = region.querySelector("video");
  const actions = actionsOf(video, marks);
  region.addEventListener("click", ({ target }) => actions[target.closest("[data-do]")?.dataset.do]?.());
  const answer = await fetch(words.keys, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const keys = await answer.json();
  region.dataset.keys = keys.isOn ? "on" : "off";
  listenForKeys(region, keys.table, actions, keys);
  for (const button of region.querySelectorAll("[data-do]")) {
    const { words: name, labels } = keys.acts[button.dataset.do];
    button.title = labels.length ? `${name} (${labels.join(", ")})` : name;
  }
}

function actionsOf(video, marks) {
  const shown = { time: 0 };
  const watch = (_now, { mediaTime }) => {
    shown.time = mediaTime;
    video.requestVideoFrameCallback(watch);
  };
  video.requestVideoFrameCallback(watch);
  const skip = (seconds) => (video.currentTime = Math.max(video.currentTime + seconds, 0));
  const step = (frames) => {
    video.pause();
    skip(frames * FRAME);
  };
  const toggle = () => (video.paused ? video.play().catch(() => {}) : video.pause());
  return {
    toggle,
    stop: toggle,
    lookAgain: () => {
      skip(-3);
      video.play().catch(() => {});
    },
    back: () => skip(-1),
    on: () => skip(1),
    backFar: () => skip(-5),
    onFar: () => skip(5),
    frameBack: () => step(-1),
    frameOn: () => step(1),
    moment: () => marks.add(video.seeking ? video.currentTime : shown.time),
  };
}
