import assert from "node:assert/strict";
import test from "node:test";
import type { ChangeSet } from "@coffer/ledger";
import { decodeEntry, limits } from "@coffer/protocol";
import { fitsEntry, pin } from "./sync.ts";
import { plaintextOf } from "../../test/fixtures/chain.ts";
import { garbageEpoch, headOf, sealed } from "../../test/fixtures/client-account.ts";
import { Device, lieOnce, world } from "../../test/fixtures/client-device.ts";
import { refused } from "../../test/fixtures/client-server.ts";
import { changeSet, expense, newId } from "../../test/fixtures/world.ts";

test("a lost race is pulled and tried again: nothing is lost, nothing is there twice", async () => {
  const { account, server, device, by } = await world();
  await device.commit(expense(1, "mine"));
  lieOnce(server, "append", async (request) => {
    await account.write([expense(2, "faster")], { by });
    return server.honest(request);
  });
  const report = await device.sync();
  assert.ok(report.ok, JSON.stringify(report));
  assert.deepEqual(device.texts, ["faster", "mine"]);
  const fresh = new Device(account, server);
  assert.ok((await fresh.sync()).ok);
  assert.deepEqual(fresh.texts, ["faster", "mine"]);
});

test("an append that was taken and answered as lost is not sent again", async () => {
  const { account, server, device } = await world();
  await device.commit(expense(1, "mine"));
  lieOnce(server, "append", async (request) => {
    await server.honest(request);
    return refused(request, "lost-race");
  });
  assert.ok((await device.sync()).ok);
  assert.equal(account.vault.state.seq, 2);
  assert.deepEqual(device.texts, ["mine"]);
});

test("a race that is lost for ever ends", async () => {
  const { server, device } = await world();
  await device.commit(expense(1, "mine"));
  server.answer = (request) =>
    request.type === "append" ? refused(request, "lost-race") : server.honest(request);
  const report = await device.sync();
  assert.deepEqual(report, { ok: false, error: { code: "server-refused", reason: "busy" } });
  assert.equal(device.chains.outbox.size, 1);
});

test("a counter that was used before is passed over", async () => {
  const { account, server, device } = await world();
  await device.commit(expense(1, "mine"));
  let refusals = 0;
  server.answer = (request) => {
    if (request.type !== "append" || refusals >= 3) return server.honest(request);
    refusals += 1;
    return refused(request, "counter-reused");
  };
  const report = await device.sync();
  assert.ok(report.ok, JSON.stringify(report));
  const used = account.vault.state.devices.get(account.phone.deviceId.toHex())?.counter ?? 0;
  assert.ok(used > 3, `counter ${used}`);
  assert.deepEqual(device.texts, ["mine"]);
});

test("other refusals leave what waits and say why", async () => {
  for (const reason of ["quota-exceeded", "unavailable", "entry-refused", "forbidden"] as const) {
    const { server, device } = await world();
    await device.commit(expense(1, "mine"));
    lieOnce(server, "append", (request) => refused(request, reason));
    const report = await device.sync();
    assert.ok(!report.ok && report.error.code === "refused");
    assert.equal(report.error.reason, reason);
    assert.equal(device.chains.outbox.size, 1);
    assert.ok((await device.sync()).ok);
    assert.equal(device.chains.outbox.size, 0);
  }
});

test("more than one append takes is sent in several, each within the limits, in order", async () => {
  const { account, server, device } = await world();
  const note = "n".repeat(1_900);
  const large = Array.from({ length: 300 }, (_, index) =>
    changeSet([
      {
        table: "transaction",
        id: newId(),
        fields: { day: 20_000, kind: "expense", minor: -1n, text: `large ${index}`, note },
      },
    ]),
  );
  const small = Array.from({ length: 2_100 }, (_, index) => expense(index, `small ${index}`));
  await device.commit(...large, ...small);
  const appends: number[] = [];
  server.answer = (request) => {
    if (request.type === "append") {
      const [, entries] = request.fields;
      const bytes = entries.reduce((sum, entry) => sum + entry.length, 0);
      assert.ok(bytes <= limits.appendBytesMax && entries.length <= limits.appendEntriesMax);
      for (const entry of entries) assert.ok(decodeEntry(entry) !== undefined);
      appends.push(entries.length);
    }
    return server.honest(request);
  };
  const report = await device.sync();
  assert.ok(report.ok, JSON.stringify(report));
  assert.equal(report.value.sent, 2_400);
  // The last one is the daily pin.
  assert.ok(appends.length >= 3 && (appends[0] ?? 0) > 1, appends.join());
  const fresh = new Device(account, server);
  assert.ok((await fresh.sync()).ok);
  assert.deepEqual(fresh.texts, device.texts);
  assert.equal(fresh.texts.length, 2_400);
});

