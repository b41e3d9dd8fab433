/**
 * A device of a simulated world: the real engine over a disk and a network that fail, the person who uses it, and what that
 * person was told.
 */
import { createHash } from "node:crypto";
import { unlock } from "../../client/src/account-access.ts";
import type { Engine } from "../../client/src/engine.ts";
import type { Environment, Socket } from "../../client/src/environment.ts";
import type { SyncError, SyncReport } from "../../client/src/sync.ts";
import type { ChangeSet, Result } from "../../ledger/src/index.ts";
import type { Bytes } from "../../protocol/src/bytes.ts";
import type { Argon2id } from "../../protocol/src/link.ts";
import { DiskFull, type Disk } from "./disk.ts";
import type { Gate } from "./gate.ts";
import { Random } from "./random.ts";
import type { SimulatedTime } from "./time.ts";

export const typedPassword = "correct horse battery";

/** What a device is built into. */
export interface DeviceSurroundings {
  readonly time: SimulatedTime;
  readonly gate: Gate;
  readonly seed: number;
  readonly connect: (device: SimulatedDevice) => Socket;
  readonly note: (line: string) => void;
  /** Something happened that a run should reach. */
  readonly onReached: (what: string) => void;
  /** The program is gone; its connections should follow. */
  readonly onGone: (device: SimulatedDevice) => void;
}

/** What was said to the person about their change sets, by id. */
export interface Told {
  /** Saved: must be there for ever. */
  readonly saved: Set<string>;
  /** Not saved: must never be seen again. */
  readonly refused: Set<string>;
  /** Nothing was said, because the device crashed first. */
  readonly untold: Set<string>;
}

/** Not Argon2id, but as deterministic, and free. */
const argon2id: Argon2id = async ({ salt, password }) =>
  Uint8Array.from(createHash("sha256").update(salt).update(password).digest());

/** One run of the device's program. */
interface Program {
  isAlive: boolean;
  /** What the person waits for. */
  open: number;
}

export class SimulatedDevice {
  readonly index: number;
  readonly disk: Disk;
  readonly told: Told = { saved: new Set(), refused: new Set(), untold: new Set() };
  readonly #surroundings: DeviceSurroundings;
  readonly #random: Random;
  #program: Program = { isAlive: false, open: 0 };
  #engine: Engine | undefined;
  /** Once it has been open. */
  id: Bytes | undefined;
  isOffline = false;
  isSyncing = false;
  /** The outcome of the last sync that ended. */
  lastSync: Result<SyncReport, SyncError> | undefined;
  /** How far the device's own clock is off. */
  clockOffsetMs = 0;

  constructor(index: number, disk: Disk, surroundings: DeviceSurroundings) {
    this.index = index;
    this.disk = disk;
    this.#surroundings = surroundings;
    this.#random = new Random(surroundings.seed, `device ${index}`);
  }

  /** The open engine; undefined while the program is not running, or still opening. */
  get engine(): Engine | undefined {
    return this.#engine;
  }

  get isRunning(): boolean {
    return this.#program.isAlive;
  }

  /** Whether the person waits for something. */
  get isWaiting(): boolean {
    return this.#program.isAlive && this.#program.open > 0;
  }

  /** Starts the program, without opening anything. */
  boot(): void {
    this.#program = { isAlive: true, open: 0 };
    this.isSyncing = false;
  }

