import assert from "node:assert/strict";
import test from "node:test";
import { dump, listTransactions } from "@coffer/ledger";
import { changeTypes, encode, type ListedVault } from "@coffer/protocol";
import type { Chains } from "./chains.ts";
import { newDeviceKeys, type DeviceKeys } from "./device-record.ts";
import type { Alarm } from "./failures.ts";
import { plaintextOf } from "../../test/fixtures/chain.ts";
import {
  bytesFrom,
  bytesOf,
  garbageEpoch,
  headOf,
  sealed,
  TestAccount,
  told,
} from "../../test/fixtures/client-account.ts";
import {
  oneTurn,
  TestEnvironment,
  type TestFiles,
} from "../../test/fixtures/client-environment.ts";
import { randomBytes } from "../../test/fixtures/random.ts";
import { expense } from "../../test/fixtures/world.ts";

function textsOf({ vaultFold }: Chains): readonly string[] {
  return listTransactions(vaultFold.book, {}, 1_000)
    .map(({ text }) => text)
    .toSorted();
}

/** The chains of an account's phone with everything so far, compared. */
async function compared(
  account: TestAccount,
  keys: DeviceKeys = account.phone,
): Promise<{ readonly chains: Chains; readonly alarm: Alarm | undefined; files: TestFiles }> {
  const environment = new TestEnvironment();
  const chains = await account.chainsWithAll(environment, keys);
  return { chains, alarm: await chains.compare(), files: environment.files };
}

/** Starts again on the files that are there. */
async function reopened(account: TestAccount, files: TestFiles): Promise<Chains> {
  const chains = account.chains(new TestEnvironment(files), account.phone);
  await chains.load();
  return chains;
}

async function assertCaught(account: TestAccount, alarm: Alarm): Promise<void> {
  const { chains, alarm: caught } = await compared(account);
  assert.deepEqual(caught, alarm);
  assert.deepEqual(chains.vault.alarm ?? chains.account.alarm, alarm);
}

test("two chains that vouch for each other are let be", async () => {
  const account = await TestAccount.found();
  const laptop = await account.addDevice();
  await account.write([expense(1, "by the laptop")], { by: laptop });
  await account.pin(headOf(account.vault), laptop);
  await account.write([expense(2, "by the phone")]);
  await account.pin({ seq: 1, hash: account.vault.entries[1]?.hash ?? randomBytes(32) });
  const { chains, alarm } = await compared(account);
  assert.equal(alarm, undefined);
  assert.deepEqual(textsOf(chains), ["by the laptop", "by the phone"]);
  assert.deepEqual(chains.vaultFold.claims, []);
  assert.equal(await chains.compare(), undefined);
});

test("A7 a device that may write to the vault and is none of the account's is an alarm", async () => {
  const account = await TestAccount.found();
  await account.vault.addDevice();
  await assertCaught(account, { kind: "foreign-device" });
});

test("A7 a device that the account has revoked and the vault has not is an alarm", async () => {
  const account = await TestAccount.found();
  const laptop = await account.addDevice();
  await account.account.revoke([laptop.deviceId]);
  await assertCaught(account, { kind: "foreign-device" });
});

test("A14 a vault that the account does not list, or lists as founded otherwise, is an alarm", async () => {
  const account = await TestAccount.found();
  const { vaultId, genesisHash } = account.vault.state;
  await account.tell(
    listed({ vaultId, genesisHash }, { vaultId: randomBytes(16), genesisHash: null }),
  );
  assert.equal((await compared(account)).alarm, undefined);
  await account.tell(listed({ vaultId: randomBytes(16), genesisHash: null }));
  await assertCaught(account, { kind: "vault-replaced" });
  await account.tell(listed({ vaultId, genesisHash: randomBytes(32) }));
  await assertCaught(account, { kind: "vault-replaced" });
});

function listed(...vaults: readonly ListedVault[]) {
  return { type: changeTypes.vaultList, vaults } as const;
}

test("chains that another account has founded are an alarm", async () => {
  const account = await TestAccount.found();
  const stranger = await TestAccount.found();
  const mixed = Object.assign(Object.create(account) as TestAccount, { root: stranger.root });
  await assertCaught(mixed, { kind: "vault-replaced" });
});