/** A change set of about so many bytes. */
function changeSetOf(bytes: number): ChangeSet {
  const changes = [];
  for (let left = bytes; left > 0; left -= 2_030) {
    const note = "n".repeat(Math.min(2_000, left));
    changes.push({ table: "transaction", id: newId(), fields: { note } } as const);
  }
  return changeSet(changes, "import");
}

test("a change set of the largest size that fits is sent, with others beside it", async () => {
  let fitting = changeSetOf(253_000);
  let over = fitting;
  for (let bytes = 253_100; fitsEntry(sealed(over).value); bytes += 100) {
    fitting = over;
    over = changeSetOf(bytes);
  }
  assert.equal(fitsEntry(sealed(fitting).value), true);
  assert.equal(fitsEntry(sealed(over).value), false);
  const { account, server, device } = await world();
  await device.commit(expense(1, "before"), fitting, expense(2, "after"));
  server.answer = (request) => {
    if (request.type === "append") {
      for (const entry of request.fields[1]) assert.ok(decodeEntry(entry) !== undefined);
    }
    return server.honest(request);
  };
  const report = await device.sync();
  assert.ok(report.ok, JSON.stringify(report));
  assert.equal(device.chains.outbox.size, 0);
  const fresh = new Device(account, server);
  assert.ok((await fresh.sync()).ok);
  assert.deepEqual(fresh.chains.vaultFold.voids, []);
  assert.ok(fresh.texts.includes("before") && fresh.texts.includes("after"));
});

test("without the vault's key nothing is sent; with it, all of it is", async () => {
  const { account, server, by: laptop } = await world();
  await account.account.newEpoch();
  await account.vault.newEpoch();
  const device = new Device(account, server, laptop);
  assert.ok((await device.sync()).ok);
  const gap = await garbageEpoch(account.vault, [laptop.deviceId]);
  await account.vault.append(await account.vault.forge(gap));
  account.vault.epochKeys.set(account.vault.state.epoch, gap.epochKey);
  await account.write([expense(1, "in the gap")]);
  await device.commit(expense(2, "waits"));
  // Its own new epoch lets it write again, but what was written in the gap it cannot read.
  const report = await device.sync();
  assert.deepEqual(report, { ok: false, error: { code: "key-missing" } });
  assert.equal(device.chains.outbox.size, 1);
  const founder = new Device(account, server);
  assert.ok((await founder.sync()).ok);
  const again = await device.sync();
  assert.ok(again.ok, JSON.stringify(again));
  assert.deepEqual(device.texts, ["in the gap", "waits"]);
  assert.deepEqual(device.chains.vaultFold.voids, []);
});

test("who has a key that the newest epoch's list lacks gives it to the others", async () => {
  const { account, server, device, by: laptop } = await world();
  await account.write([expense(1, "of the first epoch")]);
  await account.vault.newEpoch({}, { by: laptop, plaintext: plaintextOf() });
  await account.account.newEpoch({}, { by: laptop, plaintext: plaintextOf() });
  const onLaptop = new Device(account, server, laptop);
  assert.equal((await onLaptop.sync()).ok, true);
  assert.equal(onLaptop.chains.vault.isKeyMissing, true);
  assert.ok((await device.sync()).ok);
  assert.equal(account.vault.state.epoch, 3);
  assert.ok((await onLaptop.sync()).ok);
  assert.deepEqual(onLaptop.texts, ["of the first epoch"]);
  const { epoch } = account.vault.state;
  assert.ok((await device.sync()).ok);
  assert.ok((await onLaptop.sync()).ok);
  assert.equal(account.vault.state.epoch, epoch);
});

test("a chain whose schema is above this version's is read and not written", async () => {
  for (const raised of ["account", "vault"] as const) {
    const { account, server, device } = await world();
    await account[raised].newEpoch({ schema: 2 }, { countersignedBy: account.root });
    await device.commit(expense(1, "waits"));
    const before = account[raised].state.seq;
    const report = await device.sync();
    if (raised === "vault") {
      assert.deepEqual(report, { ok: false, error: { code: "update-needed" } });
      assert.equal(device.chains.outbox.size, 1);
    } else {
      assert.ok(report.ok, JSON.stringify(report));
    }
    assert.equal(account[raised].state.seq, before);
    assert.equal(
      server.asked.filter((type) => type === "append").length,
      raised === "vault" ? 0 : 1,
    );
  }
});

