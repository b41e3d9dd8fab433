import assert from "node:assert/strict";
import test from "node:test";
import { changeTypes, deviceOf, limits, type KnownChain, type Result } from "@coffer/protocol";
import type { Chains } from "./chains.ts";
import { newDeviceKeys, type DeviceKeys } from "./device-record.ts";
import { draftsOf, enrol, pullWithRoot } from "./enrol.ts";
import type { Sudo } from "./sudo.ts";
import type { SyncError } from "./sync.ts";
import { plaintextOf, type TestChain } from "../../test/fixtures/chain.ts";
import {
  bytesFrom,
  garbageEpoch,
  headOf,
  TestAccount,
} from "../../test/fixtures/client-account.ts";
import { TestEnvironment } from "../../test/fixtures/client-environment.ts";
import { answered, FakeServer, refused } from "../../test/fixtures/client-server.ts";
import { randomBytes } from "../../test/fixtures/random.ts";
import { expense } from "../../test/fixtures/world.ts";

/** An account at a server, and a device that is about to become one of its own. */
interface World {
  readonly account: TestAccount;
  readonly server: FakeServer;
  readonly environment: TestEnvironment;
  readonly keys: DeviceKeys;
}

async function world(): Promise<World> {
  const account = await TestAccount.found();
  await account.write([expense(1, "before")]);
  return {
    account,
    server: new FakeServer(account),
    environment: new TestEnvironment(),
    keys: await newDeviceKeys(randomBytes),
  };
}

/** What a login gives, without a login. */
function proven({ account, server, environment }: World): Sudo {
  const { root, masterKey, serverKeys } = account;
  const box = randomBytes(9);
  const facts = {
    accountId: root.accountId,
    generation: 1,
    secondFactor: 0,
    accountBox: box,
    rootBox: box,
    recoveryBox: null,
  };
  return { session: server.session(environment), facts, masterKey, root, serverKeys };
}

function pulled(
  given: World,
  known: readonly KnownChain[] = [],
  sudo: Sudo = proven(given),
): Promise<Result<Chains, SyncError>> {
  return pullWithRoot(given.environment, sudo, given.keys, known);
}

/** Pulls and enrols. */
async function enrolled(given: World): Promise<Result<null, SyncError>> {
  const sudo = proven(given);
  const chains = await pulled(given, [], sudo);
  assert.ok(chains.ok, JSON.stringify(chains));
  return enrol(given.environment, sudo, chains.value, "new one");
}

function isActive({ state }: TestChain, keys: DeviceKeys): boolean {
  return deviceOf(state, keys.deviceId)?.active === true;
}

function knownOf(chain: TestChain, changes: Partial<KnownChain> = {}): KnownChain {
  const { vaultId, genesisHash, seq, head } = chain.state;
  return { vaultId, genesisHash, seq, head, ...changes };
}

const vaultReplaced = { code: "alarm", alarm: { kind: "vault-replaced" } };

test("a device is admitted to both chains in one append, and reads all of them afterwards", async () => {
  const given = await world();
  const { account, server, keys } = given;
  assert.deepEqual(await enrolled(given), { ok: true, value: null });
  assert.ok(isActive(account.account, keys) && isActive(account.vault, keys));
  // What the server has taken is on the device at once.
  const own = account.chains(new TestEnvironment(given.environment.files.copy()), keys);
  await own.load();
  assert.deepEqual(own.account.state?.head, account.account.state.head);
  assert.deepEqual(own.vault.state?.head, account.vault.state.head);
  assert.equal(server.asked.filter((type) => type === "append").length, 1);
  const chains = account.chains(new TestEnvironment(given.environment.files), keys);
  await chains.load();
  assert.equal(chains.vault.isKeyMissing, false);
  assert.equal(chains.account.isKeyMissing, false);
  assert.equal(chains.accountFold.state.deviceNames.get(keys.deviceId.toHex()), "new one");
  server.asked.length = 0;
  assert.deepEqual(await enrolled(given), { ok: true, value: null });
  assert.equal(server.asked.includes("append"), false);
});

test("the keys are durable before the device is admitted, also after a crash that left only the logs", async () => {
  for (const isAfterCrash of [false, true]) {
    const given = await world();
    const { account, server, environment } = given;
    const names = [account.account, account.vault].map(({ state }) => state.vaultId.toHex());
    if (isAfterCrash) {
      assert.ok((await pulled(given)).ok);
      for (const name of names) environment.files.bytesByName.delete(`keys-${name}`);
    }
    let isDurable: boolean | undefined;
    server.answer = (request) => {
      const { bytesByName } = environment.files;
      if (request.type === "append")
        isDurable = names.every((name) => bytesByName.has(`keys-${name}`));
      return server.honest(request);
    };
    assert.ok((await enrolled(given)).ok);
    assert.equal(isDurable, true);
  }
});

