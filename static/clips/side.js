// Beside the film: the clips, one of them open to work on, the moments, and what is chosen for the review.

import { ChosenList } from "./chosen_list.js";
import { ClipList } from "./clip_list.js";
import { Compare } from "./compare.js";
import { Editor } from "./editor.js";
import { MomentList } from "./moment_list.js";
import { announce } from "./signs.js";
import { StillList } from "./still_list.js";
import { isChosen } from "./standing.js";

export class Side {
  constructor({ player, store, words, guidance, isReview, line }) {
    Object.assign(this, { player, store, words, guidance, isReview, line, frames: player.frames });
    this.editor = new Editor(this);
    this.clips = new ClipList(this);
    this.moments = new MomentList(this);
    this.chosen = new ChosenList(this);
    this.stills = new StillList(this);
    this.compare = new Compare(this, store.urls);
    store.addEventListener("change", () => this.draw());
  }

  nameOf(clip) {
    const place = this.store.clips.indexOf(clip);
    return clip.title || (place < 0 ? this.words.other_film : this.words.clip.replace("{number}", place + 1));
  }

  draw() {
    for (const part of [this.clips, this.moments, this.chosen, this.stills]) part.draw();
    for (const hint of document.querySelectorAll("[data-empty]")) {
      hint.hidden = this[hint.dataset.empty].element.childElementCount > 0;
    }
    document.querySelector("[data-empty=clips]").hidden = this.store.clips.length > 0;
  }

  /** Open a clip and show where it begins. */
  show(clip, { scroll = false } = {}) {
    this.store.select(clip);
    this.player.show(clip.in_frame);
    this.line.reveal(clip);
    if (scroll) this.clips.rows.of(clip)?.scrollIntoView({ block: "nearest" });
  }

  shortlist(clip) {
    this.store.change(clip, { shortlisted: !clip.shortlisted }, { delay: 0 });
    this.#say(clip.shortlisted ? "is_shortlisted" : "is_candidate", clip);
  }

  /** A film of a review is for supervision: nothing of it is shown to the family. */
  choose(clip) {
    if (this.isReview) return;
    this.store.toggleChoice(clip);
    this.#say(isChosen(clip) ? "is_chosen" : "is_not_chosen", clip);
  }

  #say(words, clip) {
    announce(this.words[words].replace("{title}", this.nameOf(clip)));
  }
}
