// Keeping the picture of a frame, and letting it go. `thumb` is a small canvas with the picture, or nothing yet.

export const stillVerbs = {
  keepStill(frame, thumb = null) {
    const kept = this.stills.find((still) => still.frame === frame);
    if (kept) return kept;
    const still = { id: null, frame, thumb };
    this.insert(this.stills, still, "frame");
    this.save({
      of: still,
      request: () => ({ url: this.urls.stills, method: "POST", body: { frame } }),
      done: ({ id }) => Object.assign(still, { id }),
      refused: () => this.take(this.stills, still),
    });
    return still;
  },

  removeStill(still) {
    this.take(this.stills, still);
    this.save({ of: still, request: () => this.to("still", still, "", "DELETE") });
    this.notice("still_removed", () => this.keepStill(still.frame, still.thumb));
  },
};
