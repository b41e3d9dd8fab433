import assert from "node:assert/strict";
import test from "node:test";
import { pull } from "./sync.ts";
import { bytesFrom, headOf } from "../../test/fixtures/client-account.ts";
import { Device, lieOnce, world } from "../../test/fixtures/client-device.ts";
import { answered } from "../../test/fixtures/client-server.ts";
import { randomBytes } from "../../test/fixtures/random.ts";
import { expense } from "../../test/fixtures/world.ts";

test("a sync pulls, compares and pushes; a second one has nothing to do", async () => {
  const { account, server, device, by } = await world();
  await account.write([expense(1, "from elsewhere")], { by });
  await device.commit(expense(2, "mine"), expense(3, "mine too"));
  const report = await device.sync();
  assert.ok(report.ok, JSON.stringify(report));
  assert.equal(report.value.sent, 2);
  assert.deepEqual(device.texts, ["from elsewhere", "mine", "mine too"]);
  assert.equal(device.chains.outbox.size, 0);
  assert.equal(account.vault.state.seq, 3);
  server.asked.length = 0;
  const again = await device.sync();
  assert.deepEqual(again, { ok: true, value: { received: 0, sent: 0, unlisted: 0 } });
  assert.deepEqual(server.asked, ["heads"]);
});

test("heads that are less, other or malformed are caught", async () => {
  const { account, server, device, by } = await world();
  await account.write([expense(1, "seen")], { by });
  assert.ok((await device.sync()).ok);
  const { files } = device.environment;
  const [accountHead, vaultHead] = server.heads();
  const [accountSeq, vaultSeq] = [account.account.state.seq, account.vault.state.seq];
  const { vaultId } = account.vault.state;
  const other = randomBytes(32);
  const alarm = (kind: string, seq: number) => ({ code: "alarm", alarm: { kind, seq } });
  const misbehaves = { code: "server-misbehaves" };
  for (const [heads, error] of [
    [[], alarm("rollback", -1)],
    [[accountHead], alarm("rollback", -1)],
    [[vaultHead], alarm("rollback", -1)],
    [[accountHead, [vaultId, vaultSeq - 1, other]], alarm("rollback", vaultSeq - 1)],
    [[accountHead, [vaultId, vaultSeq, other]], alarm("fork", vaultSeq)],
    [[[account.account.state.vaultId, accountSeq, other], vaultHead], alarm("fork", accountSeq)],
    [[accountHead, [vaultId, vaultSeq + 1, other]], misbehaves],
    [[accountHead, [vaultId, vaultSeq, other, 1]], misbehaves],
    [null, misbehaves],
    ["heads", misbehaves],
  ] as const) {
    const again = new Device(account, server);
    again.environment.files = files.copy();
    const chains = account.chains(again.environment, account.phone);
    await chains.load();
    lieOnce(server, "heads", (request) => answered(request, heads as never));
    const pulled = await pull(again.session, chains);
    assert.deepEqual(pulled, { ok: false, error });
  }
});

test("a chain that the account does not list is counted, and not opened", async () => {
  const { server, device } = await world();
  assert.ok((await device.sync()).ok);
  server.asked.length = 0;
  const foreign = [randomBytes(16), 7, randomBytes(32)];
  lieOnce(server, "heads", (request) => answered(request, [...server.heads(), foreign]));
  assert.deepEqual(await device.sync(), { ok: true, value: { received: 0, sent: 0, unlisted: 1 } });
  assert.deepEqual(server.asked, ["heads"]);
});

test("a head whose entries lead somewhere else is a fork", async () => {
  const { account, server, device } = await world();
  lieOnce(server, "heads", (request) => {
    const { vaultId, seq } = account.vault.state;
    return answered(request, [server.heads()[0] ?? null, [vaultId, seq, randomBytes(32)]]);
  });
  const report = await device.sync();
  const { seq } = account.vault.state;
  assert.deepEqual(report, { ok: false, error: { code: "alarm", alarm: { kind: "fork", seq } } });
});

