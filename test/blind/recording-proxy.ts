/**
 * A wire between client and server that keeps every byte of both directions: a TCP proxy on loopback.
 *
 * What a browser-like client sends is masked (RFC 6455 §5.3), so that a search of the bytes as they are would find
 * nothing whatever they said: `payloads` takes the frames apart.
 */
import assert from "node:assert/strict";
import { connect, createServer, type Server, type Socket } from "node:net";

/** A connection as it was on the wire. */
export interface Recording {
  readonly toServer: Buffer;
  readonly toClient: Buffer;
}

export class RecordingProxy {
  readonly #server: Server;
  readonly #targetPort: number;
  readonly #sockets = new Set<Socket>();
  readonly #parts: { readonly toServer: Buffer[]; readonly toClient: Buffer[] }[] = [];

  constructor(targetPort: number) {
    this.#targetPort = targetPort;
    this.#server = createServer((client) => this.#serve(client));
  }

  /** Listens; the URL to give to clients. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, "127.0.0.1", () => resolve());
    });
    const address = this.#server.address();
    assert.ok(typeof address === "object" && address !== null);
    return `http://127.0.0.1:${address.port}`;
  }

  /** Everything until now, a connection each. */
  get recordings(): readonly Recording[] {
    return this.#parts.map(({ toServer, toClient }) => ({
      toServer: Buffer.concat(toServer),
      toClient: Buffer.concat(toClient),
    }));
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #serve(client: Socket): void {
    const recorded = { toServer: [] as Buffer[], toClient: [] as Buffer[] };
    this.#parts.push(recorded);
    const server = connect(this.#targetPort, "127.0.0.1");
    this.#join(client, server, recorded.toServer);
    this.#join(server, client, recorded.toClient);
  }

  #join(from: Socket, to: Socket, recorded: Buffer[]): void {
    this.#sockets.add(from);
    from.setNoDelay(true);
    from.on("data", (part: Buffer) => {
      recorded.push(part);
      to.write(part);
    });
    from.on("end", () => to.end());
    from.on("error", () => to.destroy());
    from.on("close", () => {
      this.#sockets.delete(from);
      to.end();
    });
  }
}

/** One direction of a connection: its HTTP head, and what its frames carried (RFC 6455 §5.2). */
export function payloads(direction: Buffer): { readonly head: string; readonly carried: Buffer } {
  const headEnd = direction.indexOf("\r\n\r\n") + 4;
  assert.ok(headEnd >= 4, "a connection begins with an HTTP head");
  const carried: Buffer[] = [];
  let at = headEnd;
  while (at + 2 <= direction.length) {
    const second = direction[at + 1] ?? 0;
    let length = second & 0x7f;
    let begin = at + 2;
    if (length === 126) {
      length = direction.readUInt16BE(begin);
      begin += 2;
    } else if (length === 127) {
      length = Number(direction.readBigUInt64BE(begin));
      begin += 8;
    }
    const isMasked = (second & 0x80) !== 0;
    const mask = isMasked ? direction.subarray(begin, begin + 4) : Buffer.alloc(4);
    if (isMasked) begin += 4;
    const payload = Buffer.from(direction.subarray(begin, begin + length));
    for (let index = 0; index < payload.length; index += 1) {
      payload[index] = (payload[index] ?? 0) ^ (mask[index % 4] ?? 0);
    }
    carried.push(payload);
    at = begin + length;
  }
  return { head: direction.toString("latin1", 0, headEnd), carried: Buffer.concat(carried) };
}
