import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.window = { addEventListener() {}, location: { href: "/footage/1/studio/" } };
globalThis.document = { getElementById: () => ({ addEventListener() {} }) };
const { Saver } = await import("../../static/cases/saver.js");
const { Store } = await import("../../static/clips/store.js");
const { rowsOf } = await import("../../static/clips/conflict.js");
const { stepOf } = await import("../../static/clips/steps.js");

const clipOf = (id, more = {}) => ({
  id, moment: null, in_frame: id * 10, out_frame: id * 10 + 5, title: `Clip ${id}`, answer: "", shortlisted: false,
  before_seconds: 0, turns: [], version: 1, position: null, ticks: [], ...more,
});
const urls = { clip: "/clips/0/", order: "/order/", marks: "/marks/", undo: "/undo/", redo: "/redo/", clips: "/clips/" };
const json = (status, body, headers = {}) => ({
  status, ok: status < 300, redirected: false, json: async () => body,
  headers: new Headers({ "Content-Type": "application/json", ...headers }),
});
const soon = (ms = 20) => new Promise((done) => setTimeout(done, ms));

/** A store of three clips whose server answers by address, and the requests it saw. */
function page(answers, clips = [clipOf(1), clipOf(2), clipOf(3)]) {
  const asked = [];
  globalThis.fetch = async (url, { method = "GET", body } = {}) => {
    asked.push([method, url, body && JSON.parse(body)]);
    return answers[`${method} ${url}`] ?? json(304, null);
  };
  const store = new Store({ urls, moments: [], clips, elsewhere: [], lead: [15, 10], undo: null, redo: null },
    new Saver({ token: "x", onStatus() {} }));
  const conflicts = [];
  store.addEventListener("conflict", ({ detail }) => conflicts.push(detail));
  return { store, asked, conflicts };
}

test("what another window changed arrives here, and what is not saved yet stays as it was typed", () => {
  const { store } = page({});
  const [one, two, three] = store.clips;
  one.unsaved = { title: "Typed" };
  one.title = "Typed";
  store.selected = three;
  const marks = { moments: [{ id: 7, frame: 5, note: "", version: 1 }], elsewhere: [], undo: "Undo: x", redo: null };
  store.merge({ ...marks, clips: [clipOf(1, { title: "Theirs", answer: "Yes" }), clipOf(2, { position: 1 }), clipOf(4)] });
  assert.deepEqual(store.clips.map(({ id }) => id), [1, 2, 4]);
  assert.equal(store.clips[0], one); // the same objects: an open editor keeps its clip
  assert.deepEqual([one.title, one.answer, two.position, store.selected], ["Typed", "Yes", 1, null]);
  assert.deepEqual([store.moments.length, store.savedOrder, store.next.undo], [1, [two], "Undo: x"]);
});

test("an answer that was asked for before a change is not believed", async () => {
  const marks = { moments: [], clips: [], elsewhere: [], undo: null, redo: null };
  const { store } = page({ "GET /marks/": json(200, marks), "PATCH /clips/1/": json(200, { version: 2 }) });
  const asking = store.refresh();
  store.change(store.clips[0], { title: "New" });
  await asking;
  assert.equal(store.clips.length, 3);
  store.saver.flush();
  await soon();
});

for (const [side, sent] of [["mine", { version: 5, title: "Mine" }], ["theirs", null]]) {
  test(`of two versions ${side} is kept`, async () => {
    const current = clipOf(1, { title: "Theirs", version: 5 });
    const { store, asked, conflicts } = page({ "PATCH /clips/1/": json(409, { reasons: ["No."], current }) });
    store.change(store.clips[0], { title: "Mine" }, { delay: 0 });
    await soon();
    assert.deepEqual([conflicts[0].mine.title, conflicts[0].theirs.title, store.clips[0].title], ["Mine", "Theirs", "Mine"]);
    conflicts[0].keep(side);
    await soon();
    const patches = asked.filter(([method]) => method === "PATCH").map(([, , body]) => body);
    assert.deepEqual(patches.slice(1), sent ? [sent] : []);
    if (side === "theirs") assert.equal(store.clips[0].title, "Theirs");
  });
}

test("what was saved although the answer was lost is no conflict", async () => {
  const current = clipOf(1, { title: "Mine", version: 2 });
  const { store, conflicts } = page({ "PATCH /clips/1/": json(409, { reasons: ["No."], current }) });
  store.change(store.clips[0], { title: "Mine" }, { delay: 0 });
  await soon();
  assert.deepEqual([conflicts, store.clips[0].version, store.clips[0].unsaved], [[], 2, {}]);
});

