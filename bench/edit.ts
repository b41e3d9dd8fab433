/**
 * How long it takes until a second device has an edit: from one device's append to the push at the other, over the
 * server, against a bare ws echo that is written and synced before it is answered.
 *
 * Beside it the whole way between two real clients: from `commit` (outbox, durable) over sealing, signing, append, push,
 * checks and the other's own log (durable) to its book.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeEnvironment } from "../cli/src/node/node-environment.ts";
import { createAccount, logIn, parseKitText, type Engine } from "../client/src/index.ts";
import {
  dataEntry,
  deviceEntry,
  newTestAccount,
  newTestDevice,
} from "../test/server/test-account.ts";
import { quickRegister, recover, resume } from "../test/server/ways-in.ts";
import { commitTo, expense, firstChangeSet, password, syncOf } from "../test/fixtures/world.ts";
import { exchange, openSocket } from "./append.ts";
import { startChild, type Child } from "./child.ts";
import { measurement, median, type Measurement } from "./measure.ts";
import type { Size } from "./size.ts";

/** Wall milliseconds until another device has an edit. */
export async function measureEdits(size: Size): Promise<readonly Measurement[]> {
  const server = await startChild("server-process.ts");
  const bare = await startChild("floor-process.ts", { floor: "fsync" });
  const relay = await rawDevices(server);
  const engines = await realDevices(server);
  const socket = await openSocket(bare.url);
  const times = { echo: [] as number[], relay: [] as number[], engines: [] as number[] };
  for (let edit = 0; edit < size.edits; edit += 1) {
    const began = performance.now();
    await exchange(socket, new Uint8Array(300));
    times.echo.push(performance.now() - began);
    times.relay.push(await relay.edit());
    times.engines.push(await engines.edit());
  }
  await relay.close();
  await engines.close();
  socket.close();
  await server.stop();
  await bare.stop();
  const common = { unit: "ms", floor: median(times.echo), against: "a bare ws echo and one fsync" };
  return [
    measurement({
      ...common,
      name: "a second device is told of an edit",
      value: median(times.relay),
      reach: { of: "ratio", atMost: 2 },
    }),
    measurement({
      ...common,
      name: "a second device shows an edit, both clients included",
      value: median(times.engines),
    }),
  ];
}

interface Devices {
  /** One edit on its way: wall milliseconds. */
  readonly edit: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Two sessions of one account, whose entries are sealed beforehand. */
async function rawDevices(server: Child): Promise<Devices> {
  const account = await newTestAccount();
  await quickRegister(server.url, account);
  const laptop = await newTestDevice();
  const admitting = await recover(server.url, account);
  const admitted = [];
  for (const chain of [account.accountChain, account.vault]) {
    admitted.push(await deviceEntry(chain, account, laptop));
  }
  assert.equal((await admitting.request("append", admitted)).code, "ok");
  admitting.close();
  const [here, there] = [
    await resume(server.url, account.device),
    await resume(server.url, laptop),
  ];
  assert.equal((await there.request("heads")).code, "ok");
  return {
    edit: async () => {
      const entry = await dataEntry(account.vault, { author: account.device });
      const arrived = there.push();
      const began = performance.now();
      const answered = here.request("append", [entry]);
      const { entries } = await arrived;
      const took = performance.now() - began;
      assert.equal(entries.length, 1);
      assert.equal((await answered).code, "ok");
      return took;
    },
    close: async () => {
      here.close();
      there.close();
    },
  };
}

/** Two clients with homes on the disk. */
async function realDevices(server: Child): Promise<Devices> {
  const folder = mkdtempSync(join(tmpdir(), "coffer-bench-"));
  const phone = await nodeEnvironment(join(folder, "phone"));
  const laptop = await nodeEnvironment(join(folder, "laptop"));
  const common = { serverUrl: server.url, loginName: "anna", password };
  const founded = await createAccount(phone, {
    ...common,
    invitation: null,
    deviceName: "phone",
    firstChangeSet: firstChangeSet(),
  });
  assert.ok(founded.ok);
  const { engine: here, kit } = founded.value;
  await syncOf(here);
  const parsed = parseKitText(kit ?? "");
  assert.ok(parsed.ok);
  const entered = await logIn(laptop, {
    ...common,
    deviceName: "laptop",
    brought: parsed.value.brought,
  });
  assert.ok(entered.ok);
  const there: Engine = entered.value.engine;
  await syncOf(there);
  let cents = 0;
  return {
    edit: async () => {
      cents += 1;
      const arrived = new Promise<void>((resolve) => there.onChange(resolve));
      const began = performance.now();
      await commitTo(here, expense(cents, "bench"));
      const synced = syncOf(here);
      await arrived;
      const took = performance.now() - began;
      await synced;
      return took;
    },
    close: async () => {
      await here.close();
      await there.close();
      rmSync(folder, { recursive: true });
    },
  };
}
