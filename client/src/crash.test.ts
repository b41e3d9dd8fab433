/**
 * A power cut at every single write of a device's day: whatever is left, the device opens again, holds what it had
 * confirmed, and ends up with the same book as the others, in which everything is once.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { dump, listTransactions } from "@coffer/ledger";
import { changeTypes, openSealedPart, type AccountSecret } from "@coffer/protocol";
import { unlock } from "./account-access.ts";
import type { Chains } from "./chains.ts";
import type { Engine } from "./engine.ts";
import { loadAccountSecrets } from "./home.ts";
import { TestAccount, typedPassword } from "../../test/fixtures/client-account.ts";
import { TestEnvironment, type TestFiles } from "../../test/fixtures/client-environment.ts";
import { effort } from "../../test/fixtures/effort.ts";
import { FakeServer } from "../../test/fixtures/client-server.ts";
import { randomBytes } from "../../test/fixtures/random.ts";
import { expense } from "../../test/fixtures/world.ts";

/** How much of an append stays when the power goes. */
const cuts = [41, 0, 3, 400].slice(0, effort(1, 4));

interface Day {
  readonly account: TestAccount;
  readonly environment: TestEnvironment;
  /** Texts whose commit was confirmed. */
  readonly confirmed: string[];
  /** Whether the day went to its end. */
  readonly isOver: boolean;
}

/** A day that ends at a write: everything that a device writes to, in its usual order. */
async function dayUntil(cutAt: number, tornBytes: number): Promise<Day> {
  const account = await TestAccount.found();
  const laptop = await account.addDevice();
  await account.vault.newEpoch();
  const server = new FakeServer(account);
  await server.adopt();
  const environment = new TestEnvironment();
  environment.connect = () => server.connect();
  await account.settle(environment, account.phone);
  const confirmed: string[] = [];
  const { files } = environment;
  let writes = 0;
  files.tornBytes = tornBytes;
  files.onWrite = () => {
    writes += 1;
    if (writes > cutAt) throw new Error("power cut");
  };
  const commit = async (engine: Engine, text: string): Promise<void> => {
    await engine.commit([expense(1, text)]);
    confirmed.push(text);
  };
  try {
    const engine = await opened(environment);
    await engine.sync();
    await commit(engine, "one");
    await commit(engine, "two");
    await account.write([expense(2, "theirs")], { by: laptop });
    await engine.sync();
    await engine.saveCaches();
    await commit(engine, "three");
    await account.vault.newEpoch({}, { by: laptop });
    const accountSecret = randomBytes(20) as AccountSecret;
    const accountBoxHash = randomBytes(32);
    await account.tell({ type: changeTypes.rekey, generation: 2, accountBoxHash, accountSecret });
    await account.write([expense(3, "theirs, later")], { by: laptop });
    await engine.sync();
    await engine.saveCaches();
    await engine.close();
  } catch (error) {
    assert.match(String(error), /power cut/);
    return { account, environment, confirmed, isOver: false };
  }
  return { account, environment, confirmed, isOver: true };
}

async function opened(environment: TestEnvironment): Promise<Engine> {
  const engine = await unlock(environment, typedPassword);
  assert.ok(engine.ok, JSON.stringify(engine));
  return engine.value;
}

function textsOf(book: Engine["book"]): readonly string[] {
  return listTransactions(book, {}, 1_000)
    .map(({ text }) => text)
    .toSorted();
}

/** What a device without a past makes of the log. */
async function foldedAnew(account: TestAccount): Promise<Chains> {
  return account.chainsWithAll(new TestEnvironment(), account.phone);
}

/** Demands that the log holds every change once. */
async function assertEachOnce({ vault }: TestAccount, title: string): Promise<void> {
  const ids: string[] = [];
  for (const checked of vault.checked) {
    const epochKey = vault.epochKeys.get(checked.entry.header.epoch);
    const isLedgerChange = (): boolean => true;
    const part = await openSealedPart({ checked, state: vault.state, epochKey, isLedgerChange });
    assert.ok(part.outcome === "opened", title);
    ids.push(...part.plaintext.changes.map(({ id }) => id.toHex()));
  }
  assert.equal(new Set(ids).size, ids.length, `${title}: a change is in the log twice`);
}

