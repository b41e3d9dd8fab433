import assert from "node:assert/strict";
import test from "node:test";
import { readAnswer, type Bytes } from "@coffer/protocol";
import { randomBytes, type RawSession } from "./raw-client.ts";
import {
  dataEntry,
  deviceEntry,
  epochEntry,
  foundChain,
  newTestAccount,
  newTestDevice,
  type TestAccount,
  type TestChain,
} from "./test-account.ts";
import { startTestServer, type TestServer } from "./test-server.ts";
import { genesisOf, quickRegister, recover, resume } from "./ways-in.ts";

const server: TestServer = await startTestServer();
const { url } = server;

/** An account that nobody else uses. */
async function freshAccount(on = url): Promise<TestAccount> {
  const account = await newTestAccount();
  await quickRegister(on, account);
  return account;
}

/** Seq of a chain's head on the server. */
async function headSeq(session: RawSession, chain: TestChain): Promise<number | undefined> {
  const heads = readAnswer.heads((await session.request("heads")).value) ?? [];
  return heads.find(([vaultId]) => vaultId.toHex() === chain.vaultId.toHex())?.[1];
}

async function pullAll(session: RawSession, chain: TestChain): Promise<readonly Bytes[]> {
  const entries: Bytes[] = [];
  for (;;) {
    const answer = await session.request("pull", chain.vaultId, entries.length);
    const [more = [], last = -1] = readAnswer.pull(answer.value) ?? [];
    entries.push(...more);
    if (entries.length > last) return entries;
  }
}

test("SV28: heads are those of all the account's chains, the account chain first", async () => {
  const account = await freshAccount();
  const session = await resume(url, account.device);
  const heads = readAnswer.heads((await session.request("heads")).value);
  const expected = [account.accountChain, account.vault].map(({ vaultId, state }) => [
    vaultId,
    0,
    state.head,
  ]);
  assert.deepEqual(heads, expected);
  session.close();
});

test("SV29: a pull gives the entries as they were appended, of the account's chains only", async () => {
  const [account, stranger] = [await freshAccount(), await freshAccount()];
  const session = await resume(url, account.device);
  const { vault, device: author } = account;
  for (let count = 0; count < 3; count += 1) {
    assert.equal(
      (await session.request("append", [await dataEntry(vault, { author })])).code,
      "ok",
    );
  }
  const expected = vault.entries.map(({ bytes }) => bytes);
  assert.deepEqual(await pullAll(session, vault), expected);
  const part = readAnswer.pull((await session.request("pull", vault.vaultId, 2)).value);
  assert.deepEqual(part, [expected.slice(2), 3]);
  const beyond = readAnswer.pull((await session.request("pull", vault.vaultId, 9)).value);
  assert.deepEqual(beyond?.[0], []);
  for (const vaultId of [stranger.vault.vaultId, randomBytes(16)]) {
    assert.equal((await session.request("pull", vaultId, 0)).code, "not-found");
  }
  session.close();
});

test("SV30: a resumed session appends what its own device says, and admits or revokes nobody", async () => {
  const account = await freshAccount();
  const { vault, accountChain, device: author, root } = account;
  const newcomer = await newTestDevice();
  const full = await recover(url, account);
  const admitted = [
    await deviceEntry(accountChain, account, newcomer),
    await deviceEntry(vault, account, newcomer),
  ];
  const session = await resume(url, author);
  assert.equal((await session.request("append", admitted)).code, "forbidden", "a device entry");
  assert.equal((await full.request("append", admitted)).code, "ok");
  const draft = { author, isDraft: true };
  const revoke = await epochEntry(vault, { ...draft, root, revoke: newcomer });
  assert.equal((await session.request("append", [revoke])).code, "forbidden", "a revoke entry");
  const foreign = await dataEntry(vault, { author: newcomer, isDraft: true });
  assert.equal((await session.request("append", [foreign])).code, "forbidden", "another device's");
  const own = [await dataEntry(vault, { author }), await epochEntry(vault, { author })];
  assert.equal((await session.request("append", own)).code, "ok");
  const others = await dataEntry(vault, { author: newcomer });
  assert.equal((await full.request("append", [others])).code, "ok", "a full session may");
  session.close();
  full.close();
});