test("a head of the account chain that the vault names and the server does not show is a rollback", async () => {
  const account = await TestAccount.found();
  const { seq } = account.account.state;
  await account.write([], { accountHead: { seq: seq + 1, hash: randomBytes(32) } });
  await assertCaught(account, { kind: "rollback", seq });
});

test("a head of another hash that the vault names is a fork", async () => {
  const account = await TestAccount.found();
  await account.write([], { accountHead: { seq: 1, hash: randomBytes(32) } });
  await assertCaught(account, { kind: "fork", seq: 1 });
});

test("two heads of one place that the vault names are a fork, whichever comes last, also after a restart", async () => {
  for (const isWrongFirst of [true, false]) {
    const account = await TestAccount.found();
    const right = headOf(account.account);
    const wrong = { seq: right.seq, hash: randomBytes(32) };
    for (const accountHead of isWrongFirst ? [wrong, right] : [right, wrong]) {
      await account.write([], { accountHead });
    }
    await assertCaught(account, { kind: "fork", seq: right.seq });
    // Caches that were written before both chains were compared.
    const environment = new TestEnvironment();
    const chains = await account.chainsWithAll(environment, account.phone);
    await chains.saveCaches();
    const again = await reopened(account, environment.files);
    assert.deepEqual(await again.compare(), { kind: "fork", seq: right.seq });
  }
});

test("a pinned head of the vault that the server does not show is a rollback", async () => {
  const account = await TestAccount.found();
  const { seq } = account.vault.state;
  await account.pin({ seq: seq + 1, hash: randomBytes(32) });
  await assertCaught(account, { kind: "rollback", seq });
});

test("a pin of another hash is a fork, also if it is not the farthest or the first of its place", async () => {
  for (const order of ["alone", "behind", "same place"] as const) {
    const account = await TestAccount.found();
    await account.write([expense(1, "a")]);
    await account.write([expense(2, "b")]);
    const head = headOf(account.vault);
    if (order !== "alone") await account.pin(head);
    const seq = order === "behind" ? head.seq - 1 : head.seq;
    await account.pin({ seq, hash: randomBytes(32) });
    await assertCaught(account, { kind: "fork", seq });
  }
});

test("what was caught once is caught again after a restart, whatever was cached", async () => {
  for (const tamper of [
    (account: TestAccount) => account.pin({ seq: 0, hash: randomBytes(32) }),
    (account: TestAccount) => account.write([], { accountHead: { seq: 0, hash: randomBytes(32) } }),
  ]) {
    const account = await TestAccount.found();
    await tamper(account);
    const { chains, alarm, files } = await compared(account);
    assert.deepEqual(alarm, { kind: "fork", seq: 0 });
    await chains.saveCaches();
    const again = await reopened(account, files);
    assert.deepEqual(await again.compare(), alarm);
  }
});

test("pins and claims are compared once, and not again from the cache", async () => {
  const account = await TestAccount.found();
  await account.write([expense(1, "a")]);
  await account.write([expense(2, "b")]);
  await account.pin({ seq: 1, hash: account.vault.entries[1]?.hash ?? randomBytes(32) });
  const { chains, alarm, files } = await compared(account);
  assert.equal(alarm, undefined);
  await chains.saveCaches();
  const again = await reopened(account, files);
  files.read = () => Promise.reject(new Error("the log is read again"));
  assert.equal(await again.compare(), undefined);
});

test("without the account chain's key its entries still are where the vault says they are", async () => {
  const account = await TestAccount.found();
  const laptop = await account.addDevice();
  await account.account.newEpoch();
  const gap = await garbageEpoch(account.account);
  await account.account.append(await account.account.forge(gap));
  account.account.epochKeys.set(account.account.state.epoch, gap.epochKey);
  await account.vault.newEpoch();
  await account.write([expense(1, "names the gap")]);
  const { chains, alarm } = await compared(account, laptop);
  assert.equal(chains.account.isKeyMissing, true);
  assert.equal(chains.vault.isKeyMissing, false);
  assert.equal(alarm, undefined);
  const { seq } = account.account.state;
  await account.write([], { accountHead: { seq, hash: randomBytes(32) } });
  assert.deepEqual((await compared(account, laptop)).alarm, { kind: "fork", seq });
});

