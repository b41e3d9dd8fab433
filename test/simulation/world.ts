/**
 * A simulated world: devices, a server, the connections between them, one clock; and how it is brought to rest between two
 * steps. What happens in it is decided by who holds it (run.ts, settle.ts).
 */
import { createHash } from "node:crypto";
import type { Environment } from "../../client/src/environment.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { Connection, type Direction } from "./connection.ts";
import { SimulatedDevice } from "./device.ts";
import { Disk } from "./disk.ts";
import { Gate } from "./gate.ts";
import type { History } from "./history.ts";
import { Random } from "./random.ts";
import { SimulatedServer } from "./server.ts";
import type { Template } from "./template.ts";
import { SimulatedTime } from "./time.ts";

/** Something that must never happen has happened. */
export class Violation extends Error {
  override readonly name = "Violation";
}

/** Turns of the event loop without anything new, after which nothing more comes by itself. */
const calmTurns = 2;
const traceLinesKept = 10_000;

export class World {
  readonly seed: number;
  readonly time = new SimulatedTime();
  readonly gate: Gate;
  /** What the scheduler decides by. */
  readonly random: Random;
  readonly template: Template;
  readonly history: History;
  readonly devices: SimulatedDevice[] = [];
  /** The server; a second one, once it shows two histories. */
  readonly servers: SimulatedServer[] = [];
  /** Which of the servers a device gets to. */
  readonly serverOf = new Map<number, number>();
  /** What the server does beside its duty. */
  meddle: (storage: Storage) => Storage = (storage) => storage;
  /** Whether the server's disk takes nothing more. */
  isServerFull = false;
  /** Whether the server has lied: what it is caught at is no false alarm. */
  hasLied = false;
  /** What has happened at all, so that a run can say what its seeds have reached. */
  readonly reached = new Set<string>();
  readonly #busy = { count: 0 };
  #connections: Connection[] = [];
  #lastConnection = 0;
  readonly #hash = createHash("sha256");
  readonly #lines: string[] = [];
  #bug: Error | undefined;

  constructor(seed: number, template: Template) {
    this.seed = seed;
    this.template = template;
    this.random = new Random(seed, "scheduler");
    this.gate = new Gate(new Random(seed, "gate"));
    this.history = template.history.copy();
  }

  /** Adds a server that begins with a database. */
  addServer(image: Uint8Array): SimulatedServer {
    const server = new SimulatedServer(
      {
        time: this.time,
        gate: this.gate,
        secrets: this.template.secrets,
        meddle: (storage) => this.meddle(storage),
        onCommitted: (entries) => {
          for (const bytes of entries) this.history.add(bytes);
        },
        isFull: () => {
          if (this.isServerFull) this.reached.add("server-full");
          return this.isServerFull;
        },
        onAnswered: (code) => this.reached.add(code),
        busy: this.#busy,
      },
      image,
    );
    this.servers.push(server);
    return server;
  }

  /** Adds a device that begins with some files. */
  addDevice(disk: Disk): SimulatedDevice {
    const device = new SimulatedDevice(this.devices.length, disk, {
      time: this.time,
      gate: this.gate,
      seed: this.seed,
      connect: () => this.#connect(device).client,
      note: (line) => this.note(line),
      onReached: (what) => this.reached.add(what),
      onGone: () => {
        for (const connection of this.#connections) {
          if (connection.device === device.index) connection.clientIsGone(this.random);
        }
      },
    });
    device.onBug = (error) => {
      this.#bug ??= error instanceof Error ? error : new Error(String(error));
    };
    this.devices.push(device);
    return device;
  }

  /** The server that a device gets to. */
  serverFor(device: number): SimulatedServer {
    const server = this.servers[this.serverOf.get(device) ?? 0];
    if (server === undefined) throw new Error("There is no such server.");
    return server;
  }

  /** Connections on which something can still happen. */
  get connections(): readonly Connection[] {
    this.#connections = this.#connections.filter(({ isOver }) => !isOver);
    return this.#connections;
  }

  /** The ways on which something waits to be delivered. */
  get ways(): readonly (readonly [Connection, Direction])[] {
    return this.connections.flatMap((connection) =>
      (["to-server", "to-client"] as const)
        .filter((direction) => connection.waiting(direction) > 0)
        .map((direction) => [connection, direction] as const),
    );
  }

  /** Lets everything happen that happens by itself, until only a step of the scheduler can change anything. */
  async rest(): Promise<void> {
    for (let calm = 0; calm < calmTurns; calm += 1) {
      await new Promise(setImmediate);
      if (this.#busy.count > 0) calm = -1;
    }
    if (this.#bug !== undefined) throw this.#bug;
  }

  /** An environment that reads a disk and has no part in the world. */
  apart(disk: Disk): Environment {
    const device = new SimulatedDevice(this.devices.length, disk, {
      time: this.time,
      gate: new Gate(new Random(0, "apart")),
      seed: this.seed,
      connect: () => {
        throw new Error("offline");
      },
      note: () => undefined,
      onReached: () => undefined,
      onGone: () => undefined,
    });
    device.boot();
    return device.environment();
  }

  /** Leaves nothing open. */
  async end(): Promise<void> {
    for (const device of this.devices) device.crash();
    for (const server of this.servers) await server.kill(this.random);
  }

  /** Writes a line of the trace. */
  note(line: string): void {
    this.#hash.update(line).update("\n");
    this.#lines.push(`${this.time.nowMs - Date.UTC(2026, 0, 1)} ms  ${line}`);
    if (this.#lines.length > traceLinesKept) this.#lines.shift();
  }

  /** The last lines of the trace. */
  lastLines(count: number): readonly string[] {
    return this.#lines.slice(-count);
  }

  /** A hash of everything that has happened. */
  traceHash(): string {
    return this.#hash.copy().digest("hex");
  }

  #connect(device: SimulatedDevice): Connection {
    const server = this.serverFor(device.index);
    if (!server.isUp) throw new Error("There is no server.");
    this.#lastConnection += 1;
    const connection = new Connection(this.#lastConnection, device.index);
    this.#connections.push(connection);
    server.accept(connection);
    return connection;
  }
}

/** A world of a seed, as the template left it; nothing runs yet. */
export function worldOf(seed: number, template: Template, devices: number): World {
  const world = new World(seed, template);
  world.time.pass(template.nowMs - world.time.nowMs);
  world.addServer(template.image);
  for (const files of template.homes.slice(0, devices)) world.addDevice(new Disk(files));
  return world;
}
