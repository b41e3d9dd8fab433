/**
 * Memory: of an open book, against the same rows as plain objects; and of an idle session on the server, against an
 * idle connection of a bare ws server. All after a garbage collection.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { newTestAccount, type TestDevice } from "../test/server/test-account.ts";
import { quickRegister, resume } from "../test/server/ways-in.ts";
import { openSocket } from "./append.ts";
import { startChild, type Child } from "./child.ts";
import { measurement, median, type Measurement } from "./measure.ts";
import { bookOf, newId } from "./rows.ts";
import type { Size } from "./size.ts";

const mebibyte = 1_048_576;
const rows = 100_000;

/** Bytes of 100,000 transactions. */
export async function measureMemory(): Promise<readonly Measurement[]> {
  const book = await growth(() => bookOf(rows));
  const objects = await growth(() =>
    Array.from({ length: rows }, (_, row) => ({
      id: newId(),
      day: 17_000 + (row % 3_650),
      minor: -((row * 37) % 20_000),
      account: row % 12,
      category: row % 60,
      text: `Market ${row % 320}`,
    })),
  );
  return [
    measurement({
      name: "memory of 100,000 transactions, open",
      value: book / mebibyte,
      unit: "MiB",
      floor: objects / mebibyte,
      against: "plain objects of six fields",
    }),
  ];
}

/** How many bytes something takes; the median of three times. */
export async function growth(make: () => unknown): Promise<number> {
  const figures: number[] = [];
  for (let round = 0; round < 3; round += 1) figures.push(await growthOnce(make));
  return median(figures);
}

async function growthOnce(make: () => unknown): Promise<number> {
  const before = await used();
  const held = { made: make() };
  const after = await used();
  // Looked at now, so that it was held until here.
  if (held.made === undefined) throw new Error("Broken invariant: something was made");
  return after - before;
}

async function used(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  // Buffers that were let go are counted until a later turn.
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const sessionsPerAccount = 8;

/** KiB of an idle session. */
export async function measureIdle(size: Size): Promise<readonly Measurement[]> {
  const limits = {
    registrationsPerNetworkMinute: 10_000,
    resumesPerNetworkMinute: 100_000,
    connectionsPerNetworkMax: 20_000,
  };
  const server = await startChild("server-process.ts", { limits });
  const bare = await startChild("floor-process.ts", { floor: "echo" });
  const devices: TestDevice[] = [];
  for (let index = 0; index < size.idle / sessionsPerAccount; index += 1) {
    const account = await newTestAccount();
    await quickRegister(server.url, account);
    devices.push(account.device);
  }
  const sessions: { close(): void }[] = [];
  const ours = await perConnection(server, size.idle, async (index) => {
    const device = devices[index % devices.length];
    if (device === undefined) throw new Error("Broken invariant: there are devices");
    const session = await resume(server.url, device);
    await session.request("heads");
    sessions.push(session);
  });
  const floor = await perConnection(bare, size.idle, async () => {
    sessions.push(await openSocket(bare.url));
  });
  for (const session of sessions) session.close();
  await server.stop();
  await bare.stop();
  const common = { unit: "KiB", against: "an idle connection of bare ws" };
  return [
    measurement({
      ...common,
      name: "idle session on the server, in use",
      value: ours.used / 1_024,
      floor: floor.used / 1_024,
      reach: { of: "value", atMost: 30 },
    }),
    measurement({
      ...common,
      name: "idle session on the server, resident",
      value: ours.resident / 1_024,
      floor: floor.resident / 1_024,
    }),
  ];
}

/**
 * Bytes for each connection once the first few have warmed everything up: what is in use after a collection, and what
 * the process has grown by, which includes the room that the collector keeps for itself.
 */
async function perConnection(
  child: Child,
  count: number,
  connect: (index: number) => Promise<void>,
): Promise<{ readonly used: number; readonly resident: number }> {
  for (let index = 0; index < 16; index += 1) await connect(index);
  const before = await child.usage({ collect: true });
  for (let index = 0; index < count; index += 1) await connect(index);
  const after = await child.usage({ collect: true });
  return {
    used: (after.usedBytes - before.usedBytes) / count,
    resident: (after.residentBytes - before.residentBytes) / count,
  };
}
