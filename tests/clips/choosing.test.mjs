import assert from "node:assert/strict";
import { test } from "node:test";

import { placeAt, wayOf } from "../../static/clips/sorting.js";
import { countsOf, pairOf, shownClips } from "../../static/clips/standing.js";

const candidate = { id: 1, shortlisted: false, position: null };
const shortlisted = { id: 2, shortlisted: true, position: null };
const chosen = { id: 3, shortlisted: false, position: 1 };
const both = { id: 4, shortlisted: true, position: 2 };
const clips = [candidate, shortlisted, chosen, both];

test("a chosen clip is among the shortlisted, and a candidate only among all", () => {
  assert.deepEqual(shownClips(clips, "all"), clips);
  assert.deepEqual(shownClips(clips, "shortlisted"), [shortlisted, chosen, both]);
  assert.deepEqual(shownClips(clips, "chosen"), [chosen, both]);
  assert.deepEqual(countsOf(clips), { all: 4, shortlisted: 3, chosen: 2 });
});

test("the open clip stays in sight whatever the filter", () => {
  assert.deepEqual(shownClips(clips, "chosen", candidate), [candidate, chosen, both]);
});

test("the shortlisted are compared first, then the chosen, and the open one with the best of the others", () => {
  assert.deepEqual(pairOf(clips), [shortlisted, chosen]);
  assert.deepEqual(pairOf(clips, candidate), [candidate, shortlisted]);
  assert.deepEqual(pairOf(clips, shortlisted), [shortlisted, chosen]);
  assert.deepEqual(pairOf([candidate, chosen]), [chosen, candidate]);
  assert.equal(pairOf([candidate], candidate), null);
});

test("a row takes the place of those whose middle it has passed", () => {
  const middles = [20, 60, 100, 140];
  const places = (from, ...heights) => heights.map((y) => placeAt(y, middles, from));
  assert.deepEqual(places(0, -50, 20, 59, 61, 99, 101, 500), [0, 0, 0, 1, 1, 2, 3]);
  assert.deepEqual(places(3, 500, 140, 101, 99, 61, 59, -50), [3, 3, 3, 2, 2, 1, 0]);
  assert.deepEqual(places(1, 15, 25, 60, 95, 105), [0, 1, 1, 1, 2]);
});

test("only the rows between the old and the new place give way", () => {
  assert.deepEqual([0, 1, 2, 3].map((place) => wayOf(place, 0, 2)), [0, -1, -1, 0]);
  assert.deepEqual([0, 1, 2, 3].map((place) => wayOf(place, 3, 1)), [0, 1, 1, 0]);
  assert.deepEqual([0, 1, 2, 3].map((place) => wayOf(place, 1, 1)), [0, 0, 0, 0]);
});
