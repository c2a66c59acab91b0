import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.window = { addEventListener() {}, location: { href: "/footage/1/studio/" } };
const { Saver } = await import("../../static/cases/saver.js");

const html = (status, more = {}) => ({ status, ok: false, redirected: false, headers: new Headers(), ...more });

const saved = { status: 204, ok: true, redirected: false, headers: new Headers() };
const soon = () => new Promise((done) => setTimeout(done, 20));

const signedOut = {
  "the server says 401": html(401),
  "the server leads to the sign-in page": html(200, { ok: true, redirected: true }),
  "the token is too old": html(403),
};

for (const [name, answer] of Object.entries(signedOut)) {
  test(`nothing is lost when ${name}`, async () => {
    let asked = 0;
    globalThis.fetch = async () => ((asked += 1), answer);
    const told = [];
    const saver = new Saver({ token: "x", onStatus: (status) => told.push(status), onSignedOut: () => told.push("lock") });
    saver.add({ request: () => ({ url: "/clips/1/", method: "PATCH", body: {} }), refused: () => void told.push("given up") });
    await soon();
    assert.deepEqual([told, saver.pending], [["saving", "signed_out", "lock"], true]);
    saver.flush();
    await soon();
    assert.equal(asked, 1); // nothing is sent again under a name that is not known
    globalThis.fetch = async (_url, { headers }) => (told.push(headers["X-CSRFToken"]), saved);
    saver.unlock("y");
    await soon();
    assert.deepEqual([told.slice(-2), saver.pending], [["y", "saved"], false]);
  });
}

for (const [status, accepted] of [[204, true], [409, false]]) {
  test(`whoever waits is told ${accepted} when the answer is ${status}, and the sign says the same`, async () => {
    globalThis.fetch = async () => ({ status, ok: accepted, redirected: false, headers: new Headers() });
    const told = [];
    const saver = new Saver({ token: "x", onStatus: (sign) => told.push(sign) });
    saver.add({ delay: 60_000, request: () => ({ url: "/clips/1/", method: "PATCH", body: {} }) });
    assert.equal(await saver.settled(), accepted);
    assert.deepEqual(told, ["saving", accepted ? "saved" : "refused"]);
    assert.equal(saver.pending, false);
  });
}

test("nobody waits when there is nothing to save", async () => {
  const saver = new Saver({ token: "x", onStatus() {} });
  assert.equal(await saver.settled(), true);
});

const failing = { status: 503, ok: false, redirected: false, headers: new Headers() };

/** The server fails for the addresses in `broken`; tells what was accepted, in order. */
function server(broken) {
  const accepted = [];
  globalThis.fetch = async (url) => {
    if (broken.has(url)) return failing;
    accepted.push(url);
    return saved;
  };
  return accepted;
}

const to = (url, more = {}) => ({ request: () => ({ url, method: "PUT" }), ...more });

test("what the server fails to save keeps its place before later changes of the same thing, and blocks no other", async () => {
  const broken = new Set(["/clips/1/a/"]);
  const accepted = server(broken);
  const told = [];
  const saver = new Saver({ token: "x", onStatus: (status) => told.push(status) });
  saver.add(to("/clips/1/a/", { of: "one" }));
  saver.add(to("/clips/1/b/", { of: "one" }));
  saver.add(to("/clips/2/", { of: "two" }));
  await soon();
  assert.deepEqual([accepted, saver.pending, told.includes("failing")], [["/clips/2/"], true, true]);
  broken.clear();
  saver.unlock("x");
  await soon();
  assert.deepEqual([accepted, saver.pending, told.at(-1)], [["/clips/2/", "/clips/1/a/", "/clips/1/b/"], false, "saved"]);
});

test("what is refused does not stop what comes after it", async () => {
  const told = [];
  const body = { reasons: ["No."] };
  const headers = new Headers({ "Content-Type": "application/json" });
  globalThis.fetch = async (url) => (url === "/1/" ? { ...failing, status: 400, headers, json: async () => body } : saved);
  const saver = new Saver({ token: "x", onStatus: (status, reasons) => told.push(reasons ?? status) });
  saver.add(to("/1/", { of: "one", refused: (status, { reasons }) => void told.push([status, ...reasons]) }));
  saver.add(to("/2/", { of: "one", done: () => told.push("done") }));
  await soon();
  assert.deepEqual(told, ["saving", "saving", [400, "No."], ["No."], "done"]);
  assert.equal(saver.pending, false);
});

test("an undo waits for everything before it, and whoever waits learns that it cannot be saved now", async () => {
  const broken = new Set(["/clips/1/"]);
  const accepted = server(broken);
  const saver = new Saver({ token: "x", onStatus() {} });
  saver.add(to("/clips/1/", { of: "one" }));
  assert.equal(await saver.settled(), false);
  saver.add(to("/undo/", { whole: true }));
  saver.add(to("/clips/2/", { of: "two" }));
  await soon();
  assert.deepEqual(accepted, []);
  broken.clear();
  saver.unlock("x");
  await soon();
  assert.deepEqual(accepted, ["/clips/1/", "/undo/", "/clips/2/"]);
});

test("what somebody else has removed already counts as removed", async () => {
  globalThis.fetch = async () => ({ ...failing, status: 404 });
  const told = [];
  const saver = new Saver({ token: "x", onStatus: (status) => told.push(status) });
  saver.add({ request: () => ({ url: "/clips/1/", method: "DELETE" }) });
  await soon();
  assert.deepEqual(told, ["saving", "saved"]);
});

test("each try of a change is sent under the same name, and no other change under it", async () => {
  const names = [];
  let fails = true;
  globalThis.fetch = async (_url, { headers }) => (names.push(headers["Idempotency-Key"]), fails ? failing : saved);
  const saver = new Saver({ token: "x", onStatus() {} });
  saver.add({ request: () => ({ url: "/moments/", method: "POST", body: {} }) });
  await soon();
  fails = false;
  saver.unlock("x");
  await soon();
  saver.add({ request: () => ({ url: "/moments/", method: "POST", body: {} }) });
  await soon();
  assert.match(names[0], /^[0-9a-f]{32}$/);
  assert.deepEqual([names.length, new Set(names).size, names[0]], [3, 2, names[1]]);
});