  /** Starts the program and opens what the disk holds. */
  start(): void {
    this.boot();
    const program = this.#program;
    this.#watch("open", async () => {
      const engine = await unlessFull(unlock(this.environment(), typedPassword));
      if (engine === full) {
        program.isAlive = false;
        return full;
      }
      if (!engine.ok) throw new Error(`device ${this.index} does not open: ${engine.error.code}`);
      this.#engine = engine.value;
      this.id = engine.value.identity.deviceId;
      return "open";
    });
  }

  /** The world as one run of the program sees it. */
  environment(): Environment {
    const { time, gate, connect } = this.#surroundings;
    const program = this.#program;
    const isAlive = (): boolean => program.isAlive;
    const random = this.#random;
    return {
      files: this.disk.filesOf({
        random,
        gate,
        isAlive,
        crash: () => {
          this.#surroundings.onReached("crash-in-write");
          this.crash();
        },
      }),
      randomBytes: random.bytes,
      argon2id,
      nowMs: () => time.nowMs + this.clockOffsetMs,
      after: (delayMs, callback) => time.after(delayMs, callback, isAlive),
      connect: async () => {
        if (this.isOffline || !program.isAlive) throw new Error("offline");
        return connect(this);
      },
    };
  }

  /** The program and all that was in memory are gone. */
  crash(): void {
    if (!this.#program.isAlive) return;
    this.#program.isAlive = false;
    this.#engine = undefined;
    this.disk.arm(undefined);
    this.#surroundings.note(`device ${this.index} crashes`);
    this.#surroundings.onGone(this);
  }

  /** The person saves something. */
  commit(changeSets: readonly ChangeSet[]): void {
    const engine = this.#engine;
    if (engine === undefined || changeSets.length === 0) return;
    const { saved, refused, untold } = this.told;
    const ids = changeSets.map(({ id }) => id);
    for (const id of ids) untold.add(id);
    const tell = (list: Set<string>): void => {
      for (const id of ids) {
        untold.delete(id);
        list.add(id);
      }
    };
    this.#watch(`commit ${changeSets[0]?.label} ×${ids.length}`, async () => {
      const committed = await unlessFull(engine.commit(changeSets));
      tell(committed !== full && committed.ok ? saved : refused);
      if (committed === full) return full;
      return committed.ok ? "saved" : committed.error.code;
    });
  }

  /** The device syncs. */
  sync(): void {
    const engine = this.#engine;
    if (engine === undefined || this.isSyncing) return;
    this.isSyncing = true;
    this.#watch("sync", async () => {
      const synced = await unlessFull(engine.sync());
      this.isSyncing = false;
      this.lastSync = synced === full ? undefined : synced;
      if (engine.alarm !== undefined) this.#surroundings.onReached("alarm");
      if (synced === full) return full;
      return synced.ok ? JSON.stringify(synced.value) : described(synced);
    });
  }

  /** The person takes another device out of the account, and gets a new secret and a new kit with it. */
  revoke(other: SimulatedDevice): void {
    const { id } = other;
    if (id === undefined) return;
    const change = { revoke: [id], newAccountSecret: true, newRecoverySecret: true };
    this.use(`revoke device ${other.index}`, async (engine) => {
      const changed = await engine.changeCredentials(typedPassword, change);
      if (changed.ok) this.#surroundings.onReached("revoked");
      return changed.ok ? "done" : changed.error.code;
    });
  }

  /** Does something else with the engine. */
  use(what: string, work: (engine: Engine) => Promise<unknown>): void {
    const engine = this.#engine;
    if (engine === undefined) return;
    this.#watch(what, async () => {
      const outcome = await unlessFull(work(engine));
      return typeof outcome === "string" ? outcome : "done";
    });
  }

  /** Closes the engine, as when the program ends in good order. */
  close(): void {
    const program = this.#program;
    this.use("close", async (engine) => {
      await engine.close();
      if (!program.isAlive) return;
      program.isAlive = false;
      this.#engine = undefined;
      this.#surroundings.onGone(this);
    });
  }

  /** Notes the beginning and the end of something that the person waits for. */
  #watch(what: string, work: () => Promise<string>): void {
    const { note } = this.#surroundings;
    const program = this.#program;
    program.open += 1;
    note(`device ${this.index}: ${what}`);
    void work().then((outcome) => {
      program.open -= 1;
      if (outcome === full) this.#surroundings.onReached("disk-full");
      note(`device ${this.index}: ${what} → ${outcome}`);
    }, this.onBug);
  }

  /** Where an error goes that the engine must not let out. */
  onBug: (error: unknown) => void = (error) => {
    throw error;
  };
}

const full = "disk full";

/** What comes of something, or that the disk was full; any other error is a bug. */
async function unlessFull<Value>(work: Promise<Value>): Promise<Value | typeof full> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DiskFull) return full;
    throw error;
  }
}

function described(failed: { readonly error: SyncError }): string {
  const { error } = failed;
  if (error.code === "alarm") return `alarm ${JSON.stringify(error.alarm)}`;
  return "reason" in error ? `${error.code} ${error.reason}` : error.code;
}