test("SV31: the same bytes again get the first result, on another connection too", async () => {
  const account = await freshAccount();
  const { vault, device: author } = account;
  const session = await resume(url, author);
  const entries = [await dataEntry(vault, { author }), await dataEntry(vault, { author })];
  assert.equal((await session.request("append", entries)).code, "ok");
  const later = await dataEntry(vault, { author });
  assert.equal((await session.request("append", [later])).code, "ok");
  session.close();
  const again = await resume(url, author);
  assert.equal((await again.request("append", entries)).code, "ok", "all of it");
  assert.equal((await again.request("append", entries.slice(1))).code, "ok", "a part");
  const next = await dataEntry(vault, { author });
  assert.equal((await again.request("append", [later, next])).code, "ok", "with one that is new");
  assert.equal(await headSeq(again, vault), 4);
  again.close();
});

test("SV31: the same bytes from two connections at once are appended once", async () => {
  const account = await freshAccount();
  const { vault, device: author } = account;
  const sessions = [await resume(url, author), await resume(url, author)];
  const entry = await dataEntry(vault, { author });
  const answers = await Promise.all(sessions.map((session) => session.request("append", [entry])));
  assert.deepEqual(
    answers.map(({ code }) => code),
    ["ok", "ok"],
  );
  const [first] = sessions;
  assert.ok(first !== undefined);
  assert.equal(await headSeq(first, vault), 1);
  for (const session of sessions) session.close();
});

test("SV32: of two devices that append at once one loses, and is told the head", async () => {
  const account = await freshAccount();
  const { vault, accountChain, device: author } = account;
  const full = await recover(url, account);
  const second = await newTestDevice();
  const admitted = [
    await deviceEntry(accountChain, account, second),
    await deviceEntry(vault, account, second),
  ];
  assert.equal((await full.request("append", admitted)).code, "ok");
  const [one, two] = [await resume(url, author), await resume(url, second)];
  const drafts = [
    await dataEntry(vault, { author, isDraft: true }),
    await dataEntry(vault, { author: second, isDraft: true }),
  ] as const;
  const answers = await Promise.all([
    one.request("append", [drafts[0]]),
    two.request("append", [drafts[1]]),
  ]);
  assert.deepEqual(answers.map(({ code }) => code).toSorted(), ["lost-race", "ok"]);
  const lost = answers.find(({ code }) => code === "lost-race");
  const head = readAnswer.heads((await one.request("heads")).value)?.[1];
  assert.deepEqual(readAnswer.lostRace(lost?.value ?? null), head);
  assert.equal(head?.[1], 2);
  for (const session of [full, one, two]) session.close();
});

test("SV33: a counter that was used with other bytes is refused by its own number", async () => {
  const account = await freshAccount();
  const { vault, device: author } = account;
  const session = await resume(url, author);
  const [first, other] = [
    await dataEntry(vault, { author, isDraft: true }),
    await dataEntry(vault, { author, isDraft: true }),
  ];
  assert.equal((await session.request("append", [first])).code, "ok");
  assert.equal((await session.request("append", [other])).code, "counter-reused");
  session.close();
});

test("SV34: an entry that fails a public check is refused, and the session goes on", async () => {
  const account = await freshAccount();
  const { vault, accountChain, device: author, root } = account;
  const session = await recover(url, account);
  const stranger = await newTestDevice();
  const draft = await dataEntry(vault, { author, isDraft: true });
  const forged = Uint8Array.from(draft);
  forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
  const uncountersigned = await epochEntry(accountChain, {
    author: stranger,
    root,
    isDraft: true,
  });
  const founding = await foundChain("vault", root, author);
  const other = await freshAccount();
  const foreign = await dataEntry(other.vault, { author: other.device });
  const cases = [
    ["a forged signature", [forged], "entry-refused"],
    ["no entry", [randomBytes(300)], "entry-refused"],
    [
      "an unknown author",
      [await dataEntry(vault, { author: stranger, isDraft: true })],
      "entry-refused",
    ],
    ["an unknown author's epoch", [uncountersigned], "entry-refused"],
    ["one good, one forged", [draft, forged], "entry-refused"],
    ["a chain that is none", [genesisOf(founding)], "not-found"],
    ["another account's chain", [foreign], "not-found"],
  ] as const;
  for (const [what, entries, code] of cases) {
    assert.equal((await session.request("append", entries)).code, code, what);
  }
  assert.equal(await headSeq(session, vault), 0);
  assert.equal((await session.request("append", [draft])).code, "ok");
  session.close();
});

