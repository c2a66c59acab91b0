// One step back or on, and what other windows changed meanwhile.

export const historyVerbs = {
  undo() {
    return takeStep(this, "undo");
  },

  redo() {
    return takeStep(this, "redo");
  },

  /** Learn what the server has now. While something waits to be saved here, the next time will do. */
  async refresh() {
    if (this.saver.pending || this.saver.locked) return;
    const began = this.steps;
    const headers = { Accept: "application/json", ...(this.tag && { "If-None-Match": this.tag }) };
    const answer = await fetch(this.urls.marks, { headers, cache: "no-store" }).catch(() => null);
    if (answer?.status === 401 || answer?.redirected) this.saver.lock();
    if (!answer?.ok || answer.redirected || answer.status === 304) return;
    const marks = await answer.json();
    if (this.saver.pending || this.steps !== began) return;
    this.tag = answer.headers.get("ETag");
    this.merge(marks);
  },

  /** What stands on the server takes its place here; what is not saved yet stays as it was typed. */
  merge({ moments, clips, elsewhere, undo, redo }) {
    adopt(this.moments, moments, "frame", (moment) => ({ ...moment }));
    adopt(this.clips, clips, "in_frame", (clip) => ({ ...clip, unsaved: {} }));
    if (this.selected && !this.clips.includes(this.selected)) this.selected = null;
    const known = new Map(this.elsewhere.map((clip) => [clip.id, clip]));
    this.elsewhere = elsewhere.map((clip) => Object.assign(known.get(clip.id) ?? {}, clip));
    this.savedOrder = this.chosen;
    Object.assign(this, { next: { undo, redo } });
    this.changed();
  },
};

/** The same objects stay: rows and the open editor belong to them. */
function adopt(list, known, order, make) {
  const mine = new Map(list.map((item) => [item.id, item]));
  const unsent = list.filter(({ id, unsaved }) => id === null || Object.keys(unsaved ?? {}).length > 0);
  const now = known.map((item) => {
    const old = mine.get(item.id);
    return old ? Object.assign(old, item, old.unsaved) : make(item);
  });
  list.splice(0, list.length, ...now, ...unsent.filter((item) => !now.includes(item)));
  list.sort((one, other) => one[order] - other[order]);
}

async function takeStep(store, name) {
  if (!(await store.saver.settled())) {
    store.notice("not_undone");
    return;
  }
  store.save({
    whole: true,
    request: () => ({ url: store.urls[name], method: "POST" }),
    done: (marks) => {
      store.tag = null;
      store.merge(marks);
      store.selected = store.clips.find(({ id }) => id === marks.done.clip) ?? store.selected;
      store.dispatchEvent(new CustomEvent("said", { detail: marks.done.said }));
    },
    refused: (_status, { reasons = [] }) => {
      store.dispatchEvent(new CustomEvent("said", { detail: reasons.join(" ") }));
      store.stale();
    },
  });
}
