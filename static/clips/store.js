// The moments and clips of one film as this page knows them. Every change shows at once and is saved behind it.
//
// Events: `change` (something is different), `notice` (words for the person, perhaps with `undo`),
// `conflict` (a clip was changed in another window).

import { rangeAround } from "./ranges.js";

const TYPING = 700;

export class Store extends EventTarget {
  constructor(film, saver) {
    super();
    this.urls = film.urls;
    this.lead = film.lead;
    this.elsewhere = film.elsewhere;
    this.moments = film.moments;
    this.clips = film.clips.map((clip) => ({ ...clip, unsaved: {} }));
    this.saver = saver;
    this.frames = null;
    this.selected = null;
  }

  get chosen() {
    const chosen = [...this.elsewhere, ...this.clips.filter((clip) => clip.position !== null)];
    return chosen.sort((one, other) => one.position - other.position);
  }

  clipOf(moment) {
    return this.clips.find((clip) => clip.moment !== null && clip.moment === moment.id);
  }

  select(clip) {
    this.selected = clip;
    this.#changed();
  }

  mark(frame, note = "") {
    const moment = { id: null, frame, note };
    this.#insert(this.moments, moment, "frame");
    this.#save({
      request: () => ({ url: this.urls.moments, method: "POST", body: { frame: moment.frame, note } }),
      done: (answer) => Object.assign(moment, answer),
      refused: () => this.#take(this.moments, moment),
    });
    return moment;
  }

  unmark(moment) {
    this.#take(this.moments, moment);
    this.#save({ request: () => this.#to("moment", moment, "", "DELETE") });
    this.#notice("moment_removed", () => {
      const again = this.mark(moment.frame, moment.note);
      for (const clip of this.clips) if (clip.moment === moment.id) clip.moment = again.id;
    });
  }

  makeOf(moment) {
    const clip = this.#newClip(rangeAround(this.frames, moment.frame, this.lead));
    clip.moment = moment.id;
    this.#create(clip, () => ({ moment: moment.id }));
    return clip;
  }

  makeAt(frame) {
    const clip = this.#newClip(rangeAround(this.frames, frame, this.lead));
    this.#create(clip, () => ({ in_frame: clip.in_frame, out_frame: clip.out_frame }));
    return clip;
  }

  /** Change range, title or answer. What is typed is saved when the typing pauses. */
  change(clip, fields, { delay = TYPING } = {}) {
    Object.assign(clip, fields);
    clip.unsaved = { ...clip.unsaved, ...fields };
    this.#save({ key: clip, delay, ...this.#patch(clip) });
  }

  toggleTick(clip, principle, subject) {
    const matches = (tick) => tick.principle === principle && tick.subject === subject;
    const had = clip.ticks.some(matches);
    if (had) clip.ticks = clip.ticks.filter((tick) => !matches(tick));
    else clip.ticks.push({ principle, subject });
    this.#save({
      request: () => this.#to("clip", clip, `ticks/${principle}/${subject}/`, had ? "DELETE" : "PUT"),
      refused: () => this.#reload(clip),
    });
  }

  toggleChoice(clip) {
    const last = Math.max(0, ...this.chosen.map(({ position }) => position));
    const wanted = clip.position === null;
    clip.position = wanted ? last + 1 : null;
    this.#save({
      request: () => this.#to("clip", clip, "choice/", wanted ? "PUT" : "DELETE"),
      done: ({ position }) => Object.assign(clip, { position }),
      refused: () => this.#reload(clip),
    });
  }

  move(clip, by) {
    const order = this.chosen;
    const from = order.indexOf(clip);
    const to = Math.min(Math.max(from + by, 0), order.length - 1);
    if (from === to) return;
    order.splice(to, 0, ...order.splice(from, 1));
    order.forEach((each, place) => Object.assign(each, { position: place + 1 }));
    this.#save({
      key: "order",
      delay: TYPING,
      request: () => ({ url: this.urls.order, method: "PUT", body: { clips: this.chosen.map(({ id }) => id) } }),
    });
  }

  remove(clip) {
    this.#take(this.clips, clip);
    if (this.selected === clip) this.selected = null;
    this.#save({ request: () => this.#to("clip", clip, "", "DELETE") });
    this.#notice("clip_removed", () => this.#restore(clip));
  }

  /** After a conflict: take the other version, or put mine on top of it. */
  settle(clip, current, keep) {
    const mine = clip.unsaved;
    Object.assign(clip, current, { unsaved: {} });
    if (keep === "mine") this.change(clip, mine, { delay: 0 });
    this.#changed();
  }

  #patch(clip) {
    let sent = {};
    return {
      request: () => {
        sent = { ...clip.unsaved };
        if (Object.keys(sent).length === 0) return null;
        return this.#to("clip", clip, "", "PATCH", { version: clip.version, ...sent });
      },
      done: ({ version }) => {
        clip.version = version;
        for (const name of Object.keys(sent)) if (clip.unsaved[name] === sent[name]) delete clip.unsaved[name];
      },
      refused: (status, { current }) => {
        if (status === 409) this.dispatchEvent(new CustomEvent("conflict", { detail: { clip, current } }));
        else this.#reload(clip);
      },
    };
  }

  #create(clip, body) {
    this.#insert(this.clips, clip, "in_frame");
    this.selected = clip;
    this.#save({
      request: () => ({ url: this.urls.clips, method: "POST", body: body() }),
      // What was ticked or chosen meanwhile is on its way; the answer knows nothing of it.
      done: ({ id, version, moment, in_frame, out_frame }) =>
        Object.assign(clip, { id, version, moment, in_frame, out_frame }, clip.unsaved),
      refused: () => this.#take(this.clips, clip),
    });
  }

  #restore(clip) {
    const again = this.#newClip(clip);
    this.#create(again, () => ({ in_frame: clip.in_frame, out_frame: clip.out_frame }));
    if (clip.title || clip.answer) this.change(again, { title: clip.title, answer: clip.answer });
    for (const { principle, subject } of clip.ticks) this.toggleTick(again, principle, subject);
    if (clip.position !== null) this.toggleChoice(again);
  }

  async #reload(clip) {
    const answer = await fetch(this.#address("clip", clip.id), { headers: { Accept: "application/json" } });
    if (answer.ok) Object.assign(clip, await answer.json(), { unsaved: {} });
    this.#changed();
  }

  #newClip({ in_frame, out_frame }) {
    return {
      id: null, moment: null, in_frame, out_frame, title: "", answer: "", version: 1, position: null, ticks: [],
      unsaved: {},
    };
  }

  /** A request about something the server knows already; nothing when it never came to be. */
  #to(noun, { id }, part, method, body) {
    return id === null ? null : { url: this.#address(noun, id) + part, method, body };
  }

  #address(noun, id) {
    return this.urls[noun].replace("/0/", `/${id}/`);
  }

  #insert(list, item, order) {
    list.push(item);
    list.sort((one, other) => one[order] - other[order]);
  }

  #take(list, item) {
    const place = list.indexOf(item);
    if (place >= 0) list.splice(place, 1);
    this.#changed();
  }

  #save(change) {
    this.saver.add({
      ...change,
      done: (answer) => {
        change.done?.(answer);
        this.#changed();
      },
      refused: (status, body) => {
        change.refused?.(status, body);
        this.#changed();
      },
    });
    this.#changed();
  }

  #notice(words, undo) {
    this.dispatchEvent(new CustomEvent("notice", { detail: { words, undo } }));
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
