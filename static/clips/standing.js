// How far a clip has come on its way: a candidate when it is made, shortlisted, chosen for the review.

export const SHOWN = {
  all: () => true,
  // A chosen clip has come further than the shortlist, so it is among these.
  shortlisted: (clip) => Boolean(clip.shortlisted) || isChosen(clip),
  chosen: isChosen,
};

export function isChosen(clip) {
  return clip.position !== null;
}

/** The clips of a filter. The one that is open stays in sight whatever it becomes. */
export function shownClips(clips, filter, open = null) {
  return clips.filter((clip) => SHOWN[filter](clip) || clip === open);
}

export function countsOf(clips) {
  return Object.fromEntries(Object.entries(SHOWN).map(([filter, shows]) => [filter, clips.filter(shows).length]));
}

/** Two to compare: the open one, or the first of the best; beside it the next one that came as far. */
export function pairOf(clips, open = null) {
  const best = [...clips].sort((one, other) => rank(other) - rank(one));
  const first = open ?? best[0];
  const second = best.find((clip) => clip !== first);
  return second ? [first, second] : null;
}

function rank(clip) {
  if (isChosen(clip)) return 1;
  return clip.shortlisted ? 2 : 0;
}
