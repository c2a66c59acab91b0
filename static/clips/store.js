// The moments and clips of one film as this page knows them. Every change shows at once and is saved behind it.
//
// What can be done with them stands in `verbs/`, one module for each noun; each verb is a method of the store.
// Events: `change` (something is different), `acted` (somebody did something here), `notice` (words for the person,
// perhaps with `undo`), `said` (a sentence of the server), `conflict` (something was changed in another window).

import { choiceVerbs } from "./verbs/choice.js";
import { clipVerbs } from "./verbs/clips.js";
import { historyVerbs } from "./verbs/history.js";
import { momentVerbs } from "./verbs/moments.js";
import { stillVerbs } from "./verbs/stills.js";
import { tickVerbs } from "./verbs/ticks.js";

const LEARN = 400;

export class Store extends EventTarget {
  constructor(film, saver) {
    super();
    this.urls = film.urls;
    this.lead = film.lead;
    this.elsewhere = film.elsewhere;
    this.people = film.people;
    this.moments = film.moments;
    this.stills = film.stills;
    this.clips = film.clips.map((clip) => ({ ...clip, unsaved: {} }));
    this.saver = saver;
    this.frames = null;
    this.selected = null;
    this.savedOrder = this.chosen; // as the server has it: what a new order is made from
    this.next = { undo: film.undo, redo: film.redo };
    this.steps = 0;
    this.tag = null;
    saver.onIdle = () => this.#learnSoon();
  }

  get chosen() {
    const chosen = [...this.elsewhere, ...this.clips.filter((clip) => clip.position !== null)];
    return chosen.sort((one, other) => one.position - other.position);
  }

  clipOf(moment) {
    const isOf = (clip) => (clip.id === null && clip.after === moment) || (clip.moment !== null && clip.moment === moment.id);
    return this.clips.find(isOf);
  }

  select(clip) {
    this.selected = clip;
    this.changed();
  }

  /** For verbs: a change for the saver, and drawing when it is answered. */
  save(change) {
    this.steps += 1;
    this.next = { undo: this.next.undo ?? "", redo: null };
    this.dispatchEvent(new Event("acted"));
    this.saver.add({
      ...change,
      of: change.of?.after ?? change.of,
      done: (answer) => {
        change.done?.(answer);
        this.changed();
      },
      refused: (status, body) => {
        const wasSaved = change.refused?.(status, body);
        this.changed();
        return wasSaved;
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
    if (this.selected === item) this.selected = null;
    this.changed();
  }

  /** What is here may not be what the server has: all of it is asked for once nothing is left to save. */
  stale() {
    this.tag = null;
    if (!this.saver.pending) this.#learnSoon();
  }

  /** `{ mine, theirs, keep(side) }`; a side that was removed is null. */
  conflict(detail) {
    this.dispatchEvent(new CustomEvent("conflict", { detail }));
  }

  notice(words, undo) {
    this.dispatchEvent(new CustomEvent("notice", { detail: { words, undo } }));
  }

  changed() {
    this.dispatchEvent(new Event("change"));
  }

  #learnSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), LEARN);
  }
}

Object.assign(Store.prototype, momentVerbs, clipVerbs, tickVerbs, choiceVerbs, historyVerbs, stillVerbs);
