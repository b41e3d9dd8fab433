import assert from "node:assert/strict";
import test from "node:test";
import {
  changeTypes,
  linkKeys,
  openLinkBox,
  type AccountSecret,
  type Bytes,
} from "@coffer/protocol";
import { loadAccountSecrets } from "./home.ts";
import { garbageEpoch, TestAccount } from "../../test/fixtures/client-account.ts";
import { oneTurn } from "../../test/fixtures/client-environment.ts";
import {
  committed,
  restarted,
  synced,
  textsOf,
  until,
  world,
} from "../../test/fixtures/client-engine.ts";
import { answered } from "../../test/fixtures/client-server.ts";
import { randomBytes } from "../../test/fixtures/random.ts";
import { expense } from "../../test/fixtures/world.ts";

test("what another device writes arrives by itself, and the listener hears of it", async () => {
  const { engine, account, server, laptop } = await world();
  await synced(engine);
  let heard = 0;
  engine.onChange(() => (heard += 1));
  await account.write([expense(1, "pushed")], { by: laptop });
  await server.push(account.vault, account.vault.state.seq);
  await until(() => heard > 0);
  assert.deepEqual(textsOf(engine), ["pushed"]);
  // Again, and with what the engine has already.
  await server.push(account.vault, 0);
  await account.write([expense(2, "pushed too")], { by: laptop });
  await server.push(account.vault, 1);
  await until(() => textsOf(engine).length === 2);
  assert.equal(engine.alarm, undefined);
});

test("a push with a gap before it makes the engine pull", async () => {
  const { engine, account, server, laptop } = await world();
  await synced(engine);
  await account.write([expense(1, "missed")], { by: laptop });
  await account.write([expense(2, "pushed")], { by: laptop });
  await server.push(account.vault, account.vault.state.seq);
  await until(() => textsOf(engine).length === 2);
  assert.equal(engine.alarm, undefined);
});

test("pushes that come while a sync runs neither disturb it nor get lost", async () => {
  const { engine, account, server, laptop } = await world();
  await synced(engine);
  await committed(engine, expense(1, "mine"));
  let writes = 0;
  server.answer = async (request) => {
    if (writes < 4) {
      await account.write([expense(10 + writes, `theirs ${writes}`)], { by: laptop });
      writes += 1;
      await server.push(account.vault, account.vault.state.seq);
    }
    return server.honest(request);
  };
  const running = engine.sync();
  const waiting = engine.commit([expense(2, "mine, meanwhile")]);
  assert.ok((await running).ok);
  assert.ok((await waiting).ok);
  await synced(engine);
  await until(() => textsOf(engine).length === 6);
  assert.equal(engine.alarm, undefined);
  assert.equal(engine.waiting, 0);
});

test("bad pushes stop the chain; pushes of a chain that is not ours change nothing", async () => {
  const { engine, account, server, laptop } = await world();
  await synced(engine);
  const stranger = await TestAccount.found();
  await server.push(stranger.vault, 0);
  await account.write([expense(1, "good")], { by: laptop });
  await server.push(account.vault, account.vault.state.seq);
  await until(() => textsOf(engine).length === 1);
  assert.equal(engine.alarm, undefined);
  const forged = await account.vault.forge({ by: laptop, signedBy: account.phone });
  const bad = Object.assign(Object.create(account.vault) as typeof account.vault, {
    entries: [...account.vault.entries, forged],
  });
  await server.push(bad, account.vault.state.seq + 1);
  await until(() => engine.alarm !== undefined);
  assert.equal(engine.verification().vault.alarm?.kind, "entry-refused");
  assert.deepEqual(textsOf(engine), ["good"]);
});

test("a push that the disk refuses is no crash, and the next sync brings it", async () => {
  const { engine, account, server, laptop, environment } = await world();
  await synced(engine);
  const crashes: unknown[] = [];
  const onCrash = (error: unknown): void => void crashes.push(error);
  process.on("unhandledRejection", onCrash);
  let failed = false;
  environment.files.failOnce(({ name }) => (failed ||= name.startsWith("log-")));
  await account.write([expense(1, "pushed")], { by: laptop });
  await server.push(account.vault, account.vault.state.seq);
  await until(() => failed);
  await oneTurn();
  await synced(engine);
  process.off("unhandledRejection", onCrash);
  assert.deepEqual(crashes, []);
  assert.deepEqual(textsOf(engine), ["pushed"]);
  assert.deepEqual(textsOf(await restarted(environment.files.copy())), ["pushed"]);
});

