// Making, changing and removing clips.

import { rangeAround } from "../ranges.js";

export const TYPING = 700;

export const clipVerbs = {
  makeOf(moment) {
    const clip = newClip(rangeAround(this.frames, moment.frame, this.lead));
    clip.moment = moment.id;
    if (moment.id === null) clip.after = moment;
    create(this, clip, () => ({ moment: moment.id }));
    return clip;
  },

  makeAt(frame) {
    const clip = newClip(rangeAround(this.frames, frame, this.lead));
    create(this, clip, () => ({ in_frame: clip.in_frame, out_frame: clip.out_frame }));
    return clip;
  },

  /** Change any of its plain fields. What is typed is saved when the typing pauses. */
  change(clip, fields, { delay = TYPING } = {}) {
    Object.assign(clip, fields);
    clip.unsaved = { ...clip.unsaved, ...fields };
    this.save({ of: clip, key: clip, delay, ...patch(this, clip) });
  },

  remove(clip) {
    this.take(this.clips, clip);
    this.saver.flush(); // what was typed before comes before it in the history too
    this.save({
      of: clip,
      request: () => this.to("clip", clip, "", "DELETE", { version: clip.version }),
      done: () => (this.savedOrder = this.savedOrder.filter((each) => each !== clip)),
      refused: (status, { current }) => {
        if (status === 409) this.conflict({ mine: null, theirs: current, keep: (side) => decide(this, clip, current, side) });
        else this.stale();
      },
    });
    this.notice("clip_removed", () => this.undo());
  },

  /** After a conflict: take the other version, or put mine on top of it. */
  settle(clip, current, side) {
    const mine = clip.unsaved;
    Object.assign(clip, current, { unsaved: {} });
    if (side === "mine") this.change(clip, mine, { delay: 0 });
    this.changed();
  },
};

function patch(store, clip) {
  let sent = {};
  return {
    request: () => {
      sent = { ...clip.unsaved };
      if (Object.keys(sent).length === 0) return null;
      return store.to("clip", clip, "", "PATCH", { version: clip.version, ...sent });
    },
    done: (answer) => accept(clip, sent, answer),
    refused: (status, { current }) => {
      if (status === 409 && holds(current, sent)) {
        accept(clip, sent, current);
        return true;
      }
      if (status === 409) {
        const mine = { ...current, ...clip.unsaved };
        store.conflict({ mine, theirs: current, keep: (side) => store.settle(clip, current, side) });
      } else if (status === 404) {
        store.conflict({ mine: { ...clip }, theirs: null, keep: (side) => makeAgain(store, clip, side) });
      } else {
        clip.unsaved = {};
        store.stale();
      }
      return false;
    },
  };
}

function accept(clip, sent, { version }) {
  clip.version = version;
  for (const name of Object.keys(sent)) if (clip.unsaved[name] === sent[name]) delete clip.unsaved[name];
}

function holds(current, sent) {
  return Object.entries(sent).every(([name, value]) => JSON.stringify(current[name]) === JSON.stringify(value));
}

/** Removed here and changed elsewhere. */
function decide(store, clip, current, side) {
  Object.assign(clip, current, { unsaved: {} });
  if (side === "mine") {
    store.save({ of: clip, request: () => store.to("clip", clip, "", "DELETE", { version: clip.version }) });
  } else {
    store.insert(store.clips, clip, "in_frame");
    store.stale();
  }
}

/** Changed here and removed elsewhere: it is made anew, with everything that it held here. */
function makeAgain(store, clip, side) {
  store.take(store.clips, clip);
  if (side === "theirs") return;
  const { id, moment, version, position, ticks, unsaved, after, in_frame, out_frame, ...fields } = clip;
  const again = newClip(clip);
  create(store, again, () => ({ in_frame, out_frame }));
  store.change(again, fields);
  for (const { principle, subject } of ticks) store.toggleTick(again, principle, subject);
  if (position !== null) store.toggleChoice(again);
}

function create(store, clip, body) {
  store.insert(store.clips, clip, "in_frame");
  store.selected = clip;
  store.save({
    of: clip,
    request: () => ({ url: store.urls.clips, method: "POST", body: body() }),
    // What was ticked or chosen meanwhile is on its way; the answer knows nothing of it.
    done: ({ id, version, moment, in_frame, out_frame }) =>
      Object.assign(clip, { id, version, moment, in_frame, out_frame }, clip.unsaved),
    refused: () => store.take(store.clips, clip),
  });
}

function newClip({ in_frame, out_frame }) {
  return {
    id: null, moment: null, in_frame, out_frame, title: "", answer: "", shortlisted: false, before_seconds: 0, turns: [],
    version: 1, position: null, ticks: [], unsaved: {},
  };
}
