// Marking an instant, and taking the mark away.

export const momentVerbs = {
  mark(frame, note = "") {
    const moment = { id: null, frame, note };
    this.insert(this.moments, moment, "frame");
    this.save({
      request: () => ({ url: this.urls.moments, method: "POST", body: { frame: moment.frame, note } }),
      done: (answer) => Object.assign(moment, answer),
      refused: () => this.take(this.moments, moment),
    });
    return moment;
  },

  unmark(moment) {
    this.take(this.moments, moment);
    this.save({ request: () => this.to("moment", moment, "", "DELETE") });
    this.notice("moment_removed", () => {
      const again = this.mark(moment.frame, moment.note);
      for (const clip of this.clips) if (clip.moment === moment.id) clip.moment = again.id;
    });
  },
};
