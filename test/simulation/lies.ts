/**
 * A server that lies: it rolls its database back, shows two histories, acknowledges what it does not keep, hides what it
 * has, or hands out entries that are not the ones it was given.
 *
 * The lies stand between the real handlers and the real storage, or are done to the database while the server is down. A
 * lie that was told is noted in the world: from then on an alarm is no false one.
 */
import { DatabaseSync } from "node:sqlite";
import { storageIn } from "../../server/src/storage/sqlite.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import type { Bytes } from "../../protocol/src/bytes.ts";
import type { Lie } from "./plan.ts";
import { Random } from "./random.ts";
import type { World } from "./world.ts";

/** Of a hundred chances to lie, how many it takes. */
const dropPercent = 25;
const tamperPercent = 70;

/** A server's habit of lying, for the time of a simulation. */
export class Liar {
  readonly #world: World;
  readonly #lie: Lie;
  readonly #random: Random;
  #remembered: Uint8Array | undefined;
  /** What is shown in place of the database. */
  #shown: Storage | undefined;
  #isActive = false;

  constructor(world: World, lie: Lie) {
    this.#world = world;
    this.#lie = lie;
    this.#random = new Random(world.seed, "liar");
    const before = world.meddle;
    world.meddle = (storage) => this.#meddled(before(storage));
  }

  /** Does the next thing that its lie needs, or stops it. */
  async act(): Promise<void> {
    const world = this.#world;
    switch (this.#lie) {
      case "rollback":
        if (this.#remembered === undefined) this.#remember();
        else await this.#rollBack(this.#remembered);
        break;
      case "fork":
        if (world.servers.length === 1) await this.#fork();
        else this.#regroup();
        break;
      case "stale":
        if (this.#remembered === undefined) this.#remember();
        else await this.#show(this.#shown === undefined ? this.#remembered : undefined);
        break;
      case "drop":
      case "tamper":
        this.#isActive = !this.#isActive;
        world.note(`the server ${this.#isActive ? "begins" : "stops"} to lie: ${this.#lie}`);
    }
  }

  /** Lies no more: the server shows to everybody, or to each of two groups for good, what it has. */
  async stop(): Promise<void> {
    this.#isActive = false;
    await this.#show(undefined);
    if (this.#random.chance(50)) this.#world.serverOf.clear();
    // What a process still believes of its own lies goes with it.
    for (const server of this.#world.servers) {
      await server.kill(this.#random);
      await server.start();
    }
  }

  #remember(): void {
    this.#remembered = this.#world.servers[0]?.image();
    this.#world.note("the server remembers its database");
  }

  async #rollBack(image: Uint8Array): Promise<void> {
    const [server] = this.#world.servers;
    await server?.kill(this.#random);
    server?.replaceImage(image);
    await server?.start();
    this.#remembered = undefined;
    this.#lied("the server is rolled back");
  }

  async #fork(): Promise<void> {
    const [server] = this.#world.servers;
    if (server === undefined) return;
    await this.#world.addServer(server.image()).start();
    this.#lied("the server has two histories from now on");
    this.#regroup();
  }

  /** Decides anew who is shown which history. */
  #regroup(): void {
    const { devices, serverOf } = this.#world;
    for (const { index } of devices) serverOf.set(index, this.#random.below(2));
    this.#world.note(`histories are shown: ${[...serverOf.values()].join(" ")}`);
    this.#cutAll();
  }

  async #show(image: Uint8Array | undefined): Promise<void> {
    await this.#shown?.close();
    this.#shown = undefined;
    if (image === undefined) return;
    const database = new DatabaseSync(":memory:");
    database.deserialize(image);
    this.#shown = storageIn(database, { mayMigrate: false, auditEventsMax: 1, onCommit() {} });
    this.#lied("the server shows an older state");
  }

  #cutAll(): void {
    for (const connection of this.#world.connections) connection.cut(this.#random);
  }

  #lied(how: string): void {
    this.#world.hasLied = true;
    this.#world.reached.add(this.#lie);
    this.#world.note(how);
  }

  #meddled(storage: Storage): Storage {
    return {
      ...storage,
      chainsOf: (accountId) => (this.#shown ?? storage).chainsOf(accountId),
      loadEntries: async (vaultId, fromSeq, bounds) => {
        const entries = await (this.#shown ?? storage).loadEntries(vaultId, fromSeq, bounds);
        return this.#tampered(entries);
      },
      append: async (append) => {
        const isDropped =
          this.#lie === "drop" && this.#isActive && this.#random.chance(dropPercent);
        if (!isDropped) return storage.append(append);
        this.#lied("an append is acknowledged and dropped");
        for (const { bytes } of append.chains.flatMap(({ entries }) => entries)) {
          this.#world.history.add(bytes);
        }
        return { code: "appended", isRepeat: false };
      },
    };
  }

  /** Entries as they are handed out: perhaps one byte is another, or one is missing, repeated or in another's place. */
  #tampered(entries: readonly Bytes[]): readonly Bytes[] {
    const isDone = this.#lie === "tamper" && this.#isActive && this.#random.chance(tamperPercent);
    if (!isDone || entries.length === 0) return entries;
    this.#lied("entries are handed out changed");
    const random = this.#random;
    const at = random.below(entries.length);
    const changed = Uint8Array.from(entries[at] ?? []);
    const place = random.below(changed.length);
    changed[place] = (changed[place] ?? 0) ^ (1 << random.below(8));
    return random.pick([
      entries.with(at, changed),
      entries.toSpliced(at, 1),
      entries.toSpliced(at, 0, entries[at] ?? changed),
      entries.toReversed(),
    ]);
  }
}