/** Opens what a crash has left, demands what must be there, and lets it catch up. */
async function assertRecovers(day: Day, files: TestFiles, title: string): Promise<void> {
  const { account, confirmed } = day;
  const environment = new TestEnvironment(files);
  environment.connect = day.environment.connect;
  const engine = await opened(environment);
  const before = textsOf(engine.book);
  for (const text of confirmed) {
    assert.equal(before.filter((each) => each === text).length, 1, `${title}: ${text}`);
  }
  const report = await engine.sync();
  assert.ok(report.ok, `${title}: ${JSON.stringify(report)}`);
  assert.equal(engine.alarm, undefined, title);
  assert.equal(engine.waiting, 0, title);
  const anew = await foldedAnew(account);
  assert.deepEqual(anew.vaultFold.voids, [], title);
  assert.deepEqual(dump(engine.book), dump(anew.vaultFold.book), title);
  await assertEachOnce(account, title);
  const { accountSecret } = engine.account;
  const secrets = await loadAccountSecrets(files);
  assert.deepEqual(secrets[0], accountSecret ?? account.accountSecret, title);
  await engine.saveCaches();
  await engine.close();
  const later = await opened(new TestEnvironment(files.copy()));
  assert.deepEqual(dump(later.book), dump(engine.book), title);
}

test("a power cut at any write, before it or half-way, loses nothing and doubles nothing", async () => {
  for (const tornBytes of cuts) {
    let cutAt = 0;
    for (; ; cutAt += 1) {
      const day = await dayUntil(cutAt, tornBytes);
      await assertRecovers(day, day.environment.files.copy(), `cut at ${cutAt}, ${tornBytes}`);
      if (day.isOver) break;
    }
    assert.ok(cutAt > 12, `${cutAt} writes`);
  }
});

test("a disk that fails at any write once, in a program that goes on, loses nothing either", async () => {
  for (let failAt = 1; ; failAt += 1) {
    const account = await TestAccount.found();
    const laptop = await account.addDevice();
    const server = new FakeServer(account);
    await server.adopt();
    const environment = new TestEnvironment();
    environment.connect = () => server.connect();
    await account.settle(environment, account.phone);
    const { files } = environment;
    let writes = 0;
    let failures = 0;
    files.tornBytes = 33;
    files.onWrite = () => {
      writes += 1;
      if (writes !== failAt) return;
      failures += 1;
      throw new Error("disk full");
    };
    const engine = await opened(environment);
    const tried = async (step: () => Promise<unknown>): Promise<boolean> => {
      try {
        await step();
        return true;
      } catch (error) {
        assert.match(String(error), /disk full/);
        return false;
      }
    };
    const expected: string[] = ["theirs", "theirs, later"];
    const steps: (() => Promise<unknown>)[] = [
      () => engine.sync(),
      () => engine.commit([expense(1, "one")]),
      () => account.write([expense(2, "theirs")], { by: laptop }),
      () => engine.sync(),
      () => engine.saveCaches(),
      () => engine.commit([expense(1, "two")]),
      () => account.vault.newEpoch({}, { by: laptop }),
      () => account.write([expense(3, "theirs, later")], { by: laptop }),
      () => engine.sync(),
      () => engine.saveCaches(),
    ];
    for (const [index, step] of steps.entries()) {
      const isDone = await tried(step);
      if (isDone && index === 1) expected.push("one");
      if (isDone && index === 5) expected.push("two");
    }
    const day = { account, environment, confirmed: expected.slice(2), isOver: true };
    const report = await engine.sync();
    assert.ok(report.ok, `at ${failAt}: ${JSON.stringify(report)}`);
    assert.deepEqual(textsOf(engine.book), expected.toSorted(), `at ${failAt}`);
    await engine.saveCaches();
    await assertRecovers(day, files.copy(), `at ${failAt}`);
    if (failures === 0) break;
  }
});
