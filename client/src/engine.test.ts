import assert from "node:assert/strict";
import test from "node:test";
import { garbageEpoch, headOf } from "../../test/fixtures/client-account.ts";
import { committed, restarted, synced, textsOf, world } from "../../test/fixtures/client-engine.ts";
import { randomBytes } from "../../test/fixtures/random.ts";
import { changeSet, expense, newId } from "../../test/fixtures/world.ts";

test("a commit is applied and durable, and waits for the server", async () => {
  const { engine, environment } = await world();
  await committed(engine, expense(1, "one"), expense(2, "two"));
  assert.equal(engine.waiting, 2);
  assert.deepEqual(textsOf(engine), ["one", "two"]);
  const again = await restarted(environment.files.copy());
  assert.equal(again.waiting, 2);
  assert.deepEqual(textsOf(again), ["one", "two"]);
  assert.ok(!(await again.sync()).ok);
  await synced(engine);
  assert.equal(engine.waiting, 0);
});

test("a commit is refused after the chain was stopped, and nothing of it stays", async () => {
  const { engine, account, environment } = await world(async (founded) => {
    await founded.write([expense(1, "before")]);
  });
  await account.vault.addDevice();
  const report = await engine.sync();
  assert.ok(!report.ok && report.error.code === "alarm");
  const refused = await engine.commit([expense(2, "after")]);
  const alarm = { kind: "foreign-device" };
  assert.deepEqual(refused, { ok: false, error: { code: "stopped", alarm } });
  assert.deepEqual(engine.alarm, alarm);
  assert.equal(environment.files.bytesByName.has("outbox"), false);
  assert.deepEqual(textsOf(engine), ["before"]);
});

test("a commit is refused where the vault's schema is newer, or its key is missing", async () => {
  const newer = await world((account) =>
    account.vault.newEpoch({ schema: 2 }, { countersignedBy: account.root }),
  );
  assert.deepEqual(await newer.engine.commit([expense(1, "x")]), {
    ok: false,
    error: { code: "update-needed" },
  });
  const keyless = await world(async (account) => {
    await account.vault.append(await account.vault.forge(await garbageEpoch(account.vault)));
  });
  assert.deepEqual(await keyless.engine.commit([expense(1, "x")]), {
    ok: false,
    error: { code: "key-missing" },
  });
  for (const { environment, engine } of [newer, keyless]) {
    assert.equal(environment.files.bytesByName.has("outbox"), false);
    assert.deepEqual(textsOf(engine), []);
  }
});

test("a commit with one change set that is none, or that no entry holds, is refused as a whole", async () => {
  const { engine, environment } = await world();
  const id = newId();
  const none = changeSet([{ table: "transaction", id, fields: { text: "x".repeat(501) } }]);
  const changes = Array.from({ length: 130 }, () => {
    const fields = { note: "n".repeat(2_000) };
    return { table: "transaction", id: newId(), fields } as const;
  });
  const large = changeSet(changes, "import");
  for (const [bad, code] of [
    [none, "invalid-change-set"],
    [large, "too-large"],
  ] as const) {
    const result = await engine.commit([expense(1, "good"), bad]);
    assert.equal(!result.ok && result.error.code, code);
    assert.equal(engine.waiting, 0);
  }
  assert.deepEqual(textsOf(engine), []);
  assert.equal(environment.files.bytesByName.has("outbox"), false);
  await committed(engine, changeSet(changes.slice(0, 120), "import"));
  await synced(engine);
  assert.equal(engine.waiting, 0);
});

test("a commit that the disk refuses changes nothing", async () => {
  const { engine, environment } = await world();
  const { files } = environment;
  files.tornBytes = 60;
  files.failOnce(({ operation }) => operation === "append");
  await assert.rejects(engine.commit([expense(1, "lost")]), /disk full/);
  assert.deepEqual(textsOf(engine), []);
  await committed(engine, expense(2, "kept"));
  assert.deepEqual(textsOf(await restarted(files.copy())), ["kept"]);
});

test("signing out pins what was read last", async () => {
  const { engine, account } = await world();
  await committed(engine, expense(1, "last"));
  const left = await engine.signOut();
  assert.ok(left.ok, JSON.stringify(left));
  const pinned = engine.account.pins.get(account.vault.state.vaultId.toHex());
  assert.deepEqual(pinned, headOf(account.vault));
});

test("verification shows heads, safety numbers, alarms and void entries of both chains", async () => {
  const { engine, account } = await world(async (founded) => {
    await founded.vault.append(await founded.vault.forge({ padded: randomBytes(256) }));
  });
  const { vault, account: accountPart, voids } = engine.verification();
  assert.equal(vault.seq, account.vault.state.seq);
  assert.equal(accountPart.seq, account.account.state.seq);
  assert.match(vault.headCode, /^(\d{5} ){7}\d{5}$/);
  assert.notEqual(vault.safetyNumber, accountPart.safetyNumber);
  assert.equal(vault.alarm, undefined);
  const { seq } = account.vault.state;
  assert.deepEqual(voids, [{ chain: "vault", seq, author: account.phone.deviceId }]);
  const entries = account.vault.entries.length + account.account.entries.length;
  assert.equal(await engine.audit(), entries);
});

test("caches are written on demand, and a start from them shows the same", async () => {
  const { engine, account, environment } = await world(async (founded, laptop) => {
    await founded.write([expense(1, "in the log")], { by: laptop });
  });
  await committed(engine, expense(2, "waits"));
  await engine.saveCaches();
  const { files } = environment;
  const name = `state-${account.vault.state.vaultId.toHex()}`;
  assert.ok(files.bytesByName.has(name));
  const again = await restarted(files.copy());
  assert.deepEqual(textsOf(again), ["in the log", "waits"]);
  assert.deepEqual(again.verification(), engine.verification());
  await engine.close();
});
