// Which clips are chosen for the shared review, and in which order they will be shown.

import { TYPING } from "./clips.js";

export const choiceVerbs = {
  toggleChoice(clip) {
    const last = Math.max(0, ...this.chosen.map(({ position }) => position));
    const wanted = clip.position === null;
    clip.position = wanted ? last + 1 : null;
    this.save({
      request: () => this.to("clip", clip, "choice/", wanted ? "PUT" : "DELETE"),
      done: ({ position }) => Object.assign(clip, { position }),
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
    this.save({
      key: "order",
      delay: TYPING,
      request: () => ({ url: this.urls.order, method: "PUT", body: { clips: this.chosen.map(({ id }) => id) } }),
    });
  },
};
