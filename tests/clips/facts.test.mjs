// What is said about a clip, as the page reckons it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { chainWords, frameBefore, movedTurn, nextTurn, toggled, turnWords } from "../../static/clips/facts.js";
import { FrameTable } from "../../static/player/frames.js";

const PEOPLE = [{ id: 1, name: "Juniper" }, { id: 2, name: "Robin" }, { id: 3, name: "Jay" }];
const WORDS = {
  turn: "{who}: {kind}", turn_by: "{who}: {kind} by {channel}",
  kind_initiative: "initiative", kind_reception: "reception", kind_response: "response", channel_sound: "sound",
};
const tick = (principle, subject = 1) => ({ principle, subject });
const turn = (person, kind, channel = "") => ({ person, kind, channel, frame: null });

test("a descriptor brings its principle, once", () => {
  assert.deepEqual(toggled([], "receive.face", 1), [tick("receive"), tick("receive.face")]);
  assert.deepEqual(toggled([tick("receive")], "receive.face", 1), [tick("receive"), tick("receive.face")]);
  assert.deepEqual(toggled([tick("receive", 2)], "receive", 1), [tick("receive", 2), tick("receive")]);
});

test("a principle takes its own descriptors of this person and nothing else", () => {
  const ticks = [tick("receive"), tick("receive.face"), tick("receive.face", 2), tick("guide"), tick("guide.doses")];
  assert.deepEqual(toggled(ticks, "receive", 1), ticks.slice(2));
  assert.deepEqual(toggled(ticks, "receive.face", 1), [ticks[0], ...ticks.slice(2)]);
});

test("turns alternate between the two people and between initiative and reception", () => {
  const chain = [];
  for (let count = 0; count < 4; count += 1) chain.push(nextTurn(chain, PEOPLE, count));
  assert.deepEqual(chain.map(({ person, kind, frame }) => [person, kind, frame]), [
    [1, "initiative", 0], [2, "reception", 1], [1, "initiative", 2], [2, "reception", 3],
  ]);
});

test("after a response comes a reception, of the person before or of whoever else is there", () => {
  const next = (turns, people) => {
    const { person, kind } = nextTurn(turns, people, null);
    return [person, kind];
  };
  assert.deepEqual(next([turn(3, "initiative"), turn(1, "reception"), turn(1, "response")], PEOPLE), [3, "reception"]);
  assert.deepEqual(next([turn(1, "initiative")], PEOPLE.slice(0, 1)), [1, "reception"]);
});

test("a turn moves among the others", () => {
  const chain = [turn(1, "initiative"), turn(2, "reception"), turn(3, "initiative")];
  assert.deepEqual(movedTurn(chain, 2, -1), [chain[0], chain[2], chain[1]]);
  assert.deepEqual(movedTurn(chain, 0, 1), [chain[1], chain[0], chain[2]]);
});

test("a chain reads as a sentence, also where the channel is not said or somebody is no longer there", () => {
  const chain = [turn(1, "initiative", "sound"), turn(2, "reception")];
  assert.equal(chainWords(chain, PEOPLE, WORDS), "Juniper: initiative by sound → Robin: reception");
  assert.equal(chainWords([], PEOPLE, WORDS), "");
  assert.equal(turnWords(turn(9, "response"), PEOPLE, WORDS), ": response");
});

test("what came just before begins no earlier than the film", () => {
  const frames = new FrameTable({ timescale: 90000, count: 1000, step: 3600 });
  for (const [in_frame, before_seconds, expected] of [
    [600, 0, 600], [600, 5, 475], [600, 20, 100], [500, 20, 0], [499, 20, 0], [124, 5, 0], [0, 20, 0],
  ]) assert.equal(frameBefore(frames, { in_frame, before_seconds }), expected);
});
