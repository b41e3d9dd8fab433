/**
 * What must hold: at every step what is cheap to look at, at the end everything.
 */
import { splitRecords } from "../../client/src/record-file.ts";
import { toHex } from "../../protocol/src/bytes.ts";
import { decodeEntry } from "../../protocol/src/chain/entry.ts";
import type { SimulatedDevice } from "./device.ts";
import { Disk } from "./disk.ts";
import { isOnTheWay, type Place } from "./history.ts";
import { dumpOf, expectedDump, readDisk, type OnDisk } from "./reader.ts";
import { Violation, type World } from "./world.ts";

/** A chain of the account, by what its log's file is called. */
export type ChainName = "account" | "vault";
const chainNames = ["account", "vault"] as const;

/** Follows what each device has seen: the farthest place of each chain that was ever on its disk. */
export class Watch {
  readonly #world: World;
  readonly #seen = new Map<string, Place>();
  readonly #lengths = new Map<string, number>();

  constructor(world: World) {
    this.#world = world;
  }

  /** The farthest place that a device has seen of a chain. */
  seenBy({ index }: SimulatedDevice, chain: ChainName): Place | undefined {
    return this.#seen.get(`${index} ${chain}`);
  }

  /** Looks at everything that may have changed in a step. */
  look(): void {
    for (const device of this.#world.devices) {
      for (const chain of chainNames) this.#follow(device, chain);
      if (!this.#world.hasLied) demandNoAlarm(device);
    }
  }

  /** A device stays on the history that it has seen: it may fall back after a crash, and never change over. */
  #follow(device: SimulatedDevice, chain: ChainName): void {
    const key = `${device.index} ${chain}`;
    const log = device.disk.bytesByName.get(logName(this.#world, chain));
    if (log === undefined || log.length === this.#lengths.get(key)) return;
    this.#lengths.set(key, log.length);
    const last = splitRecords(log).records.at(-1);
    const entry = last === undefined ? undefined : decodeEntry(last);
    if (entry === undefined) return;
    const place = this.#world.history.at(toHex(entry.hash));
    const who = `device ${device.index}, ${chain}`;
    if (place === undefined) throw new Violation(`${who}: holds what no server took`);
    const seen = this.#seen.get(key);
    if (seen === undefined || isOnTheWay(seen, place)) this.#seen.set(key, place);
    else if (!isOnTheWay(place, seen)) throw new Violation(`${who}: has changed its history`);
  }
}

/** Nobody may be accused where the server was honest. */
function demandNoAlarm({ engine, index, lastSync }: SimulatedDevice): void {
  const alarm =
    engine?.alarm ??
    (lastSync?.ok === false && lastSync.error.code === "alarm" ? lastSync.error.alarm : undefined);
  if (alarm === undefined) return;
  throw new Violation(`device ${index}: a false alarm, ${JSON.stringify(alarm)}`);
}

/** What a device has on its disk, read apart from the engine. */
export async function onDisk(world: World, device: SimulatedDevice): Promise<OnDisk> {
  const { homes, vault, written } = world.template;
  const copy = new Disk(device.disk.bytesByName);
  const cacheName = `state-${vault}`;
  const cache = homes[device.index]?.get(cacheName);
  // The cache of the template, not the engine's own: only what every seed begins with is taken from it.
  if (cache !== undefined) copy.bytesByName.set(cacheName, cache);
  return readDisk(world.apart(copy), written);
}

/** Demands of one device, whatever the server did. */
export function demandOfDevice(device: SimulatedDevice, disk: OnDisk): void {
  const who = `device ${device.index}`;
  const { engine, told } = device;
  if (engine === undefined) throw new Violation(`${who}: is not open`);
  if (disk.voids > 0) throw new Violation(`${who}: ${disk.voids} entries are void`);
  if (engine.hasLostPending) throw new Violation(`${who}: has lost changes that waited`);
  if (engine.waiting !== disk.waiting.length) {
    throw new Violation(`${who}: ${engine.waiting} changes wait, not ${disk.waiting.length}`);
  }
  if (dumpOf(engine.book) !== expectedDump(disk)) {
    throw new Violation(`${who}: shows another book than its log and outbox add up to`);
  }
  const counts = new Map<string, number>();
  const all = [...disk.written.map(({ changeSet }) => changeSet), ...disk.waiting];
  for (const { id } of all) counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const [id, count] of counts) {
    if (count > 1) throw new Violation(`${who}: change ${id} is there ${count} times`);
  }
  for (const id of told.saved) {
    if (!counts.has(id)) throw new Violation(`${who}: saved change ${id} is lost`);
  }
  for (const id of told.refused) {
    if (counts.has(id)) throw new Violation(`${who}: change ${id} was refused and is there`);
  }
}

/** Name of a chain's log on a disk. */
export function logName({ template }: World, chain: ChainName): string {
  return `log-${chain === "account" ? template.accountChain : template.vault}`;
}

/** Demands that the log of a device is a path of the history; returns its end. */
export function demandPath(world: World, device: SimulatedDevice, chain: ChainName): Place {
  const log = device.disk.bytesByName.get(logName(world, chain)) ?? new Uint8Array(0);
  const place = world.history.endOf(log);
  if (typeof place === "object") return place;
  throw new Violation(`device ${device.index}, ${chain}: ${place ?? "has nothing"}`);
}

/** Demands that devices are at one place and show one book. */
export function demandEqual(world: World, devices: readonly SimulatedDevice[]): void {
  const [first, ...others] = devices;
  if (first?.engine === undefined) return;
  const book = dumpOf(first.engine.book);
  for (const other of others) {
    const who = `devices ${first.index} and ${other.index}`;
    for (const chain of chainNames) {
      if (demandPath(world, first, chain) !== demandPath(world, other, chain)) {
        throw new Violation(`${who}: are at different heads of the ${chain} chain`);
      }
    }
    if (other.engine === undefined || dumpOf(other.engine.book) !== book) {
      throw new Violation(`${who}: show different books at the same head`);
    }
  }
}