test("an admission that loses a race is made anew on top", async () => {
  const given = await world();
  const { account, server, keys } = given;
  server.answer = async (request) => {
    if (request.type !== "append") return server.honest(request);
    server.answer = (next) => server.honest(next);
    await account.write([expense(2, "faster")]);
    return server.honest(request);
  };
  assert.ok((await enrolled(given)).ok);
  assert.ok(isActive(account.vault, keys));
});

test("what a kit or a link box has seen must be in the chains", async () => {
  const given = await world();
  const { account } = given;
  const { vault } = account;
  const { seq } = vault.state;
  const good = [
    knownOf(account.account),
    knownOf(vault),
    knownOf(vault, { seq: 0, head: vault.state.genesisHash }),
  ];
  assert.ok((await pulled(given, good)).ok);
  for (const [bad, error] of [
    [{ seq: seq + 1 }, { code: "alarm", alarm: { kind: "rollback", seq } }],
    [{ head: randomBytes(32) }, { code: "alarm", alarm: { kind: "fork", seq } }],
    [{ genesisHash: randomBytes(32) }, vaultReplaced],
    [{ vaultId: randomBytes(16) }, vaultReplaced],
  ] as const) {
    const again = { ...given, environment: new TestEnvironment() };
    assert.deepEqual(await pulled(again, [...good, knownOf(vault, bad)]), { ok: false, error });
  }
});

test("chains in another order, of another account, or of another server are not believed", async () => {
  const given = await world();
  const { account, server } = given;
  const [accountHead, vaultHead] = server.heads();
  const lie = async (...answers: readonly unknown[]): Promise<unknown> => {
    const left = [...answers];
    server.answer = (request) =>
      request.type === "heads" && left.length > 0
        ? answered(request, left.shift() as never)
        : server.honest(request);
    return pulled({ ...given, environment: new TestEnvironment() });
  };
  const swapped = [vaultHead, accountHead];
  assert.deepEqual(await lie(swapped, swapped), { ok: false, error: vaultReplaced });
  const misbehaves = { ok: false, error: { code: "server-misbehaves" } };
  assert.deepEqual(await lie([accountHead]), misbehaves);
  assert.deepEqual(await lie([]), misbehaves);
  // What was named first, and not shown then.
  assert.deepEqual(await lie([accountHead, vaultHead], []), { ok: false, error: vaultReplaced });
  server.answer = (request) => server.honest(request);
  const stranger = await TestAccount.found();
  const sudo = { ...proven(given), root: stranger.root };
  assert.deepEqual(await pulled(given, [], sudo), { ok: false, error: vaultReplaced });
  const otherServer = { ...account.serverKeys, channelPublicKey: randomBytes(32) };
  const elsewhere = { ...given, environment: new TestEnvironment() };
  const answer = await pulled(elsewhere, [], { ...proven(elsewhere), serverKeys: otherServer });
  assert.deepEqual(answer, { ok: false, error: vaultReplaced });
});

test("A14 a vault that the server adds to the account's list is not opened", async () => {
  const given = await world();
  const { account, server } = given;
  const other = await TestAccount.found();
  const { vaultId, seq, head } = other.vault.state;
  const accountHead = server.heads()[0] ?? null;
  server.answer = (request) => {
    if (request.type === "heads") return answered(request, [accountHead, [vaultId, seq, head]]);
    const isOther = request.type === "pull" && request.fields[1].toHex() === vaultId.toHex();
    return isOther ? answered(request, [bytesFrom(other.vault), seq]) : server.honest(request);
  };
  const answer = await pulled(given);
  assert.deepEqual(answer, { ok: false, error: vaultReplaced });
  assert.deepEqual(headOf(account.account).seq, 2);
});

test("where a chain cannot be written, the device says why and is not admitted", async () => {
  const cases: readonly [(account: TestAccount) => Promise<unknown>, string][] = [
    [
      async ({ vault }) => vault.append(await vault.forge(await garbageEpoch(vault))),
      "key-missing",
    ],
    [
      ({ vault, root }) => vault.newEpoch({ schema: 2 }, { countersignedBy: root }),
      "update-needed",
    ],
    [
      ({ account, root }) => account.newEpoch({ schema: 2 }, { countersignedBy: root }),
      "update-needed",
    ],
  ];
  for (const [prepare, code] of cases) {
    const given = await world();
    await prepare(given.account);
    assert.deepEqual(await enrolled(given), { ok: false, error: { code } });
    assert.equal(given.server.asked.includes("append"), false);
  }
});