test("SV35: an append over two chains is all or nothing", async () => {
  const account = await freshAccount();
  const { vault, accountChain, device: author } = account;
  const session = await resume(url, author);
  const stale = await dataEntry(accountChain, { author, isDraft: true });
  assert.equal(
    (await session.request("append", [await dataEntry(accountChain, { author })])).code,
    "ok",
  );
  const good = await dataEntry(vault, { author, isDraft: true });
  const other = await dataEntry(accountChain, { author, counter: 9, isDraft: true });
  assert.equal((await session.request("append", [good, stale])).code, "counter-reused");
  assert.equal(await headSeq(session, vault), 0, "the good one is not appended alone");
  assert.equal((await session.request("append", [good, other])).code, "ok");
  assert.deepEqual([await headSeq(session, vault), await headSeq(session, accountChain)], [1, 2]);
  session.close();
});

test("SV36: an account's share of the storage has an end, and so has one append", async () => {
  const small = await startTestServer({ limits: { accountEntriesMax: 4 } });
  const account = await freshAccount(small.url);
  const { vault, device: author } = account;
  const session = await resume(small.url, author);
  const entries = [await dataEntry(vault, { author }), await dataEntry(vault, { author })];
  const third = await dataEntry(vault, { author });
  assert.equal((await session.request("append", [...entries, third])).code, "quota-exceeded");
  assert.equal((await session.request("append", entries)).code, "ok");
  assert.equal((await session.request("append", [third])).code, "quota-exceeded");
  const heavy = Array.from({ length: 3 }, () => randomBytes(310_000));
  assert.equal((await session.request("append", heavy)).code, "too-large");
  session.close();
});

test("SV37: after a restart, or in a small memory, a chain goes on where it was", async () => {
  const first = await startTestServer({ limits: { cachedChainsMax: 1 } });
  const account = await freshAccount(first.url);
  const { vault, accountChain, device: author, root } = account;
  const second = await newTestDevice();
  const full = await recover(first.url, account);
  const admitted = [
    await deviceEntry(accountChain, account, second),
    await deviceEntry(vault, account, second),
  ];
  assert.equal((await full.request("append", admitted)).code, "ok");
  const data = [await dataEntry(vault, { author }), await dataEntry(accountChain, { author })];
  assert.equal((await full.request("append", data)).code, "ok");
  full.close();
  await first.close();

  const again = await startTestServer({ dataFolder: first.dataFolder });
  const session = await resume(again.url, second);
  const replayed = await dataEntry(vault, { author: second, counter: 1, isDraft: true });
  assert.equal((await session.request("append", [replayed])).code, "counter-reused");
  const next = await dataEntry(vault, { author: second });
  assert.equal((await session.request("append", [next])).code, "ok");
  const revoking = await recover(again.url, account);
  const revoke = await epochEntry(vault, { author, root, revoke: second });
  assert.equal((await revoking.request("append", [revoke])).code, "ok");
  assert.deepEqual(
    await pullAll(revoking, vault),
    vault.entries.map(({ bytes }) => bytes),
  );
  session.close();
  revoking.close();
});

test("SV38: what one session appends is pushed to the account's others that asked for the chain", async () => {
  const [account, stranger] = [await freshAccount(), await freshAccount()];
  const { vault, accountChain, device: author } = account;
  const sender = await resume(url, author);
  const both = await resume(url, author);
  const one = await resume(url, author);
  const foreign = await resume(url, stranger.device);
  await both.request("heads");
  await one.request("pull", accountChain.vaultId, 0);
  await foreign.request("heads");
  await sender.request("heads");
  const inVault = [await dataEntry(vault, { author }), await dataEntry(vault, { author })];
  const inAccount = await dataEntry(accountChain, { author });
  assert.equal((await sender.request("append", inVault)).code, "ok");
  assert.equal((await sender.request("append", [inAccount])).code, "ok");
  assert.deepEqual(await both.push(), { vaultId: vault.vaultId, entries: inVault });
  assert.deepEqual(await both.push(), { vaultId: accountChain.vaultId, entries: [inAccount] });
  assert.deepEqual(await one.push(), { vaultId: accountChain.vaultId, entries: [inAccount] });
  assert.equal((await sender.request("append", inVault)).code, "ok", "a repeat");
  for (const session of [sender, both, one, foreign]) {
    await session.request("sessions");
    assert.equal(session.pushesWaiting, 0);
    session.close();
  }
});
