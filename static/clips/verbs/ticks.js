// A principle seen in a clip, or one of its descriptors, and in whose behaviour.

import { toggled } from "../facts.js";

export const tickVerbs = {
  toggleTick(clip, principle, subject) {
    const had = clip.ticks.some((tick) => tick.principle === principle && tick.subject === subject);
    clip.ticks = toggled(clip.ticks, principle, subject);
    this.save({
      of: clip,
      request: () => this.to("clip", clip, `ticks/${principle}/${subject}/`, had ? "DELETE" : "PUT"),
      refused: () => this.stale(),
    });
  },
};
