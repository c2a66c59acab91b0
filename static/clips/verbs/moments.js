// Marking an instant, and taking the mark away.

export const momentVerbs = {
  mark(frame, note = "") {
    const moment = { id: null, frame, note };
    this.insert(this.moments, moment, "frame");
    this.save({
      of: moment,
      request: () => ({ url: this.urls.moments, method: "POST", body: { frame: moment.frame, note } }),
      done: (answer) => Object.assign(moment, answer),
      refused: () => this.take(this.moments, moment),
    });
    return moment;
  },

  unmark(moment) {
    this.take(this.moments, moment);
    this.saver.flush();
    this.save({
      of: moment,
      request: () => this.to("moment", moment, "", "DELETE", { version: moment.version }),
      refused: (status, { current }) => {
        if (status === 409) this.conflict({ mine: null, theirs: current, keep: (side) => decide(this, moment, current, side) });
        else this.stale();
      },
    });
    this.notice("moment_removed", () => this.undo());
  },
};

/** Removed here and changed elsewhere. */
function decide(store, moment, current, side) {
  Object.assign(moment, current);
  if (side === "mine") {
    store.save({ of: moment, request: () => store.to("moment", moment, "", "DELETE", { version: moment.version }) });
  } else {
    store.insert(store.moments, moment, "frame");
    store.stale();
  }
}
