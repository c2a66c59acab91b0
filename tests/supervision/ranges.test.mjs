import assert from "node:assert/strict";
import { test } from "node:test";

import { NOTHING, beginAt, endAt, isWhole } from "../../static/supervision/ranges.js";

test("a stretch begins, ends with the frame on the screen, and is then whole", () => {
  const begun = beginAt(NOTHING, 40);
  assert.deepEqual([begun, isWhole(begun)], [{ start: 40, end: null }, false]);
  const whole = endAt(begun, 60);
  assert.deepEqual([whole, isWhole(whole)], [{ start: 40, end: 61 }, true]);
});

test("an end before the beginning changes places with it", () => {
  assert.deepEqual(endAt({ start: 40, end: null }, 30), { start: 30, end: 41 });
  assert.deepEqual(endAt({ start: 40, end: null }, 40), { start: 40, end: 41 });
});

test("a new beginning keeps an end that still comes after it", () => {
  assert.deepEqual(beginAt({ start: 40, end: 61 }, 50), { start: 50, end: 61 });
  assert.deepEqual(beginAt({ start: 40, end: 61 }, 61), { start: 61, end: null });
});

test("nothing ends that has not begun", () => {
  assert.deepEqual(endAt(NOTHING, 30), NOTHING);
});
