/**
 * The end of a simulation: faults stop, everybody syncs, and then everything is looked at.
 */
import { toHex } from "../../protocol/src/bytes.ts";
import { decodeEntry } from "../../protocol/src/chain/entry.ts";
import {
  demandEqual,
  demandOfDevice,
  demandPath,
  onDisk,
  type ChainName,
  type Watch,
} from "./checks.ts";
import type { SimulatedDevice } from "./device.ts";
import { isOnTheWay, type Place } from "./history.ts";
import type { Plan } from "./plan.ts";
import { dumpOf } from "./reader.ts";
import { Violation, type World } from "./world.ts";

/** Syncs of everybody, after which all must agree: races, pins and repairs need a few. */
const roundsMax = 6;
const stepsMax = 6_000;

/** Stops the faults, lets everybody sync, and demands what must hold. */
export async function settle(world: World, watch: Watch, plan: Plan): Promise<void> {
  world.note("faults stop");
  world.gate.percent = 0;
  world.isServerFull = false;
  for (const device of world.devices) {
    device.isOffline = false;
    device.disk.arm(undefined);
  }
  for (const server of world.servers) if (!server.isUp) await server.start();
  await quieten(world, watch);
  await syncUntilQuiet(world, watch);
  await demandEverything(world, watch);
  if (plan.endsWithRestart) await restartAll(world, watch);
}

/** Restarts every device: what lies on the disks is all that is needed. */
async function restartAll(world: World, watch: Watch): Promise<void> {
  const before = world.devices.map(({ engine }) => engine && dumpOf(engine.book));
  for (const device of world.devices) device.crash();
  await startAll(world, watch);
  for (const { index, engine } of world.devices) {
    if (engine === undefined || dumpOf(engine.book) !== before[index]) {
      throw new Violation(`device ${index}: shows another book after a restart`);
    }
  }
  // A device that has stopped at a lie goes on now, and others hear of what it has.
  await syncUntilQuiet(world, watch);
  await demandEverything(world, watch);
}

async function startAll(world: World, watch: Watch): Promise<void> {
  for (const device of world.devices) if (!device.isRunning) device.start();
  await quieten(world, watch);
}

/** Lets everybody sync until nobody has anything new. */
async function syncUntilQuiet(world: World, watch: Watch): Promise<void> {
  for (let round = 0; round < roundsMax; round += 1) {
    await startAll(world, watch);
    for (const device of world.devices) device.sync();
    await quieten(world, watch);
    if (world.devices.every((device) => hasNothingNew(world, device))) return;
  }
}

function hasNothingNew(world: World, device: SimulatedDevice): boolean {
  const { engine, lastSync } = device;
  if (engine?.alarm !== undefined || isRevoked(world, device)) return true;
  return lastSync?.ok === true && lastSync.value.received + lastSync.value.sent === 0;
}

/** Delivers and waits until nobody waits for anything. */
async function quieten(world: World, watch: Watch): Promise<void> {
  const { random, gate, time } = world;
  for (let step = 0; step < stepsMax; step += 1) {
    await world.rest();
    watch.look();
    const { ways } = world;
    if (ways.length > 0) {
      const [connection, direction] = random.pick(ways);
      connection.deliver(direction);
      world.note(`deliver ${connection.number} ${direction}`);
    } else if (gate.size > 0) world.note(`goes on: ${gate.releaseOne()}`);
    else if (!world.devices.some(({ isWaiting }) => isWaiting)) return;
    else if (time.fireNext()) world.note("a timer fires");
    else throw new Violation("somebody waits for something that never comes");
  }
  throw new Violation("the world does not come to rest");
}

async function demandEverything(world: World, watch: Watch): Promise<void> {
  const agreeing = new Map<number, SimulatedDevice[]>();
  for (const device of world.devices) {
    for (const chain of ["account", "vault"] as const) demandPath(world, device, chain);
    const disk = await onDisk(world, device);
    demandOfDevice(device, disk);
    if (isRevoked(world, device)) {
      demandShutOut(device);
      continue;
    }
    const server = world.serverOf.get(device.index) ?? 0;
    if (demandOutcome(world, watch, device)) {
      if (disk.waiting.length > 0) throw new Violation(`device ${device.index}: still has changes`);
      agreeing.set(server, [...(agreeing.get(server) ?? []), device]);
    }
  }
  for (const devices of agreeing.values()) demandEqual(world, devices);
}

/** Whether another device knows this one to be revoked. */
function isRevoked(world: World, { id, index }: SimulatedDevice): boolean {
  return world.devices.some(
    ({ engine, index: other }) =>
      other !== index &&
      id !== undefined &&
      engine?.devices().some(({ deviceId, active }) => deviceId === toHex(id) && !active) === true,
  );
}

/** A revoked device is told so, keeps what it had, and accuses nobody. */
function demandShutOut({ index, engine, lastSync }: SimulatedDevice): void {
  const code = lastSync?.ok === false ? lastSync.error.code : "synced";
  if (code === "device-refused" && engine?.alarm === undefined) return;
  throw new Violation(`device ${index}: is revoked, and its sync says ${code}`);
}

/** Demands that a device agrees with its server, or has named what the server did; returns whether it agrees. */
function demandOutcome(world: World, watch: Watch, device: SimulatedDevice): boolean {
  const { engine, lastSync, index } = device;
  const hasSeenMore = (["account", "vault"] as const).some((chain) => {
    const seen = watch.seenBy(device, chain);
    return seen !== undefined && !isOnTheWay(seen, headOf(world, index, chain));
  });
  const isAlarmed = engine?.alarm !== undefined;
  if (hasSeenMore && !isAlarmed) {
    throw new Violation(
      `device ${index}: has seen what its server does not show, and says nothing`,
    );
  }
  if (isAlarmed) {
    if (world.hasLied) return false;
    throw new Violation(`device ${index}: a false alarm, ${JSON.stringify(engine.alarm)}`);
  }
  if (lastSync?.ok !== true) {
    throw new Violation(`device ${index}: cannot sync: ${JSON.stringify(lastSync)}`);
  }
  return true;
}

/** The head of a chain as the server of a device has it. */
function headOf(world: World, device: number, chain: ChainName): Place | undefined {
  const { accountChain, vault } = world.template;
  const id = chain === "account" ? accountChain : vault;
  const last = world.serverFor(device).entriesOf(Uint8Array.fromHex(id)).at(-1);
  const hash = last === undefined ? undefined : decodeEntry(last)?.hash;
  return hash === undefined ? undefined : world.history.at(toHex(hash));
}