test("a session that has ended unseen is opened again, once", async () => {
  const { engine, server } = await world();
  await synced(engine);
  for (const reason of ["session-ended", "idle-timeout", "shutting-down"] as const) {
    await server.endAll(reason);
    await synced(engine);
  }
  server.answer = async (request) => {
    await server.endAll("shutting-down");
    return server.honest(request);
  };
  server.asked.length = 0;
  const report = await engine.sync();
  assert.ok(!report.ok && report.error.code === "server-refused");
  assert.equal(server.asked.length, 2);
});

test("a device that the server does not let in any more is told so", async () => {
  const { engine, server } = await world();
  await synced(engine);
  server.welcomes = false;
  await server.endAll("session-ended");
  assert.deepEqual(await engine.sync(), { ok: false, error: { code: "device-refused" } });
});

test("a new account secret is taken over from the account chain, the one before is kept", async () => {
  const { engine, account, environment } = await world();
  const secret = randomBytes(20) as AccountSecret;
  const rekey = {
    type: changeTypes.rekey,
    generation: 2,
    accountBoxHash: randomBytes(32),
  } as const;
  await account.tell({ ...rekey, accountSecret: secret });
  environment.files.bytesByName.set("pending", Uint8Array.of(1, 2, 3));
  await synced(engine);
  const { files } = environment;
  assert.deepEqual(await loadAccountSecrets(files), [secret, account.accountSecret]);
  assert.ok(files.bytesByName.has("pending"));
  await synced(engine);
  assert.deepEqual(await loadAccountSecrets(files), [secret, account.accountSecret]);
});

test("what the account chain says is no newest word while its key is missing", async () => {
  const old = randomBytes(20) as AccountSecret;
  const rekey = {
    type: changeTypes.rekey,
    generation: 2,
    accountBoxHash: randomBytes(32),
  } as const;
  const { engine, account, environment } = await world(async (founded) => {
    await founded.tell({ ...rekey, accountSecret: old });
    const { account: chain } = founded;
    await chain.append(await chain.forge(await garbageEpoch(chain)));
  });
  // A login has brought a newer secret than the part of the chain that can be read.
  await engine.sync();
  assert.deepEqual(await loadAccountSecrets(environment.files), [account.accountSecret]);
});

test("a link code carries the newest account secret and the heads of both chains", async () => {
  const { engine, account, server, environment } = await world();
  const secret = randomBytes(20) as AccountSecret;
  const rekey = {
    type: changeTypes.rekey,
    generation: 2,
    accountBoxHash: randomBytes(32),
  } as const;
  await account.tell({ ...rekey, accountSecret: secret });
  let put: readonly [Bytes, Bytes] | undefined;
  server.answer = (request) => {
    if (request.type === "link.put") put = [request.fields[1], request.fields[2]];
    return server.honest(request);
  };
  const code = await engine.makeLinkCode();
  assert.ok(code.ok, JSON.stringify(code));
  const { serverId } = account.serverKeys;
  const keys = await linkKeys(code.value, serverId, environment.argon2id);
  assert.ok(put !== undefined);
  assert.deepEqual(put[0], keys.boxId);
  const content = await openLinkBox({ keys, serverId, box: put[1] });
  assert.ok(content !== undefined);
  assert.deepEqual(content.accountSecret, secret);
  assert.equal(content.loginName, "anna");
  assert.deepEqual(
    content.chains,
    [account.account, account.vault].map(({ state }) => ({
      vaultId: state.vaultId,
      genesisHash: state.genesisHash,
      seq: state.seq,
      head: state.head,
    })),
  );
});

test("devices are what the account chain says, not what a server says", async () => {
  const { engine, account, laptop } = await world();
  await synced(engine);
  await account.revoke(laptop);
  await synced(engine);
  const devices = engine.devices();
  assert.deepEqual(
    devices.map(({ active, isThisOne }) => [active, isThisOne]),
    [
      [true, true],
      [false, false],
    ],
  );
  assert.equal(devices[0]?.lastSeenSeconds, 1_800_000_000);
});

test("an answer of a wrong shape is the server's fault, and costs nothing that waits", async () => {
  const { engine, server } = await world();
  await committed(engine, expense(1, "mine"));
  server.answer = (request) => answered(request, "what?");
  assert.deepEqual(await engine.sync(), { ok: false, error: { code: "server-misbehaves" } });
  server.answer = (request) => server.honest(request);
  await synced(engine);
  assert.equal(engine.waiting, 0);
});

test("a frame that is no message ends the session, and the next sync opens another", async () => {
  const { engine, server } = await world();
  server.answer = () => [randomBytes(30)];
  assert.deepEqual(await engine.sync(), { ok: false, error: { code: "server-misbehaves" } });
  server.answer = (request) => server.honest(request);
  await synced(engine);
});
