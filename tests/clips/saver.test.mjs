import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.window = { addEventListener() {}, location: { href: "/footage/1/studio/" } };
const { Saver } = await import("../../static/clips/saver.js");

const html = (status, more = {}) => ({ status, ok: false, redirected: false, headers: new Headers(), ...more });

const signedOut = {
  "the server says 401": html(401),
  "the server leads to the sign-in page": html(200, { ok: true, redirected: true }),
  "the token is too old": html(403),
};

for (const [name, answer] of Object.entries(signedOut)) {
  test(`nothing is lost when ${name}`, async () => {
    globalThis.fetch = async () => answer;
    const told = [];
    const saver = new Saver({ token: "x", onStatus: (status) => told.push(status) });
    saver.add({ request: () => ({ url: "/clips/1/", method: "PATCH", body: {} }), refused: () => told.push("given up") });
    await new Promise((done) => setTimeout(done, 20));
    assert.deepEqual([told, saver.pending], [["saving", "signed_out"], true]);
    globalThis.fetch = async () => ({ status: 204, ok: true, redirected: false, headers: new Headers() });
    saver.flush();
    await new Promise((done) => setTimeout(done, 20));
    assert.deepEqual([told.at(-1), saver.pending], ["saved", false]);
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