test("an answer to a pull that brings nothing on is refused, and not asked for again", async () => {
  for (const [value, error] of [
    [[[], 5], { code: "server-misbehaves" }],
    [null, { code: "server-misbehaves" }],
    [[[randomBytes(9)]], { code: "server-misbehaves" }],
    [[[randomBytes(9)], 5], { code: "alarm", alarm: { kind: "entry-malformed", seq: 0 } }],
  ] as const) {
    const { server, device } = await world();
    lieOnce(server, "pull", (request) => answered(request, value));
    assert.deepEqual(await device.sync(), { ok: false, error });
    assert.equal(server.asked.filter((type) => type === "pull").length, 1);
  }
});

test("entries of another chain than the one that was asked for are refused", async () => {
  const { account, server, device } = await world();
  lieOnce(server, "pull", (request) => answered(request, [bytesFrom(account.vault), 9]));
  const report = await device.sync();
  assert.deepEqual(report, {
    ok: false,
    error: { code: "alarm", alarm: { kind: "vault-replaced" } },
  });
});

test("what is written between the heads and the pulls is no alarm, and comes with the next sync", async () => {
  const { account, server, device } = await world();
  await account.write([expense(1, "before")]);
  server.answer = async (request) => {
    const isVault =
      request.type === "pull" && request.fields[1].toHex() === account.vault.state.vaultId.toHex();
    if (isVault) {
      server.answer = (next) => server.honest(next);
      // A new device, whose entries name a head that this pull of the account did not bring.
      const laptop = await account.addDevice();
      await account.write([expense(2, "meanwhile")], { by: laptop });
    }
    return server.honest(request);
  };
  const pulled = await pull(device.session, device.chains);
  assert.ok(pulled.ok, JSON.stringify(pulled));
  assert.deepEqual(device.texts, ["before"]);
  const report = await device.sync();
  assert.ok(report.ok, JSON.stringify(report));
  assert.deepEqual(device.texts, ["before", "meanwhile"]);
});

test("a long log comes in several answers", async () => {
  const { account, server, device } = await world();
  await account.write([expense(1, "one")]);
  await account.write([expense(2, "two")]);
  server.answer = async (request) => {
    if (request.type !== "pull") return server.honest(request);
    const chain = server.chains.find(
      ({ state }) => state.vaultId.toHex() === request.fields[1].toHex(),
    );
    assert.ok(chain !== undefined);
    return answered(request, [bytesFrom(chain, request.fields[2]).slice(0, 1), chain.state.seq]);
  };
  assert.ok((await device.sync()).ok);
  assert.deepEqual(device.texts, ["one", "two"]);
});

test("a server that says yes and forgets is caught by its next heads, and nothing here is lost", async () => {
  const { account, server, device } = await world();
  await device.commit(expense(1, "mine"));
  server.answer = (request) =>
    request.type === "append" ? answered(request, null) : server.honest(request);
  assert.ok((await device.sync()).ok);
  const report = await device.sync();
  const seq = account.account.state.seq;
  assert.deepEqual(report, {
    ok: false,
    error: { code: "alarm", alarm: { kind: "rollback", seq } },
  });
  assert.deepEqual(device.texts, ["mine"]);
});

test("a chain that has stopped is not pulled any further", async () => {
  const { account, server, device } = await world();
  assert.ok((await device.sync()).ok);
  await account.write([expense(1, "later")]);
  await account.pin(headOf(account.vault));
  const alarm = { kind: "fork", seq: 1 } as const;
  device.chains.account.stop(alarm);
  server.asked.length = 0;
  const pulled = await pull(device.session, device.chains);
  assert.deepEqual(pulled, { ok: false, error: { code: "alarm", alarm } });
  assert.deepEqual(server.asked, ["heads"]);
});

test("chains that do not fit each other are an alarm of the pull that brought them", async () => {
  const { account, device } = await world();
  await account.vault.addDevice();
  const pulled = await pull(device.session, device.chains);
  const alarm = { kind: "foreign-device" };
  assert.deepEqual(pulled, { ok: false, error: { code: "alarm", alarm } });
});
