import assert from "node:assert/strict";
import { test } from "node:test";

import { rulerOf } from "../../static/clips/ruler.js";
import { nearestTarget, silencesOf, targetsOf } from "../../static/clips/snapping.js";
import { View } from "../../static/clips/view.js";
import { FrameTable } from "../../static/player/frames.js";
import { cellAt } from "../../static/player/strip.js";

const tenMinutes = new FrameTable({ timescale: 90000, count: 15000, step: 3600 }); // 25 fps
const viewOf = (frames, width = 1200) => Object.assign(new View(frames), { width });

test("the view keeps what is between two fingers where they are", () => {
  const view = viewOf(tenMinutes);
  view.zoom(10, 300);
  view.hold(300, 0.25);
  assert.deepEqual([view.start, view.end], [285, 345]);
  assert.equal(view.secondsOfPixels(600), 30);
});

test("the view knows what it shows, and turns the page only when it must", () => {
  const view = viewOf(tenMinutes);
  view.zoom(10, 300);
  assert.deepEqual([view.shows(270), view.shows(331), view.shows(0, 280), view.shows(0, 1)], [true, false, true, false]);
  assert.equal(view.follow(300), false);
  assert.equal(view.follow(400), true);
  assert.equal(view.place(400).toFixed(2), "0.08");
});

test("at the closest zoom the ruler has a line for each frame and figures far enough apart", () => {
  const view = viewOf(tenMinutes);
  view.zoom(1e9, 300);
  const { frames, ticks } = rulerOf(view);
  assert.equal(frames, true);
  assert.ok(ticks.length >= 50 && ticks.length <= 52);
  const figures = ticks.filter(({ text }) => text).map(({ text }) => Number(text.slice(1)));
  assert.ok(figures.includes(7500));
  assert.ok(figures.every((frame, place) => place === 0 || frame - figures[place - 1] === 5));
});

test("for the whole film the ruler has times", () => {
  const { frames, ticks } = rulerOf(viewOf(tenMinutes));
  assert.equal(frames, false);
  assert.deepEqual(ticks.slice(0, 3).map(({ text }) => text), ["0:00", "1:00", "2:00"]);
});

test("a pause is at least three tenths of a second of quiet between what is loud", () => {
  const loud = Array(40).fill(80);
  const peaks = [...loud, ...Array(10).fill(3), ...loud, ...Array(4).fill(0), ...loud];
  assert.deepEqual(silencesOf({ bin_ms: 50, peaks }), [[2, 2.5]]);
  assert.deepEqual(silencesOf({ bin_ms: 50, peaks: Array(100).fill(0) }), []);
  assert.deepEqual(silencesOf({ bin_ms: 50, peaks: [] }), []);
});

test("an edge snaps to moments, other clips, the playhead and the ends of a pause, not to its own clip", () => {
  const clip = { in_frame: 100, out_frame: 200 };
  const targets = targetsOf({
    clip, moments: [{ frame: 50 }], clips: [clip, { in_frame: 300, out_frame: 400 }],
    playhead: 7, silences: [[20, 21]], frames: tenMinutes,
  });
  assert.deepEqual(targets.map(({ frame, kind }) => [kind, frame]), [
    ["moment", 50], ["clip", 300], ["clip", 400], ["playhead", 7], ["silence", 500], ["silence", 525],
  ]);
});

test("the nearest target within reach wins, for whichever edge is nearer", () => {
  const targets = [{ frame: 100, kind: "moment" }, { frame: 210, kind: "clip" }];
  assert.deepEqual(nearestTarget([104], targets, tenMinutes, 0.2), { by: -4, target: targets[0] });
  assert.equal(nearestTarget([106], targets, tenMinutes, 0.2), null);
  assert.deepEqual(nearestTarget([104, 208], targets, tenMinutes, 0.2), { by: 2, target: targets[1] });
  assert.deepEqual(nearestTarget([100], targets, tenMinutes, 0), { by: 0, target: targets[0] });
});

test("the picture under the pointer is the one taken nearest to it", () => {
  const layout = { columns: 12, cell: [160, 90], frames: [0, 125, 250] };
  assert.deepEqual([0, 2.4, 2.6, 7.4, 7.6, 599].map((seconds) => cellAt(layout, tenMinutes, seconds)), [0, 0, 1, 1, 2, 2]);
});
