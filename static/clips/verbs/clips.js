// Making, changing and removing clips.

import { rangeAround } from "../ranges.js";

export const TYPING = 700;

export const clipVerbs = {
  makeOf(moment) {
    const clip = newClip(rangeAround(this.frames, moment.frame, this.lead));
    clip.moment = moment.id;
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
    this.save({ key: clip, delay, ...patch(this, clip) });
  },

  remove(clip) {
    this.take(this.clips, clip);
    if (this.selected === clip) this.selected = null;
    this.save({
      request: () => this.to("clip", clip, "", "DELETE", { version: clip.version }),
      done: () => (this.savedOrder = this.savedOrder.filter((each) => each !== clip)),
    });
    this.notice("clip_removed", () => restore(this, clip));
  },

  /** After a conflict: take the other version, or put mine on top of it. */
  settle(clip, current, keep) {
    const mine = clip.unsaved;
    Object.assign(clip, current, { unsaved: {} });
    if (keep === "mine") this.change(clip, mine, { delay: 0 });
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
    done: ({ version }) => {
      clip.version = version;
      for (const name of Object.keys(sent)) if (clip.unsaved[name] === sent[name]) delete clip.unsaved[name];
    },
    refused: (status, { current }) => {
      if (status === 409) store.dispatchEvent(new CustomEvent("conflict", { detail: { clip, current } }));
      else store.reload(clip);
    },
  };
}

function create(store, clip, body) {
  store.insert(store.clips, clip, "in_frame");
  store.selected = clip;
  store.save({
    request: () => ({ url: store.urls.clips, method: "POST", body: body() }),
    // What was ticked or chosen meanwhile is on its way; the answer knows nothing of it.
    done: ({ id, version, moment, in_frame, out_frame }) =>
      Object.assign(clip, { id, version, moment, in_frame, out_frame }, clip.unsaved),
    refused: () => store.take(store.clips, clip),
  });
}

function restore(store, clip) {
  const again = newClip(clip);
  create(store, again, () => ({ in_frame: clip.in_frame, out_frame: clip.out_frame }));
  const { title, answer, shortlisted, before_seconds, turns } = clip;
  store.change(again, { title, answer, shortlisted, before_seconds, turns });
  for (const { principle, subject } of clip.ticks) store.toggleTick(again, principle, subject);
  if (clip.position !== null) store.toggleChoice(again);
}

function newClip({ in_frame, out_frame }) {
  return {
    id: null, moment: null, in_frame, out_frame, title: "", answer: "", shortlisted: false, version: 1, position: null,
    ticks: [], turns: [], before_seconds: 0, unsaved: {},
  };
}