test("a device that can read nothing of the account chain does not take its vault for another", async () => {
  const account = await TestAccount.found();
  const laptop = await account.addDevice();
  const { chains, alarm } = await compared(account, laptop);
  // It was never granted the first keys: a login opens them with the account's own.
  assert.equal(chains.account.isKeyMissing, true);
  assert.equal(alarm, undefined);
});

test("a crash between the log and the outbox applies nothing twice and sends nothing again", async () => {
  const account = await TestAccount.found();
  const environment = new TestEnvironment();
  const chains = await account.chainsWithAll(environment, account.phone);
  const mine = expense(500, "mine");
  await chains.outbox.add([{ changeSetId: mine.id, value: sealed(mine).value }]);
  chains.vaultFold.applyPending(mine, account.phone.deviceId);
  await chains.saveCaches();
  const entry = await account.write([mine]);
  let left: TestFiles | undefined;
  environment.files.onWrite = ({ name }) => {
    if (name === "outbox") left = environment.files.copy();
  };
  await chains.admitToVault([bytesOf(entry)]);
  assert.equal(chains.outbox.size, 0);
  assert.ok(left !== undefined);
  for (const withCache of [true, false]) {
    const files = left.copy();
    if (!withCache) files.bytesByName.delete(`state-${account.vault.state.vaultId.toHex()}`);
    const again = await reopened(account, files);
    assert.equal(again.outbox.size, 0);
    assert.deepEqual(dump(again.vaultFold.book), dump(chains.vaultFold.book));
    assert.equal((await reopened(account, files.copy())).outbox.size, 0);
  }
});

test("a cache is not written while the outbox's file still has what the log holds", async () => {
  const account = await TestAccount.found();
  const environment = new TestEnvironment();
  const chains = await account.chainsWithAll(environment, account.phone);
  const mine = expense(500, "mine");
  await chains.outbox.add([{ changeSetId: mine.id, value: sealed(mine).value }]);
  chains.vaultFold.applyPending(mine, account.phone.deviceId);
  const entry = await account.write([mine]);
  const { files } = environment;
  files.failOnce(({ name }) => name === "outbox");
  await assert.rejects(chains.admitToVault([bytesOf(entry)]), /disk full/);
  files.failOnce(({ name }) => name === "outbox");
  await assert.rejects(chains.saveCaches(), /disk full/);
  assert.equal(await files.read(`state-${account.vault.state.vaultId.toHex()}`), undefined);
  await chains.saveCaches();
  const again = await reopened(account, files.copy());
  assert.equal(again.outbox.size, 0);
  assert.deepEqual(textsOf(again), ["mine"]);
});

test("what waits is not part of the cache, and comes back on top of it", async () => {
  const account = await TestAccount.found();
  await account.write([expense(1, "in the log")]);
  const environment = new TestEnvironment();
  const chains = await account.chainsWithAll(environment, account.phone);
  const bare = encode(chains.vaultFold.dump());
  const mine = expense(500, "waits");
  await chains.outbox.add([{ changeSetId: mine.id, value: sealed(mine).value }]);
  chains.vaultFold.applyPending(mine, account.phone.deviceId);
  assert.deepEqual(encode(chains.vaultFold.dump()), bare);
  await chains.saveCaches();
  const again = await reopened(account, environment.files);
  assert.deepEqual(textsOf(again), ["in the log", "waits"]);
  assert.deepEqual(dump(again.vaultFold.book), dump(chains.vaultFold.book));
});

