// What each action of the studio does. Which key it has, and its words, stand in clips/keys.py.

import { clock } from "../player/clock.js";
import { announce } from "./signs.js";

const FASTER = [1, 1.5, 2];

export function actionsOf({ player, store, side, line, words, pause }) {
  return {
    ...playing(player),
    ...marking({ player, store, side, words }),
    ...changing({ player, store, side, words, pause }),
    ...choosing({ player, store, side, line, words }),
    zoomIn: () => line.zoomIn(),
    zoomOut: () => line.zoomOut(),
    zoomAll: () => line.zoomAll(),
    snapping: () => {
      line.snapping = !line.snapping;
      announce(line.snapping ? words.snapping_on : words.snapping_off);
    },
    help: () => document.getElementById("help").showModal(),
    leave: () => document.querySelector(".bar-back").click(),
  };
}

function playing(player) {
  return {
    toggle: () => player.toggle(),
    stop: () => {
      player.speed = 1;
      player.toggle();
    },
    lookAgain: () => player.lookAgain(),
    playFaster: () => {
      if (player.playing) player.speed = FASTER.find((speed) => speed > player.speed) ?? player.speed;
      else player.play();
    },
    back: () => player.skip(-1),
    on: () => player.skip(1),
    backFar: () => player.skip(-5),
    onFar: () => player.skip(5),
    frameBack: () => player.step(-1),
    frameOn: () => player.step(1),
    slower: () => player.slower(),
    faster: () => player.faster(),
    normalSpeed: () => (player.speed = 1),
  };
}

/** The film goes on while moments are marked and made clips of. */
function marking({ player, store, side, words }) {
  let last = null;
  const used = new Set();
  const isFree = (moment) => store.moments.includes(moment) && !used.has(moment) && !store.clipOf(moment);
  const lastFree = () => {
    if (last && isFree(last)) return last;
    return store.moments.filter((moment) => moment.frame <= player.target && isFree(moment)).pop();
  };
  const say = (sentence, frame) => announce(sentence.replace("{time}", clock(player.frames.timeOf(frame))));
  return {
    moment: () => {
      last = store.mark(player.target);
      say(words.marked, last.frame);
    },
    still: () => side.stills.keep(),
    clipOfMoment: () => {
      const moment = lastFree();
      if (!moment) return announce(words.no_moment);
      used.add(moment);
      store.makeOf(moment);
      return say(words.clip_made, moment.frame);
    },
    clipHere: () => {
      store.makeAt(player.target);
      say(words.clip_made, player.target);
    },
  };
}

function withClip(store, words) {
  return (action) => () => (store.selected ? action(store.selected) : announce(words.no_clip));
}

function changing({ player, store, side, words, pause }) {
  const selected = withClip(store, words);
  return {
    startHere: selected(() => side.editor.setEdge("in_frame", player.target)),
    endHere: selected(() => side.editor.setEdge("out_frame", player.target + 1)),
    toStart: selected((clip) => player.show(clip.in_frame)),
    toEnd: selected((clip) => player.show(clip.out_frame - 1)),
    write: selected(() => side.editor.writeAnswer()),
    loop: selected((clip) => {
      if (player.loop) player.keepToAll();
      else player.keepTo(clip.in_frame, clip.out_frame, { pause });
    }),
  };
}

function choosing({ player, store, side, line, words }) {
  const selected = withClip(store, words);
  const go = (by) => () => {
    const place = store.clips.indexOf(store.selected) + by;
    const clip = store.clips[Math.min(Math.max(place, 0), store.clips.length - 1)];
    if (!clip) return;
    store.select(clip);
    player.show(clip.in_frame);
    line.reveal(clip);
  };
  const digits = [0, 1, 2, 3, 4, 5];
  return {
    previousClip: go(-1),
    nextClip: go(1),
    shortlist: selected((clip) => side.shortlist(clip)),
    compare: () => side.compare.open(),
    choose: selected((clip) => side.choose(clip)),
    ...Object.fromEntries(digits.map((place) => [`tick${place + 1}`, selected(() => side.editor.tick(place))])),
    ...Object.fromEntries(digits.map((place) => [`whose${place + 1}`, selected(() => side.editor.chooseSubject(place))])),
  };
}
