// Which clips are chosen for the shared review, and in which order they will be shown.

import { TYPING } from "./clips.js";

export const choiceVerbs = {
  toggleChoice(clip) {
    const last = Math.max(0, ...this.chosen.map(({ position }) => position));
    const wanted = clip.position === null;
    clip.position = wanted ? last + 1 : null;
    this.save({
      of: clip,
      request: () => this.to("clip", clip, "choice/", wanted ? "PUT" : "DELETE"),
      done: ({ position }) => {
        clip.position = position;
        this.savedOrder = this.savedOrder.filter((each) => each !== clip);
        if (wanted) this.savedOrder.push(clip);
      },
      refused: () => this.stale(),
    });
  },

  move(clip, by) {
    const order = this.chosen;
    const from = order.indexOf(clip);
    const to = Math.min(Math.max(from + by, 0), order.length - 1);
    if (from === to) return;
    order.splice(to, 0, ...order.splice(from, 1));
    order.forEach((each, place) => Object.assign(each, { position: place + 1 }));
    saveOrder(this, TYPING);
  },
};

function saveOrder(store, delay) {
  let sent = [];
  store.save({
    of: "order",
    key: "order",
    delay,
    request: () => {
      sent = store.chosen;
      return { url: store.urls.order, method: "PUT", body: { clips: idsOf(sent), known: idsOf(store.savedOrder) } };
    },
    done: () => (store.savedOrder = sent),
    refused: (status, { current }) => {
      store.stale();
      if (status !== 409) return false;
      if (String(current.order) === String(idsOf(sent))) {
        store.savedOrder = sent;
        return true;
      }
      const theirs = current.order.map((id) => store.chosen.find((clip) => clip.id === id)).filter(Boolean);
      const keep = (side) => settleOrder(store, sent, theirs, side);
      store.conflict({ mine: { order: sent }, theirs: { order: theirs }, keep });
      return false;
    },
  });
}

function settleOrder(store, mine, theirs, side) {
  store.savedOrder = theirs;
  const order = side === "mine" ? mine : theirs;
  order.forEach((clip, place) => Object.assign(clip, { position: place + 1 }));
  if (side === "mine") saveOrder(store, 0);
  store.changed();
}

function idsOf(clips) {
  return clips.map(({ id }) => id);
}
