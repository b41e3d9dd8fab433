/**
 * One connection of the simulated network: two queues that move only when the scheduler delivers.
 *
 * In a direction, messages keep their order, as on a WebSocket; between directions and between connections any order can
 * happen. A side learns of the end of a connection like of any message, after what was on its way before it.
 */
import { EventEmitter } from "node:events";
import type { Socket } from "../../client/src/environment.ts";
import type { Bytes } from "../../protocol/src/bytes.ts";
import type { Random } from "./random.ts";

export type Direction = "to-server" | "to-client";

const end = Symbol("end");
type Message = Bytes | typeof end;

/** What is on its way in one direction. */
interface Way {
  waiting: Message[];
  /** Nothing that is sent from now on arrives: the sender has ended, or one side is gone. */
  isClosed: boolean;
  readonly delivered: Bytes[];
}

/** The parts of a WebSocket of `ws`, and of the stream below it, that the server's Wire uses. */
export class ServerSocket extends EventEmitter {
  readonly bufferedAmount = 0;
  readonly writableNeedDrain = false;
  readonly #send: (message: Bytes | undefined) => void;

  constructor(send: (message: Bytes | undefined) => void) {
    super();
    this.#send = send;
  }

  send(message: Uint8Array): void {
    this.#send(Uint8Array.from(message));
  }

  close(): void {
    this.#send(undefined);
  }

  terminate(): void {
    this.#send(undefined);
  }

  pause(): void {}
  resume(): void {}
  ping(): void {}
}

export class Connection {
  readonly number: number;
  /** Which device has opened it. */
  readonly device: number;
  readonly server: ServerSocket;
  readonly client: Socket;
  /** Below the server's socket: what comes in clear is counted there. */
  readonly stream = new EventEmitter();
  readonly #ways: Readonly<Record<Direction, Way>> = { "to-server": way(), "to-client": way() };
  readonly #received: Message[] = [];
  #receiving: ((message: Bytes | undefined) => void) | undefined;

  constructor(number: number, device: number) {
    this.number = number;
    this.device = device;
    this.server = new ServerSocket((message) => this.#push("to-client", message ?? end));
    this.client = {
      send: (message) => this.#push("to-server", Uint8Array.from(message)),
      close: () => this.#push("to-server", end),
      receive: () => this.#receive(),
    };
  }

  /** Whether nothing can happen on it any more. */
  get isOver(): boolean {
    return Object.values(this.#ways).every(
      ({ waiting, isClosed }) => isClosed && waiting.length === 0,
    );
  }

  /** How many messages are on their way. */
  waiting(direction: Direction): number {
    return this.#ways[direction].waiting.length;
  }

  /** Delivers the next message of a direction. */
  deliver(direction: Direction): void {
    const { waiting, delivered } = this.#ways[direction];
    const message = waiting.shift();
    if (message === undefined) return;
    if (message !== end) delivered.push(message);
    if (delivered.length > 4) delivered.shift();
    if (direction === "to-client") this.#giveClient(message);
    else this.#giveServer(message);
  }

  /** Cuts it: of what is on its way some first messages may still arrive, and then the end. */
  cut(random: Random): void {
    for (const each of Object.values(this.#ways)) cutShort(each, random);
  }

  /** The device is gone, with everything that was in its memory. */
  clientIsGone(random: Random): void {
    cutShort(this.#ways["to-server"], random);
    Object.assign(this.#ways["to-client"], { waiting: [], isClosed: true });
  }

  /** The server is gone. */
  serverIsGone(random: Random): void {
    Object.assign(this.#ways["to-server"], { waiting: [], isClosed: true });
    cutShort(this.#ways["to-client"], random);
  }

  /** Puts a message that is on its way, or was delivered lately, once more on its way; whether there is one. */
  repeat(direction: Direction, random: Random): boolean {
    const { waiting, delivered, isClosed } = this.#ways[direction];
    const known = [...delivered, ...waiting].filter((message) => message !== end);
    if (known.length === 0 || isClosed) return false;
    waiting.splice(random.below(waiting.length + 1), 0, random.pick(known));
    return true;
  }

  #push(direction: Direction, message: Message): void {
    const each = this.#ways[direction];
    if (each.isClosed) return;
    each.waiting.push(message);
    each.isClosed = message === end;
  }

  #giveServer(message: Message): void {
    if (message === end) {
      this.server.emit("close");
      this.#push("to-client", end);
      return;
    }
    this.stream.emit("data", message);
    this.server.emit("message", message, true);
  }

  #giveClient(message: Message): void {
    if (message === end) this.#push("to-server", end);
    const receiving = this.#receiving;
    this.#receiving = undefined;
    if (receiving === undefined) this.#received.push(message);
    else receiving(message === end ? undefined : message);
  }

  async #receive(): Promise<Bytes | undefined> {
    const message = this.#received.shift();
    if (message === end) this.#received.push(end);
    if (message !== undefined) return message === end ? undefined : message;
    return new Promise((resolve) => {
      this.#receiving = resolve;
    });
  }
}

function way(): Way {
  return { waiting: [], isClosed: false, delivered: [] };
}

function cutShort(each: Way, random: Random): void {
  const messages = each.waiting.filter((message) => message !== end);
  const isEmpty = each.isClosed && each.waiting.length === 0;
  each.waiting = isEmpty ? [] : [...messages.slice(0, random.below(messages.length + 1)), end];
  each.isClosed = true;
}
