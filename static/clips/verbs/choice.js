// Which clips are chosen for the shared review, and in which order they will be shown.

import { TYPING } from "./clips.js";

export const choiceVerbs = {
  toggleChoice(clip) {
    const last = Math.max(0, ...this.chosen.map(({ position }) => position));
    const wanted = clip.position === null;
    clip.position = wanted ? last + 1 : null;
    this.save({
      request: () => this.to("clip", clip, "choice/", wanted ? "PUT" : "DELETE"),
      done: ({ position }) => {
        clip.position = position;
        this.savedOrder = this.savedOrder.filter((each) => each !== clip);
        if (wanted) this.savedOrder.push(clip);
      },
      refused: () => this.reload(clip),
    });
  },

  move(clip, by) {
    const order = this.chosen;
    const from = order.indexOf(clip);
    const to = Math.min(Math.max(from + by, 0), order.length - 1);
    if (from === to) return;
    order.splice(to, 0, ...order.splice(from, 1));
    order.forEach((each, place) => Object.assign(each, { position: place + 1 }));
    let sent = [];
    this.save({
      key: "order",
      delay: TYPING,
      request: () => {
        sent = this.chosen;
        return { url: this.urls.order, method: "PUT", body: { clips: idsOf(sent), known: idsOf(this.savedOrder) } };
      },
      done: () => (this.savedOrder = sent),
    });
  },
};

function idsOf(clips) {
  return clips.map(({ id }) => id);
}
