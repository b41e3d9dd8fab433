import assert from "node:assert/strict";
import test from "node:test";
import type { AccountSecret, ErrorCode } from "@coffer/protocol";
import { loadAccountSecrets, loadDevice } from "./home.ts";
import { settleRekey } from "./settle-rekey.ts";
import type { SyncError } from "./sync.ts";
import { TestAccount } from "../../test/fixtures/client-account.ts";
import { TestEnvironment } from "../../test/fixtures/client-environment.ts";
import { randomBytes } from "../../test/fixtures/random.ts";

const account = await TestAccount.found();

async function homeWithPending(): Promise<TestEnvironment> {
  const environment = new TestEnvironment();
  await account.settle(environment, account.phone);
  environment.files.bytesByName.set("pending", randomBytes(10));
  environment.files.bytesByName.set("signed-out", new Uint8Array(0));
  environment.files.writes.length = 0;
  return environment;
}

const certain: readonly ErrorCode[] = [
  "lost-race",
  "entry-refused",
  "generation-conflict",
  "forbidden",
  "quota-exceeded",
  "counter-reused",
];
const unknown: readonly SyncError[] = [
  { code: "connection-lost" },
  { code: "server-misbehaves" },
  { code: "server-refused", reason: "session-ended" },
  { code: "alarm", alarm: { kind: "rollback", seq: 1 } },
  { code: "refused", reason: "unavailable", facts: null },
  { code: "refused", reason: "internal", facts: null },
];

test("a refusal before anything was done puts back what was pending before", async () => {
  for (const reason of certain) {
    const refused = { ok: false, error: { code: "refused", reason, facts: null } } as const;
    const environment = await homeWithPending();
    const { files } = environment;
    await settleRekey(environment, refused, undefined);
    assert.equal(files.bytesByName.has("pending"), false, reason);
    const before = randomBytes(12);
    await settleRekey(environment, refused, before);
    assert.deepEqual(files.bytesOf("pending"), before, reason);
  }
});

test("as long as the outcome is unknown, what is pending stays", async () => {
  for (const error of unknown) {
    const environment = await homeWithPending();
    await settleRekey(environment, { ok: false, error }, undefined);
    assert.deepEqual(environment.files.writes, [], JSON.stringify(error));
  }
});

test("taken over, the new secret and record are durable before what is pending goes", async () => {
  const environment = await homeWithPending();
  const record = await loadDevice(environment.files);
  assert.ok(record !== undefined && record !== "damaged");
  const accountSecret = randomBytes(20) as AccountSecret;
  const rekeyed = { record: { ...record, loginName: "changed" }, accountSecret, kit: null };
  await settleRekey(environment, { ok: true, value: rekeyed }, undefined);
  const { files } = environment;
  assert.deepEqual(await loadAccountSecrets(files), [accountSecret]);
  assert.deepEqual(await loadDevice(files), rekeyed.record);
  const written = files.writes.map(({ operation, name }) => `${operation} ${name}`);
  const removed = written.indexOf("remove pending");
  for (const earlier of ["replace account-secret", "replace device"]) {
    assert.ok(written.indexOf(earlier) >= 0 && written.indexOf(earlier) < removed, earlier);
  }
  assert.deepEqual((await files.names()).toSorted(), ["account-secret", "device"]);
});

test("what is pending goes last, and a disk that does not let it go keeps no kit from the person", async () => {
  const environment = await homeWithPending();
  const { files } = environment;
  const device = await loadDevice(files);
  assert.ok(device !== undefined && device !== "damaged");
  const accountSecret = randomBytes(20) as AccountSecret;
  files.failOnce(({ operation, name }) => operation === "remove" && name === "pending");
  const rekeyed = { record: device, accountSecret, kit: "the kit" };
  await settleRekey(environment, { ok: true, value: rekeyed }, undefined);
  assert.deepEqual(files.writes.at(-1), { operation: "remove", name: "pending" });
  assert.deepEqual((await files.names()).toSorted(), ["account-secret", "device", "pending"]);
});