test("a device that finds itself revoked says so, whatever the server would still take", async () => {
  const { account, server, by: laptop } = await world();
  const device = new Device(account, server, laptop);
  await account.revoke(laptop);
  await device.commit(expense(1, "too late"));
  assert.deepEqual(await device.sync(), { ok: false, error: { code: "device-refused" } });
  assert.equal(server.asked.includes("append"), false);
});

test("a device pins the vault's head once a day, by its own clock, also when that was set back", async () => {
  const { account, server, device } = await world();
  const pins = (): number => server.asked.filter((type) => type === "append").length;
  const day = 86_400_000;
  for (const [passedMs, expected] of [
    [0, 1],
    [day - 1_000, 1],
    [2_000, 2],
    [-40 * day, 3],
    [1_000, 3],
    [day, 4],
  ] as const) {
    device.environment.clockMs += passedMs;
    assert.ok((await device.sync()).ok);
    assert.equal(pins(), expected);
  }
  const { pins: pinned, lastSeen } = device.chains.accountFold.state;
  assert.deepEqual(pinned.get(account.vault.state.vaultId.toHex()), headOf(account.vault));
  const clockSeconds = Math.floor(device.environment.clockMs / 1_000);
  assert.equal(lastSeen.get(account.phone.deviceId.toHex()), clockSeconds);
});

test("a pin that loses its race is said to, and a sync tries again", async () => {
  const { account, server, device, by } = await world();
  assert.ok((await device.sync()).ok);
  const interrupt = (): void =>
    lieOnce(server, "append", async (request) => {
      await account.pin(headOf(account.vault), by);
      return server.honest(request);
    });
  interrupt();
  const pinned = await pin(device.environment, device.session, device.chains);
  assert.ok(!pinned.ok && pinned.error.code === "refused" && pinned.error.reason === "lost-race");
  device.environment.clockMs += 90_000_000;
  interrupt();
  assert.ok((await device.sync()).ok);
});

test("a connection that ends in the middle leaves what waits", async () => {
  for (const type of ["heads", "pull", "append"] as const) {
    const { server, device } = await world();
    await device.commit(expense(1, "mine"));
    server.answer = async (request) => {
      if (request.type !== type) return server.honest(request);
      await server.endAll("shutting-down");
      return [];
    };
    const report = await device.sync();
    const error = { code: "server-refused", reason: "shutting-down" };
    assert.deepEqual(report, { ok: false, error });
    assert.equal(device.chains.outbox.size, 1);
    assert.deepEqual(device.texts, ["mine"]);
  }
});

/** A device that has a key which the newest epoch's list lacks, and so owes the others an epoch. */
async function indebted(): Promise<Awaited<ReturnType<typeof world>>> {
  const given = await world();
  const { account, by: laptop } = given;
  await account.write([expense(1, "of the first epoch")]);
  await account.vault.newEpoch({}, { by: laptop, plaintext: plaintextOf() });
  return given;
}

test("an epoch that is owed and refused is said, and nothing is sent after it", async () => {
  const { server, device } = await indebted();
  await device.commit(expense(2, "waits"));
  lieOnce(server, "append", (request) => refused(request, "quota-exceeded"));
  const report = await device.sync();
  assert.ok(!report.ok && report.error.code === "refused");
  assert.equal(report.error.reason, "quota-exceeded");
  assert.equal(server.asked.filter((type) => type === "append").length, 1);
  assert.equal(device.chains.outbox.size, 1);
});

test("an alarm that comes while an append is under way is said, and nothing is sent after it", async () => {
  const alarm = { kind: "fork", seq: 1 } as const;
  const error = { code: "alarm", alarm };
  for (const appended of ["an epoch", "changes", "a pin"] as const) {
    const { server, device } = await (appended === "an epoch" ? indebted() : world());
    if (appended === "changes") await device.commit(expense(2, "waits"));
    const chain = appended === "a pin" ? device.chains.account : device.chains.vault;
    lieOnce(server, "append", (request) => {
      chain.stop(alarm);
      return server.honest(request);
    });
    assert.deepEqual(await device.sync(), { ok: false, error }, appended);
    assert.equal(server.asked.filter((type) => type === "append").length, 1, appended);
  }
});

test("more changes than an entry may have are sent in several", async () => {
  const { account, server, device } = await world();
  const count = limits.changesPerEntryMax + 1;
  await device.commit(...Array.from({ length: count }, () => changeSet([])));
  assert.ok((await device.sync()).ok);
  assert.equal(device.chains.outbox.size, 0);
  const fresh = new Device(account, server);
  assert.ok((await fresh.sync()).ok);
  assert.deepEqual(fresh.chains.vaultFold.voids, []);
});