test("an account that has all the devices it may have takes no more, and says so", async () => {
  const given = await world();
  for (let count = 1; count < limits.devicesActiveMax; count += 1) await given.account.addDevice();
  assert.deepEqual(await enrolled(given), { ok: false, error: { code: "too-many-devices" } });
  assert.equal(given.server.asked.includes("append"), false);
});

test("credentials older than those that the chain tells of are not believed", async () => {
  const given = await world();
  const generation = 2;
  const accountBoxHash = randomBytes(32);
  const change = { type: changeTypes.rekey, generation, accountBoxHash, accountSecret: null };
  await given.account.tell(change);
  const old = await pulled(given);
  assert.deepEqual(old, { ok: false, error: { code: "server-misbehaves" } });
  const sudo = proven(given);
  const current = { ...sudo, facts: { ...sudo.facts, generation } };
  assert.ok((await pulled(given, [], current)).ok);
});

test("a device that was revoked is not admitted again", async () => {
  const given = await world();
  const { account } = given;
  const laptop = await account.addDevice();
  await account.revoke(laptop);
  const again = { ...given, keys: laptop };
  assert.deepEqual(await enrolled(again), { ok: false, error: { code: "device-refused" } });
});

test("a device that one chain has already is admitted to the other, be the first full or not", async () => {
  const given = await world();
  const { account, keys } = given;
  const others = limits.devicesActiveMax - 2;
  for (let count = 0; count < others; count += 1) await account.account.addDevice();
  await account.account.append(
    await account.account.forge({
      part: account.account.devicePart(keys),
      by: keys,
      plaintext: plaintextOf(),
    }),
  );
  assert.ok((await enrolled(given)).ok);
  assert.ok(isActive(account.vault, keys));
  assert.equal(account.account.state.devices.get(keys.deviceId.toHex())?.counter, 1);
});

test("an admission that loses its race for ever ends", async () => {
  const given = await world();
  const { server } = given;
  let appends = 0;
  server.answer = (request) => {
    if (request.type !== "append" || appends === 20) return server.honest(request);
    appends += 1;
    return refused(request, "lost-race");
  };
  const error = { code: "server-refused", reason: "busy" };
  assert.deepEqual(await enrolled(given), { ok: false, error });
  assert.equal(appends, 10);
});

test("another refusal of an admission is said at once, and so is one of the pull after a lost race", async () => {
  for (const reason of ["quota-exceeded", "entry-refused"] as const) {
    const given = await world();
    const { server } = given;
    server.answer = (request) =>
      request.type === "append" ? refused(request, reason) : server.honest(request);
    const answer = await enrolled(given);
    assert.ok(!answer.ok && answer.error.code === "refused" && answer.error.reason === reason);
    assert.equal(server.asked.filter((type) => type === "append").length, 1);
  }
  const given = await world();
  const { server } = given;
  server.answer = (request) => {
    if (request.type !== "append") return server.honest(request);
    server.answer = (next) => (next.type === "heads" ? answered(next, null) : server.honest(next));
    return refused(request, "lost-race");
  };
  assert.deepEqual(await enrolled(given), { ok: false, error: { code: "server-misbehaves" } });
});

test("a server that does not name its chains is asked no further", async () => {
  const given = await world();
  const { server } = given;
  server.answer = (request) => refused(request, "unavailable");
  const answer = await pulled(given);
  assert.ok(!answer.ok && answer.error.code === "refused");
  assert.equal(answer.error.reason, "unavailable");
  assert.deepEqual(server.asked, ["heads"]);
});

test("an alarm that comes while the server admits the device is said", async () => {
  for (const which of ["account", "vault"] as const) {
    const given = await world();
    const { server } = given;
    const sudo = proven(given);
    const chains = await pulled(given, [], sudo);
    assert.ok(chains.ok);
    const alarm = { kind: "fork", seq: 1 } as const;
    server.answer = (request) => {
      chains.value[which].stop(alarm);
      return server.honest(request);
    };
    const answer = await enrol(given.environment, sudo, chains.value, "new one");
    assert.deepEqual(answer, { ok: false, error: { code: "alarm", alarm } });
  }
});

test("nothing is drafted on top of a chain that is not there", async () => {
  const { account, environment, keys } = await world();
  const chains = account.chains(environment, keys);
  await chains.load();
  const error = { code: "server-misbehaves" };
  assert.deepEqual(draftsOf(environment, chains, account.root, "entry"), { ok: false, error });
});