test("a clip that was changed elsewhere is not removed unseen", async () => {
  const current = clipOf(1, { title: "Theirs", version: 2 });
  const { store, asked, conflicts } = page({ "DELETE /clips/1/": json(409, { reasons: ["No."], current }) });
  store.remove(store.clips[0]);
  await soon();
  assert.deepEqual([asked[0][2], conflicts[0].mine], [{ version: 1 }, null]);
  conflicts[0].keep("theirs");
  assert.deepEqual(store.clips.map(({ title }) => title), ["Theirs", "Clip 2", "Clip 3"]);
});

test("a clip that was removed elsewhere is made again with all that was typed", async () => {
  const made = clipOf(9, { in_frame: 10, out_frame: 15 });
  const answers = { "PATCH /clips/1/": json(404, {}), "POST /clips/": json(201, made), "PATCH /clips/9/": json(200, made) };
  const { store, asked, conflicts } = page(answers);
  store.change(store.clips[0], { answer: "Typed" }, { delay: 0 });
  await soon();
  assert.equal(conflicts[0].theirs, null);
  conflicts[0].keep("mine");
  store.saver.flush();
  await soon();
  const [, , body] = asked.find(([method, url]) => method === "PATCH" && url === "/clips/9/");
  assert.deepEqual([body.title, body.answer], ["Clip 1", "Typed"]);
});

test("an order says from which one it was made, and both orders are shown", async () => {
  const chosen = [clipOf(1, { position: 1 }), clipOf(2, { position: 2 }), clipOf(3, { position: 3 })];
  const { store, asked, conflicts } = page({ "PUT /order/": json(409, { reasons: ["No."], current: { order: [2, 1, 3] } }) }, chosen);
  store.move(store.clips[2], -2);
  store.saver.flush();
  await soon();
  assert.deepEqual(asked[0][2], { clips: [3, 1, 2], known: [1, 2, 3] });
  const ids = (clips) => clips.map(({ id }) => id);
  assert.deepEqual([ids(conflicts[0].mine.order), ids(conflicts[0].theirs.order)], [[3, 1, 2], [2, 1, 3]]);
  conflicts[0].keep("mine");
  await soon();
  assert.deepEqual(asked.filter(([method]) => method === "PUT")[1][2], { clips: [3, 1, 2], known: [2, 1, 3] });
});

test("undo saves what waits first, then shows what the server says", async () => {
  const done = { said: "Undone: changing a clip.", clip: 2 };
  const marks = { moments: [], clips: [clipOf(2)], elsewhere: [], undo: null, redo: "Redo: x", done };
  const { store, asked } = page({ "PATCH /clips/1/": json(200, { version: 2 }), "POST /undo/": json(200, marks) });
  const said = [];
  store.addEventListener("said", ({ detail }) => said.push(detail));
  store.change(store.clips[0], { title: "New" });
  store.undo();
  await soon();
  assert.deepEqual(asked.slice(0, 2).map(([method, url]) => `${method} ${url}`), ["PATCH /clips/1/", "POST /undo/"]);
  assert.deepEqual([store.clips.length, store.selected.id, said, store.next.redo], [1, 2, ["Undone: changing a clip."], "Redo: x"]);
});

test("both versions are told field by field, and a removed side in one word", () => {
  const say = (name, fields) => (fields ? String(fields[name] ?? `${fields.in_frame}-${fields.out_frame}`) : "Removed");
  const theirs = { title: "B", answer: "same", in_frame: 1, out_frame: 5 };
  assert.deepEqual(rowsOf({ ...theirs, title: "A", out_frame: 9 }, theirs, say), [["title", "A", "B"], ["range", "1-9", "1-5"]]);
  assert.deepEqual(rowsOf(null, { title: "B", answer: "" }, say), [["title", "Removed", "B"]]);
});

for (const [keys, step] of [
  [{ ctrlKey: true, key: "z" }, "undo"], [{ metaKey: true, key: "z" }, "undo"],
  [{ ctrlKey: true, shiftKey: true, key: "Z" }, "redo"], [{ metaKey: true, shiftKey: true, key: "Z" }, "redo"],
  [{ ctrlKey: true, key: "y" }, "redo"], [{ key: "z" }, null], [{ ctrlKey: true, altKey: true, key: "z" }, null],
]) {
  test(`${JSON.stringify(keys)} means ${step}`, () => assert.equal(stepOf(keys), step));
}
