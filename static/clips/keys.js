// What each key of the studio does. Every action is also a labelled button.

import { clock } from "../player/clock.js";
import { announce } from "./signs.js";

export const KEYS = {
  " ": "toggle", k: "toggle", j: "lookAgain", l: "playFaster",
  ArrowLeft: "back", ArrowRight: "on", "Shift+ArrowLeft": "backFar", "Shift+ArrowRight": "onFar",
  ",": "frameBack", ".": "frameOn", "[": "slower", "]": "faster",
  i: "startHere", o: "endHere", "Shift+i": "toStart", "Shift+o": "toEnd",
  m: "moment", r: "loop", c: "write", f: "shortlist", g: "choose", ArrowUp: "previousClip", ArrowDown: "nextClip",
  "+": "zoomIn", "-": "zoomOut", 0: "zoomAll", n: "snapping", "?": "help",
  1: "tick1", 2: "tick2", 3: "tick3", 4: "tick4", 5: "tick5", 6: "tick6",
  "Shift+1": "whose1", "Shift+2": "whose2", "Shift+3": "whose3", "Shift+4": "whose4",
};

export function actionsOf({ player, store, side, line, words }) {
  return {
    ...playing(player),
    ...marking({ player, store, side, words }),
    ...choosing({ player, store, side, line }),
    zoomIn: () => line.zoomIn(),
    zoomOut: () => line.zoomOut(),
    zoomAll: () => line.zoomAll(),
    snapping: () => {
      line.snapping = !line.snapping;
      announce(line.snapping ? words.snapping_on : words.snapping_off);
    },
    help: () => document.getElementById("help").showModal(),
  };
}

function playing(player) {
  return {
    toggle: () => {
      if (player.playing) player.speed = 1;
      player.toggle();
    },
    lookAgain: () => player.lookAgain(),
    playFaster: () => {
      if (player.playing) player.speed = player.speed < 1.5 ? 1.5 : 2;
      player.play();
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

function marking({ player, store, side, words }) {
  const selected = (action) => () => store.selected && action(store.selected);
  return {
    moment: () => {
      const moment = store.mark(player.target);
      announce(words.marked.replace("{time}", clock(player.frames.timeOf(moment.frame))));
    },
    clipHere: () => store.makeAt(player.target),
    startHere: () => side.editor.setEdge("in_frame", player.target),
    endHere: () => side.editor.setEdge("out_frame", player.target + 1),
    toStart: selected((clip) => player.show(clip.in_frame)),
    toEnd: selected((clip) => player.show(clip.out_frame - 1)),
    write: selected(() => side.editor.writeAnswer()),
    loop: selected((clip) => {
      if (player.loop) player.keepToAll();
      else player.keepTo(clip.in_frame, clip.out_frame);
    }),
  };
}

function choosing({ player, store, side, line }) {
  const selected = (action) => () => store.selected && action(store.selected);
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
    choose: selected((clip) => side.choose(clip)),
    ...Object.fromEntries(digits.map((place) => [`tick${place + 1}`, () => side.editor.tick(place)])),
    ...Object.fromEntries(digits.map((place) => [`whose${place + 1}`, () => side.editor.chooseSubject(place)])),
  };
}
