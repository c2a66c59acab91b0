// The moments and clips of one film as this page knows them. Every change shows at once and is saved behind it.
//
// What can be done with them stands in `verbs/`, one module for each noun; each verb is a method of the store.
// Events: `change` (something is different), `notice` (words for the person, perhaps with `undo`),
// `conflict` (a clip was changed in another window).

import { choiceVerbs } from "./verbs/choice.js";
import { clipVerbs } from "./verbs/clips.js";
import { momentVerbs } from "./verbs/moments.js";
import { tickVerbs } from "./verbs/ticks.js";

export class Store extends EventTarget {
  constructor(film, saver) {
    super();
    this.urls = film.urls;
    this.lead = film.lead;
    this.elsewhere = film.elsewhere;
    this.people = film.people;
    this.moments = film.moments;
    this.clips = film.clips.map((clip) => ({ ...clip, unsaved: {} }));
    this.saver = saver;
    this.frames = null;
    this.selected = null;
    this.savedOrder = this.chosen; // as the server has it: what a new order is made from
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
    this.changed();
  }

  /** For verbs: a change for the saver, and drawing when it is answered. */
  save(change) {
    this.saver.add({
      ...change,
      done: (answer) => {
        change.done?.(answer);
        this.changed();
      },
      refused: (status, body) => {
        change.refused?.(status, body);
        this.changed();
      },
    });
    this.changed();
  }

  /** For verbs: a request about something the server knows already; nothing when it never came to be. */
  to(noun, { id }, part, method, body) {
    return id === null ? null : { url: this.address(noun, id) + part, method, body };
  }

  address(noun, id) {
    return this.urls[noun].replace("/0/", `/${id}/`);
  }

  insert(list, item, order) {
    list.push(item);
    list.sort((one, other) => one[order] - other[order]);
  }

  take(list, item) {
    const place = list.indexOf(item);
    if (place >= 0) list.splice(place, 1);
    this.changed();
  }

  /** What the server holds of this clip takes the place of what is here. */
  async reload(clip) {
    const answer = await fetch(this.address("clip", clip.id), { headers: { Accept: "application/json" } });
    if (answer.ok) Object.assign(clip, await answer.json(), { unsaved: {} });
    this.changed();
  }

  notice(words, undo) {
    this.dispatchEvent(new CustomEvent("notice", { detail: { words, undo } }));
  }

  changed() {
    this.dispatchEvent(new Event("change"));
  }
}

Object.assign(Store.prototype, momentVerbs, clipVerbs, tickVerbs, choiceVerbs);
