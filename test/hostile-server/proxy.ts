/**
 * Whoever sits on the socket between a client and the server: sees every byte, and may change, drop, repeat or swap
 * the messages. It is what terminates TLS in front of a server, or what a network is without it.
 *
 * It knows as much of WebSocket (RFC 6455) as that takes: heads of HTTP, and frames that are whole messages.
 */
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { Bytes } from "../../protocol/src/bytes.ts";

/** Which way a message goes. */
export type Direction = "to-server" | "to-client";

/** What goes on instead of a message: itself, another one, several or none. */
export type Tamper = (message: Bytes, direction: Direction, connection: number) => readonly Bytes[];

/** A message that passed, on one connection. */
export interface Passed {
  readonly connection: number;
  readonly direction: Direction;
  readonly message: Bytes;
}

export class Proxy implements AsyncDisposable {
  /** Request and status lines with their headers, of both sides. */
  readonly heads: string[] = [];
  /** Every message as it was sent, before it was tampered with. */
  readonly passed: Passed[] = [];
  tamper: Tamper = (message) => [message];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #connections = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Listens, and leads to a server. */
  static async before(serverUrl: string): Promise<Proxy> {
    const server = createServer();
    const proxy = new Proxy(server);
    const port = Number(new URL(serverUrl).port);
    server.on("connection", (client) => proxy.#serve(client, connect(port, "127.0.0.1")));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** How many connections there were; they are numbered from 1. */
  get connections(): number {
    return this.#connections;
  }

  /** The messages of one direction of the newest connection. */
  captured(direction: Direction): readonly Bytes[] {
    return this.passed
      .filter((each) => each.connection === this.#connections && each.direction === direction)
      .map(({ message }) => message);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  #serve(client: Socket, server: Socket): void {
    this.#connections += 1;
    const connection = this.#connections;
    for (const [from, to, direction] of [
      [client, server, "to-server"],
      [server, client, "to-client"],
    ] as const) {
      this.#sockets.add(from);
      from.on("error", () => from.destroy());
      from.on("close", () => {
        this.#sockets.delete(from);
        to.end();
      });
      const parse = frameParser((head) => {
        this.heads.push(head);
        to.write(head, "latin1");
      });
      from.on("data", (chunk: Buffer) => {
        for (const { opcode, payload } of parse(chunk)) {
          if (opcode !== binaryFrame) {
            to.write(frame(opcode, payload, direction));
            continue;
          }
          this.passed.push({ connection, direction, message: payload });
          for (const message of this.tamper(payload, direction, connection)) {
            to.write(frame(binaryFrame, message, direction));
          }
        }
      });
    }
  }
}

const binaryFrame = 2;

interface Frame {
  readonly opcode: number;
  readonly payload: Bytes;
}

/** Takes chunks of one direction: gives the head of HTTP to `onHead`, and returns the frames that are whole. */
function frameParser(onHead: (head: string) => void): (chunk: Buffer) => Frame[] {
  let rest = Buffer.alloc(0);
  let isUpgraded = false;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    if (!isUpgraded) {
      const end = rest.indexOf("\r\n\r\n");
      if (end < 0) return [];
      isUpgraded = true;
      onHead(rest.toString("latin1", 0, end + 4));
      rest = rest.subarray(end + 4);
    }
    const frames: Frame[] = [];
    for (;;) {
      const parsed = parseFrame(rest);
      if (parsed === undefined) return frames;
      frames.push(parsed.frame);
      rest = rest.subarray(parsed.length);
    }
  };
}

function parseFrame(bytes: Buffer): { readonly frame: Frame; readonly length: number } | undefined {
  if (bytes.length < 2) return undefined;
  const [first = 0, second = 0] = bytes;
  const short = second & 0x7f;
  const extended = short < 126 ? 0 : short === 126 ? 2 : 8;
  const maskLength = second >= 0x80 ? 4 : 0;
  const head = 2 + extended + maskLength;
  if (bytes.length < head) return undefined;
  const size =
    extended === 0
      ? short
      : extended === 2
        ? bytes.readUInt16BE(2)
        : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < head + size) return undefined;
  const mask = bytes.subarray(head - maskLength, head);
  const payload = Uint8Array.from(bytes.subarray(head, head + size), (byte, index) =>
    maskLength === 0 ? byte : byte ^ (mask[index % 4] ?? 0),
  );
  return { frame: { opcode: first & 0x0f, payload }, length: head + size };
}

/** A frame that is one whole message. A client's is masked, here with zeros. */
function frame(opcode: number, payload: Uint8Array, direction: Direction): Buffer {
  const isMasked = direction === "to-server";
  const size = payload.length;
  const extended = size < 126 ? 0 : size < 65_536 ? 2 : 8;
  const head = Buffer.alloc(2 + extended + (isMasked ? 4 : 0));
  head[0] = 0x80 | opcode;
  head[1] = (isMasked ? 0x80 : 0) | (extended === 0 ? size : extended === 2 ? 126 : 127);
  if (extended === 2) head.writeUInt16BE(size, 2);
  if (extended === 8) head.writeBigUInt64BE(BigInt(size), 2);
  return Buffer.concat([head, payload]);
}
