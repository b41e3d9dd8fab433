/**
 * Opening a sealed vault, to the 50/30/20 report of every month: from the state cache, as a device does every day, and
 * by replaying the log, as a new device does once. Each against the sum of its floors: reading the same bytes,
 * AES-GCM over them, bare CBOR, signatures where there are any, and one pass.
 *
 * The password's Argon2id is not part of it: it is the same 0.2 s whatever a vault holds.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeEnvironment } from "../cli/src/node/node-environment.ts";
import { Chains } from "../client/src/chains.ts";
import { openCache } from "../client/src/state-cache.ts";
import type { Environment } from "../client/src/environment.ts";
import { bucketTotals, settingsOf } from "../ledger/src/index.ts";
import { openOnce, sealOnce } from "../protocol/src/aead.ts";
import { encode } from "../protocol/src/codec.ts";
import { importVerifyKey, verify } from "../protocol/src/signature.ts";
import { bytesFrom, sealed, TestAccount } from "../test/fixtures/client-account.ts";
import { plaintextOf } from "../test/fixtures/chain.ts";
import { cpuMs, measurement, medians, type Measurement } from "./measure.ts";
import { barePass, changeSetsOf, months } from "./rows.ts";
import type { Size } from "./size.ts";

/** The codec's library without the codec's strictness. */
const library = "cborg/cborg.js";
const cborg = (await import(new URL(`../node_modules/${library}`, import.meta.url).href)) as {
  readonly decode: (bytes: Uint8Array, options: object) => unknown;
};

/** Opening vaults of each size. */
export async function measureOpening(size: Size): Promise<readonly Measurement[]> {
  const lines: Measurement[] = [];
  for (const rows of size.vaultRows) lines.push(...(await measureVault(rows, size.rounds)));
  return lines;
}

async function measureVault(rows: number, rounds: number): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), "coffer-bench-"));
  const account = await TestAccount.found();
  for (const changeSet of changeSetsOf(rows)) {
    const plaintext = plaintextOf([sealed(changeSet)]);
    await account.vault.append(await account.vault.forge({ by: account.phone, plaintext }));
  }
  const environment = await nodeEnvironment(join(folder, "home"));
  const founded = chainsOf(account, environment);
  await admitAll(account, founded);
  await founded.saveCaches();
  const floors = await floorsOf(account, environment, join(folder, "home"));
  let device = 0;
  const opening = async (): Promise<void> => {
    const chains = chainsOf(account, environment);
    await chains.load();
    report(chains);
  };
  const replay = async (): Promise<void> => {
    device += 1;
    const home = join(folder, `device-${device}`);
    const chains = chainsOf(account, await nodeEnvironment(home));
    await chains.load();
    await admitAll(account, chains);
    report(chains);
    rmSync(home, { recursive: true });
  };
  const took = await medians(rounds, {
    openingFloor: () => cpuMs(floors.opening),
    opening: () => cpuMs(opening),
    replayFloor: () => cpuMs(floors.replay),
    replay: () => cpuMs(replay),
  });
  rmSync(folder, { recursive: true });
  const count = rows.toLocaleString("en");
  return [
    measurement({
      name: `open a sealed vault of ${count}, to every month's report`,
      value: took.opening,
      unit: "CPU ms",
      floor: took.openingFloor,
      against: "reading, AES-GCM, CBOR and one pass",
      reach: { of: "ratio", atMost: 3 },
    }),
    measurement({
      name: `a new device replays ${count}, to that report`,
      value: took.replay,
      unit: "CPU ms",
      floor: took.replayFloor,
      against: "Ed25519, AES-GCM, CBOR and one pass",
    }),
  ];
}

function chainsOf(account: TestAccount, environment: Environment): Chains {
  return new Chains({
    environment,
    accountId: account.root.accountId,
    accountChainId: account.account.state.vaultId,
    vaultId: account.vault.state.vaultId,
    keys: account.phone,
    root: null,
  });
}

async function admitAll(account: TestAccount, chains: Chains): Promise<void> {
  assert.equal(await chains.admitToAccount(bytesFrom(account.account)), undefined);
  assert.equal(await chains.admitToVault(bytesFrom(account.vault)), undefined);
}

function report({ vaultFold }: Chains): void {
  const { book } = vaultFold;
  const totals = bucketTotals(book, months(book), settingsOf(book).rule);
  assert.ok(totals.some(({ countedMinor }) => countedMinor > 0n));
}

interface Floors {
  readonly opening: () => Promise<void>;
  readonly replay: () => Promise<void>;
}

/** The same bytes, read, opened and decoded with nothing else done about them, and one pass over as many rows. */
async function floorsOf(
  account: TestAccount,
  environment: Environment,
  home: string,
): Promise<Floors> {
  const id = account.vault.state.vaultId.toHex();
  const path = join(home, `state-${id}`);
  const cache = await openCache(
    readFileSync(path),
    account.vault.state.vaultId,
    account.phone.localKey,
  );
  assert.ok(cache?.chain !== undefined);
  const rows = Math.max(1, (account.vault.state.seq - 1) * 2_000);
  const pass = barePass(rows);
  const key = new Uint8Array(32);
  const aad = new Uint8Array(0);
  const plaintext = encode(cache.chain.folded);
  assert.ok(statSync(path).size >= plaintext.length);
  const box = await sealOnce(key, aad, plaintext);
  const opening = async (): Promise<void> => {
    await environment.files.read(`state-${id}`);
    decode((await openOnce(key, aad, box)) ?? plaintext);
    pass();
  };
  const entries = await Promise.all(
    account.vault.entries.map(async ({ bytes, signature }) => ({
      signature,
      box: await sealOnce(key, aad, bytes),
    })),
  );
  const sealedSets = [...changeSetsOf(rows)].map((changeSet) => encode(sealed(changeSet).value));
  const verifyKey = await importVerifyKey(account.phone.signKey);
  const replay = async (): Promise<void> => {
    for (const entry of entries) {
      await verify(verifyKey, entry.signature, plaintext.subarray(0, 128));
      await openOnce(key, aad, entry.box);
    }
    for (const bytes of sealedSets) decode(bytes);
    pass();
  };
  return { opening, replay };
}

function decode(bytes: Uint8Array): unknown {
  return cborg.decode(bytes, { useMaps: true });
}
