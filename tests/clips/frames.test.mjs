import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { FrameTable } from "../../static/player/frames.js";

const cases = JSON.parse(readFileSync(new URL("../frame_cases.json", import.meta.url)));
const tables = Object.fromEntries(
  Object.entries(cases.tables).map(([name, json]) => [name, new FrameTable(json)]),
);

test("each frame has its time", () => {
  for (const [name, times] of cases.times) assert.deepEqual([...tables[name].ticks], times, name);
});

test("a frame is sought in its middle", () => {
  for (const [name, frame, seconds] of cases.seek_times) {
    assert.ok(Math.abs(tables[name].seekTime(frame) - seconds) < 1e-9, `${name} ${frame}`);
  }
});

test("a media time belongs to the last frame that begins at most a millisecond after it", () => {
  for (const [name, seconds, frame] of cases.index_at) {
    assert.equal(tables[name].indexAt(seconds), frame, `${name} at ${seconds}`);
  }
});

test("the last frame lasts as long as the one before it", () => {
  for (const [name, ms] of cases.durations_ms) assert.equal(Math.round(tables[name].duration * 1000), ms, name);
});

test("every frame is found again at the time it is sought at", () => {
  for (const table of Object.values(tables)) {
    for (let frame = 0; frame < table.count; frame += 1) assert.equal(table.indexAt(table.seekTime(frame)), frame);
  }
});

test("a wish outside the film is its first or last frame", () => {
  assert.equal(tables.variable.seekTime(-3), tables.variable.seekTime(0));
  assert.equal(tables.variable.seekTime(99), tables.variable.seekTime(5));
});
