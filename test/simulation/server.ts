/**
 * The server of a simulated world: the real connection handlers, appender and SQLite storage, in a process that can be
 * killed at any moment and then has only what its database had committed.
 *
 * The database is in memory, so that a commit costs no disk; a kill takes its bytes as they are, a start begins from
 * bytes. `meddle` stands between the handlers and the storage: it is how a server of a simulation lies.
 */
import type { Duplex } from "node:stream";
import { DatabaseSync } from "node:sqlite";
import { serveConnection } from "../../server/src/connection/serve-connection.ts";
import { identityOf, type Services } from "../../server/src/connection/services.ts";
import { Wire, type WireOptions } from "../../server/src/connection/wire.ts";
import { createLog } from "../../server/src/log.ts";
import type { ServerSecrets } from "../../server/src/secrets.ts";
import { createServices } from "../../server/src/server.ts";
import { defaultServerLimits } from "../../server/src/server-limits.ts";
import { createServerMetrics } from "../../server/src/server-metrics.ts";
import { storageIn } from "../../server/src/storage/sqlite.ts";
import { StorageFailure, type Storage } from "../../server/src/storage/storage.ts";
import type { Connection } from "./connection.ts";
import type { Gate } from "./gate.ts";
import type { Random } from "./random.ts";
import type { SimulatedTime } from "./time.ts";

/** What a server is built into. */
export interface Surroundings {
  readonly time: SimulatedTime;
  readonly gate: Gate;
  readonly secrets: ServerSecrets;
  /** Changes what the handlers see of the storage. */
  readonly meddle: (storage: Storage) => Storage;
  /** Is told of the entries of everything that was committed, before anybody else is. */
  readonly onCommitted: (entries: readonly Uint8Array[]) => void;
  /** Is asked before every append whether the disk is full. */
  readonly isFull: () => boolean;
  /** Is told how an append was answered. */
  readonly onAnswered: (code: string) => void;
  /** Is told of operations that wait for the event loop. */
  readonly busy: { count: number };
}

/**
 * Lists for people, which the server makes durable "a little later", by a timer of the machine. Nothing rests on them, and
 * they are left out, so that the database has the same bytes whenever that timer comes.
 */
const unlisted: Partial<Storage> = {
  addSession: async () => undefined,
  removeSession: async () => undefined,
  addAuditEvent: async () => undefined,
};

export class SimulatedServer {
  readonly #surroundings: Surroundings;
  readonly #log = createLog({ level: "silent" });
  #process: Process | undefined;
  #image: Uint8Array;

  constructor(surroundings: Surroundings, image: Uint8Array) {
    this.#surroundings = surroundings;
    this.#image = image;
  }

  get isUp(): boolean {
    return this.#process !== undefined;
  }

  /** What the database holds, committed. */
  image(): Uint8Array {
    return this.#process?.database.serialize() ?? this.#image;
  }

  /** The entries of a chain, as the database has them. */
  entriesOf(vaultId: Uint8Array): readonly Uint8Array[] {
    const rows = this.#process?.database
      .prepare("SELECT bytes FROM entry WHERE vault_id = ? ORDER BY seq")
      .all(vaultId);
    return (rows ?? []).map(({ bytes }) => bytes as Uint8Array);
  }

