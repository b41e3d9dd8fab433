import assert from "node:assert/strict";
import test from "node:test";
import { encodeClear, type Bytes } from "@coffer/protocol";
import { ManualClock } from "./manual-clock.ts";
import { RawClient, randomBytes, type End } from "./raw-client.ts";
import { newTestAccount } from "./test-account.ts";
import { startTestServer } from "./test-server.ts";
import { quickRegister, resume } from "./ways-in.ts";

/** Asks for a box: the box, or how the connection ended. */
async function take(url: string, boxId: Bytes): Promise<Bytes | End> {
  const client = await RawClient.connect(url);
  client.send(encodeClear("link.get", boxId));
  const answer = await client.receive();
  assert.ok(answer !== undefined);
  if (answer.length < 20) return answer.at(-1) === 16 ? "not-found" : "rate-limited";
  assert.equal(await client.end(), "closed", "the connection closes after the box");
  return answer.slice(-200);
}

test("SV27: a link box is given out once, without a login, for ten minutes", async () => {
  const clock = new ManualClock();
  // No pings: a clock that stands still never sees one answered.
  const { url } = await startTestServer({ clock, limits: { pingEveryMs: 1e12 } });
  const account = await newTestAccount();
  await quickRegister(url, account);
  const session = await resume(url, account.device);
  const [boxId, box] = [randomBytes(16), randomBytes(200)];
  const put = async (): Promise<string> => (await session.request("link.put", boxId, box)).code;
  assert.equal(await put(), "ok");
  assert.deepEqual(await take(url, boxId), box);
  assert.equal(await take(url, boxId), "not-found");
  assert.equal(await put(), "ok");
  clock.advance(599_000);
  assert.equal(await put(), "ok", "again, with new ten minutes");
  clock.advance(599_000);
  assert.deepEqual(await take(url, boxId), box);
  assert.equal(await put(), "ok");
  clock.advance(600_000);
  assert.equal(await take(url, boxId), "not-found");
  session.close();
});

test("SV44: an account has one link box, and cannot take another's place", async () => {
  const { url } = await startTestServer();
  const [account, other] = [await newTestAccount(), await newTestAccount()];
  await quickRegister(url, account);
  await quickRegister(url, other);
  const session = await resume(url, account.device);
  const foreign = await resume(url, other.device);
  const [first, second, box] = [randomBytes(16), randomBytes(16), randomBytes(200)];
  assert.equal((await session.request("link.put", first, randomBytes(200))).code, "ok");
  assert.equal((await session.request("link.put", second, box)).code, "ok");
  assert.equal(await take(url, first), "not-found");
  assert.equal((await foreign.request("link.put", second, randomBytes(200))).code, "forbidden");
  assert.deepEqual(await take(url, second), box);
  session.close();
  foreign.close();
});

test("SV54: who guesses at link boxes is stopped", async () => {
  const { url } = await startTestServer({ limits: { linksPerNetworkMinute: 3 } });
  const answers = [];
  for (let count = 0; count < 4; count += 1) answers.push(await take(url, randomBytes(16)));
  assert.deepEqual(answers, ["not-found", "not-found", "not-found", "rate-limited"]);
});