test("whoever looks at the book while entries come in sees all of what waits, always", async () => {
  const account = await TestAccount.found();
  const laptop = await account.addDevice();
  await account.vault.newEpoch();
  for (let write = 0; write < 20; write += 1) {
    await account.write([expense(write, `old ${write}`)], { by: laptop });
  }
  const environment = new TestEnvironment();
  const chains = await account.chainsWithAll(environment, account.phone);
  const mine = expense(500, "waits");
  chains.vaultFold.applyPending(mine, account.phone.deviceId);
  for (let write = 0; write < 20; write += 1) {
    await account.write([expense(write, `new ${write}`)], { by: laptop });
  }
  await account.vault.newEpoch({ lostEpochs: [1] }, { countersignedBy: account.root });
  const working = (async () => {
    await chains.admitToVault(bytesFrom(account.vault, (chains.vault.state?.seq ?? -1) + 1));
    await chains.saveCaches();
    await chains.audit();
    return "over" as const;
  })();
  let looks = 0;
  while ((await Promise.race([working, oneTurn()])) !== "over") {
    const texts = textsOf(chains);
    assert.ok(texts.includes("waits") && texts.includes("old 0"), `${texts.length} texts`);
    assert.ok((chains.vault.state?.seq ?? -1) > 20);
    looks += 1;
  }
  assert.ok(looks > 1);
  assert.equal(textsOf(chains).length, 41);
});

test("a chain that was stopped is shut for the other one's comparison too, and stays readable", async () => {
  const account = await TestAccount.found();
  await account.write([expense(1, "before")]);
  await account.vault.addDevice();
  const { chains } = await compared(account);
  await account.write([expense(2, "after")]);
  const alarm = await chains.admitToVault(bytesFrom(account.vault, account.vault.state.seq));
  assert.deepEqual(alarm, { kind: "foreign-device" });
  assert.deepEqual(textsOf(chains), ["before"]);
  assert.equal(
    await chains.audit(),
    account.account.entries.length + account.vault.entries.length - 1,
  );
});

test("a device that was revoked, or never admitted, is shut out", async () => {
  const account = await TestAccount.found();
  const laptop = await account.addDevice();
  const { chains } = await compared(account, laptop);
  assert.equal(chains.isShutOut, false);
  await account.revoke(laptop);
  await chains.admitToVault(bytesFrom(account.vault, account.vault.state.seq));
  assert.equal(chains.isShutOut, true);
  const stranger = await newDeviceKeys(randomBytes);
  assert.equal((await compared(account, stranger)).chains.isShutOut, true);
  assert.equal(account.chains(new TestEnvironment(), stranger).isShutOut, false);
});

test("void parts of both chains are named", async () => {
  const account = await TestAccount.found();
  await account.vault.append(await account.vault.forge({ padded: randomBytes(256) }));
  // A vault list that the identity key did not sign counts for nothing.
  const { vaultId } = account.vault.state;
  await account.account.write([told(listed({ vaultId: randomBytes(16), genesisHash: null }))]);
  await account.vault.append(
    await account.vault.forge({ plaintext: plaintextOf([sealed(expense(1, "good"))]) }),
  );
  const { chains, alarm } = await compared(account);
  assert.equal(alarm, undefined);
  assert.deepEqual(
    chains.vaultFold.voids.map(({ seq }) => seq),
    [1],
  );
  assert.deepEqual(
    chains.accountFold.voids.map(({ seq }) => seq),
    [3],
  );
  assert.deepEqual(chains.accountFold.state.vaults, [{ vaultId, genesisHash: null }]);
  assert.deepEqual(textsOf(chains), ["good"]);
});

test("without the account's root keys only what is granted to the device opens", async () => {
  const account = await TestAccount.found();
  const laptop = await account.addDevice();
  const environment = new TestEnvironment();
  const chains = account.chains(environment, laptop, account.root);
  await chains.load();
  await chains.admitToAccount(bytesFrom(account.account));
  await chains.admitToVault(bytesFrom(account.vault));
  assert.equal(chains.vault.isKeyMissing, false);
  chains.forgetRoot();
  const gap = await garbageEpoch(account.vault, [laptop.deviceId]);
  await account.vault.append(await account.vault.forge(gap));
  await chains.admitToVault(bytesFrom(account.vault, account.vault.state.seq));
  assert.equal(chains.vault.isKeyMissing, true);
});

test("a chain that is not there yet is no alarm", async () => {
  const account = await TestAccount.found();
  const chains = account.chains(new TestEnvironment(), account.phone);
  await chains.load();
  assert.equal(await chains.compare(), undefined);
  await chains.admitToAccount(bytesFrom(account.account));
  assert.equal(await chains.compare(), undefined);
  assert.equal(chains.isShutOut, false);
});