  /** Starts a process from what the database holds. */
  async start(): Promise<void> {
    const { time, gate, meddle, busy, secrets } = this.#surroundings;
    const database = new DatabaseSync(":memory:", { enableForeignKeyConstraints: true });
    if (this.#image.length > 0) database.deserialize(this.#image);
    const started = { isAlive: true };
    const isAlive = (): boolean => started.isAlive;
    const options = { mayMigrate: true, auditEventsMax: 1_000, onCommit: () => undefined };
    const bare = { ...storageIn(database, options), ...unlisted };
    const real = counted(this.#reporting(bare), busy);
    const storage = meddle(held(real, gate, isAlive));
    const clock = {
      nowMs: () => time.nowMs,
      after: (delayMs: number, callback: () => void) => time.after(delayMs, callback, isAlive),
    };
    const appends = { add: (_: number, code: string) => this.#surroundings.onAnswered(code) };
    const metrics = { ...createServerMetrics(), appends };
    const made = { limits: defaultServerLimits, metrics, storage };
    const way = { clock, log: this.#log, registrationMode: "open" } as const;
    const services = { ...createServices(way, made), identity: await identityOf(secrets) };
    await bare.removeAllSessions();
    const wires = new Map<Connection, Wire>();
    this.#process = { database, storage: bare, services, started, wires };
  }

  /** Takes a connection, as the socket server does. */
  accept(connection: Connection): void {
    const running = this.#process;
    if (running === undefined) throw new Error("There is no server.");
    const { services, wires } = running;
    const { clock, limits } = services;
    const wire = new Wire({
      socket: connection.server as unknown as WireOptions["socket"],
      stream: connection.stream as unknown as Duplex,
      clock,
      limits,
      onError: () => undefined,
    });
    wires.set(connection, wire);
    connection.server.on("close", () => wires.delete(connection));
    const peer = { connectionNumber: connection.number, network: `network-${connection.device}` };
    void serveConnection(services, wire, peer);
  }

  /** Ends sessions whose time is over, as the server does every half minute. */
  sweep(): void {
    this.#process?.services.sessions.endExpired();
  }

  /** Kills the process: what was committed stays, and nothing else. */
  async kill(random: Random): Promise<void> {
    const running = this.#process;
    if (running === undefined) return;
    const { gate, onAnswered } = this.#surroundings;
    if (gate.holds("append ends")) onAnswered("committed-and-not-acknowledged");
    this.#image = running.database.serialize();
    running.started.isAlive = false;
    this.#process = undefined;
    for (const connection of running.wires.keys()) connection.serverIsGone(random);
    await running.storage.close();
  }

  /** Says goodbye on every connection; the process is ended by `kill` afterwards. */
  sayGoodbye(): void {
    for (const wire of this.#process?.wires.values() ?? []) wire.end("shutting-down");
  }

  /** Puts other bytes in the place of the database of a server that is not up. */
  replaceImage(image: Uint8Array): void {
    this.#image = image;
  }

  #reporting(storage: Storage): Storage {
    return {
      ...storage,
      createAccount: async (account) => {
        const outcome = await storage.createAccount(account);
        this.#surroundings.onCommitted(account.chains.map(({ genesis }) => genesis.bytes));
        return outcome;
      },
      append: async (append) => {
        if (this.#surroundings.isFull()) throw new StorageFailure("The disk is full.");
        const outcome = await storage.append(append);
        const entries = append.chains.flatMap((chain) => chain.entries.map(({ bytes }) => bytes));
        if (outcome.code === "appended") this.#surroundings.onCommitted(entries);
        return outcome;
      },
    };
  }
}

interface Process {
  readonly database: DatabaseSync;
  readonly storage: Storage;
  readonly services: Services;
  readonly started: { isAlive: boolean };
  readonly wires: Map<Connection, Wire>;
}

/** Counts the operations that wait for the event loop: until they are done, the world is not at rest. */
function counted(storage: Storage, busy: { count: number }): Storage {
  return wrapped(storage, async (_, call) => {
    busy.count += 1;
    try {
      return await call();
    } finally {
      busy.count -= 1;
    }
  });
}

/** Lets operations take their time, before they happen and before their outcome is known. */
function held(storage: Storage, gate: Gate, isAlive: () => boolean): Storage {
  return wrapped(storage, async (name, call) => {
    await gate.pass(`${name} begins`, isAlive);
    const value = await call();
    await gate.pass(`${name} ends`, isAlive);
    return value;
  });
}

function wrapped(
  storage: Storage,
  around: (name: string, call: () => Promise<unknown>) => Promise<unknown>,
): Storage {
  const methods = Object.entries(storage).map(([name, method]) => [
    name,
    (...parameters: readonly never[]) =>
      around(name, () =>
        (method as (...given: readonly never[]) => Promise<unknown>)(...parameters),
      ),
  ]);
  return Object.fromEntries(methods) as Storage;
}
