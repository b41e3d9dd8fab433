/** Devices of real accounts, in great number: idle, appending, and reading too slowly. */
import assert from "node:assert/strict";
import { dataEntry, newTestAccount, type TestAccount } from "../../test/server/test-account.ts";
import { quickRegister, resume } from "../../test/server/ways-in.ts";
import type { RawSession } from "../../test/server/raw-client.ts";
import { percentile } from "../measure.ts";
import { socketFrom, type LoadSocket } from "./sockets.ts";

/** A session of a device, and the account that it is of. */
export interface LoadDevice {
  readonly account: TestAccount;
  readonly session: RawSession;
  readonly socket: LoadSocket;
}

/** Sessions of one network. */
const perNetwork = 50;
const atOnce = 32;

/** New accounts, each from a network that registers no more than it may. */
export async function newAccounts(url: string, count: number): Promise<readonly TestAccount[]> {
  const accounts: TestAccount[] = [];
  await inLanes(count, async (index) => {
    const account = await newTestAccount();
    await quickRegister(socketFrom(url, 1_000 + (index % 512)), account);
    accounts.push(account);
  });
  return accounts;
}

/** Resumed sessions of the accounts' devices, so many in all, that have asked about their chains and wait. */
export async function idleDevices(
  url: string,
  accounts: readonly TestAccount[],
  count: number,
): Promise<readonly LoadDevice[]> {
  const devices: LoadDevice[] = [];
  await inLanes(count, async (index) => {
    const account = accounts[index % accounts.length];
    assert.ok(account !== undefined);
    const socket = socketFrom(url, 2_000 + Math.floor(index / perNetwork));
    const session = await resume(socket, account.device);
    assert.equal((await session.request("heads")).code, "ok");
    devices[index] = { account, session, socket };
  });
  return devices;
}

/** What appending came to. */
export interface AppendReport {
  readonly appends: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Every device appends so many entries of its own vault, one after the other, all devices at once. */
export async function appendAll(
  devices: readonly LoadDevice[],
  each: number,
): Promise<AppendReport> {
  const sealed = new Map<LoadDevice, Uint8Array<ArrayBuffer>[]>();
  for (const device of devices) {
    const { account } = device;
    const entries = [];
    for (let entry = 0; entry < each; entry += 1) {
      entries.push(await dataEntry(account.vault, { author: account.device }));
    }
    sealed.set(device, entries);
  }
  const times: number[] = [];
  const began = performance.now();
  await Promise.all(
    [...sealed].map(async ([{ session }, entries]) => {
      for (const entry of entries) {
        const sent = performance.now();
        assert.equal((await session.request("append", [entry])).code, "ok");
        times.push(performance.now() - sent);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  return {
    appends: times.length,
    perSecond: times.length / seconds,
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
  };
}

/**
 * Readers that ask for all of a chain again and again and take nothing of it. Each is sent what the network takes, and
 * then not served any more; since it answers no ping either, it is dropped in the end, which a socket that does not
 * read does not see.
 */
export async function slowReaders(
  url: string,
  account: TestAccount,
  count: number,
): Promise<readonly LoadSocket[]> {
  const [writer] = await idleDevices(url, [account], 1);
  assert.ok(writer !== undefined);
  for (let batch = 0; batch < 4; batch += 1) {
    const entries = [];
    for (let entry = 0; entry < 100; entry += 1) {
      entries.push(await dataEntry(account.vault, { author: account.device }));
    }
    assert.equal((await writer.session.request("append", entries)).code, "ok");
  }
  writer.socket.terminate();
  const readers = await idleDevices(url, [account], count);
  for (const { session, socket } of readers) {
    socket.pause();
    for (let asked = 0; asked < 64; asked += 1) {
      // Nobody waits for the answers, which never come.
      session.request("pull", account.vault.vaultId, 0).catch(() => undefined);
    }
  }
  return readers.map(({ socket }) => socket);
}

/** Does something for each index, a few at a time. */
export async function inLanes(
  count: number,
  work: (index: number) => Promise<void>,
  lanes = atOnce,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
