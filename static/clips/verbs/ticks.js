// A principle seen in a clip, and in whose behaviour.

export const tickVerbs = {
  toggleTick(clip, principle, subject) {
    const matches = (tick) => tick.principle === principle && tick.subject === subject;
    const had = clip.ticks.some(matches);
    if (had) clip.ticks = clip.ticks.filter((tick) => !matches(tick));
    else clip.ticks.push({ principle, subject });
    this.save({
      request: () => this.to("clip", clip, `ticks/${principle}/${subject}/`, had ? "DELETE" : "PUT"),
      refused: () => this.reload(clip),
    });
  },
};
