import assert from "node:assert/strict";
import { test } from "node:test";

import { dragged, rangeAround, rowsOf, secondsOf, withEdge } from "../../static/clips/ranges.js";
import { View } from "../../static/clips/view.js";
import { clock } from "../../static/player/clock.js";
import { FrameTable } from "../../static/player/frames.js";
import { nameOf } from "../../static/player/keys.js";

const frames = new FrameTable({ timescale: 90000, count: 1000, step: 3600 }); // 40 s at 25 fps

test("a clip reaches from 15 s before its moment to 10 s after, within the film", () => {
  assert.deepEqual(rangeAround(frames, 500, [15, 10]), { in_frame: 125, out_frame: 751 });
  assert.deepEqual(rangeAround(frames, 0, [15, 10]), { in_frame: 0, out_frame: 251 });
  assert.deepEqual(rangeAround(frames, 999, [15, 10]), { in_frame: 624, out_frame: 1000 });
});

test("an edge pushes the other along, so that a clip always has a frame", () => {
  const clip = { in_frame: 100, out_frame: 200 };
  assert.deepEqual(withEdge(clip, "in_frame", 90, 1000), { in_frame: 90, out_frame: 200 });
  assert.deepEqual(withEdge(clip, "in_frame", 250, 1000), { in_frame: 250, out_frame: 251 });
  assert.deepEqual(withEdge(clip, "out_frame", 50, 1000), { in_frame: 49, out_frame: 50 });
  assert.deepEqual(withEdge(clip, "out_frame", 5000, 1000), { in_frame: 100, out_frame: 1000 });
  assert.deepEqual(withEdge(clip, "in_frame", -5, 1000), { in_frame: 0, out_frame: 200 });
});

test("a clip moved as a whole keeps its length and stays within the film", () => {
  const clip = { in_frame: 100, out_frame: 200 };
  assert.deepEqual(dragged(clip, "whole", 30, 1000), { in_frame: 130, out_frame: 230 });
  assert.deepEqual(dragged(clip, "whole", -500, 1000), { in_frame: 0, out_frame: 100 });
  assert.deepEqual(dragged(clip, "whole", 5000, 1000), { in_frame: 900, out_frame: 1000 });
  assert.deepEqual(dragged(clip, "out_frame", 30, 1000), { in_frame: 100, out_frame: 230 });
});

test("the length of a clip is that of its frames", () => {
  assert.equal(secondsOf(frames, { in_frame: 0, out_frame: 250 }), 10);
  assert.equal(secondsOf(frames, { in_frame: 999, out_frame: 1000 }).toFixed(3), "0.040");
});

test("clips that overlap lie in rows of their own", () => {
  const clips = [[0, 100], [50, 150], [100, 200], [120, 300]];
  assert.deepEqual(rowsOf(clips.map(([in_frame, out_frame]) => ({ in_frame, out_frame }))), [0, 1, 0, 2]);
});

test("the time line zooms round a place and stays within the film", () => {
  const view = new View(frames);
  view.width = 800;
  view.zoom(4, 20);
  assert.deepEqual([view.start, view.span], [15, 10]);
  assert.equal(view.place(20), 0.5);
  view.pan(100);
  assert.equal(view.end, 40);
  view.zoom(1e9, 40);
  assert.equal(Math.round(view.pixelsPerFrame), 24);
  view.all();
  assert.ok(view.whole);
});

test("times read as minutes and seconds", () => {
  const read = [0, 9.96, 59.99, 61, 3600].map((seconds) => clock(seconds));
  assert.deepEqual(read, ["0:00", "0:09", "0:59", "1:01", "1:00:00"]);
  assert.equal(clock(61.25, { tenths: true }), "1:01.2");
});

test("keys are known by their letter, digits by their place", () => {
  assert.equal(nameOf({ key: "M", code: "KeyM", shiftKey: false }), "m");
  assert.equal(nameOf({ key: "I", code: "KeyI", shiftKey: true }), "Shift+i");
  assert.equal(nameOf({ key: '"', code: "Digit2", shiftKey: true }), "Shift+2");
  assert.equal(nameOf({ key: "?", code: "Slash", shiftKey: true }), "?");
  assert.equal(nameOf({ key: "+", code: "Equal", shiftKey: true }), "+");
  assert.equal(nameOf({ key: "z", code: "KeyZ", ctrlKey: true, shiftKey: false }), "Ctrl+z");
});

test("signs of other keyboards are known by what they type", () => {
  const altGraph = { altKey: true, ctrlKey: true, getModifierState: (name) => name === "AltGraph" };
  assert.equal(nameOf({ key: "[", code: "Digit8", ...altGraph }), "["); // German
  assert.equal(nameOf({ key: "&", code: "Digit1", shiftKey: false }), "1"); // French
  assert.equal(nameOf({ key: ".", code: "Comma", shiftKey: true }), "."); // French
  assert.equal(nameOf({ key: ">", code: "IntlBackslash", shiftKey: true }), ">"); // German
  assert.equal(nameOf({ key: "ö", code: "Semicolon", shiftKey: true }), "Shift+ö");
});
