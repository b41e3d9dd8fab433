/**
 * The WebSocket at `/v1`, sub-protocol `coffer.1`: which upgrades are taken, and how many at once.
 *
 * Nothing is compressed: sealed bytes do not shrink, and lengths would say more than they do. A connection too many
 * is told `busy`, so that its client knows to come back.
 */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { encodeClear, errorNumbers, limits as protocolLimits } from "@coffer/protocol/server";
import type { Wire } from "../connection/wire.ts";
import { serveConnection } from "../connection/serve-connection.ts";
import type { Services } from "../connection/services.ts";
import { SlotPool } from "../limits/slot-pool.ts";
import { pathOf } from "./answer-http.ts";

/** The one sub-protocol. */
const subProtocol = "coffer.1";
/** Above a frame's maximum, so that a frame that is a little too large is told its number, not dropped. */
const payloadMax = protocolLimits.frameMax + 65_536;
const fragmentsMax = 1_024;

interface SocketServerOptions {
  readonly services: Services;
  readonly networkOf: (request: IncomingMessage) => string;
  /** Why an upgrade is not taken, as an HTTP status; undefined if it is. */
  readonly refusal: (request: IncomingMessage) => number | undefined;
}

export class SocketServer {
  readonly #options: SocketServerOptions;
  readonly #sockets: WebSocketServer;
  readonly #slots: SlotPool;
  readonly #served = new Map<Wire, Promise<void>>();
  #lastNumber = 0;
  #isClosing = false;

  constructor(options: SocketServerOptions) {
    this.#options = options;
    const { limits } = options.services;
    this.#slots = new SlotPool({
      max: limits.connectionsMax,
      perKeyMax: limits.connectionsPerNetworkMax,
    });
    // A constant, because @types/ws does not know closeTimeout yet.
    const socketOptions = {
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: payloadMax,
      maxFragments: fragmentsMax,
      closeTimeout: limits.closeTimeoutMs,
      handleProtocols: () => subProtocol,
    } as const;
    this.#sockets = new WebSocketServer(socketOptions);
  }

  /** Connections that are open. */
  get size(): number {
    return this.#served.size;
  }

  /** Takes an upgrade, or refuses it. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on("error", () => stream.destroy());
    const status = this.#isClosing ? 503 : this.#statusOf(request);
    if (status !== undefined) {
      stream.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#sockets.handleUpgrade(request, stream, head, (socket) => {
      this.#accept(socket, stream, this.#options.networkOf(request));
    });
  }

  /** Asks every connection whether it lives. */
  probe(): void {
    for (const wire of this.#served.keys()) wire.probe();
  }

  /** Takes no more, tells everybody, and waits until every request is handled and every connection closed. */
  async close(): Promise<void> {
    this.#isClosing = true;
    const { clock, limits } = this.#options.services;
    const dropAll = (): void => {
      for (const wire of this.#served.keys()) wire.terminate();
    };
    const cancel = clock.after(limits.shutdownMs, dropAll);
    const served = [...this.#served.values()];
    for (const wire of this.#served.keys()) wire.end("shutting-down");
    await Promise.all(served);
    cancel();
  }

  #statusOf(request: IncomingMessage): number | undefined {
    if (pathOf(request) !== "/v1") return 404;
    const refusal = this.#options.refusal(request);
    if (refusal !== undefined) return refusal;
    const offered = request.headers["sec-websocket-protocol"] ?? "";
    return offered.split(",").some((name) => name.trim() === subProtocol) ? undefined : 400;
  }

  #accept(socket: WebSocket, stream: Duplex, network: string): void {
    const { services } = this.#options;
    const { metrics, clock, limits } = services;
    metrics.connections.add();
    const slot = this.#slots.take(network);
    if (slot === undefined) {
      metrics.errors.add(1, "busy");
      socket.on("error", () => socket.terminate());
      socket.send(encodeClear("error", errorNumbers.busy));
      socket.close(1_013);
      return;
    }
    const wire = services.createWire({
      socket,
      stream,
      clock,
      limits,
      onError: (code) => metrics.errors.add(1, code),
    });
    this.#lastNumber += 1;
    const peer = { connectionNumber: this.#lastNumber, network };
    const closed = new Promise<void>((resolve) => {
      socket.on("close", () => {
        slot.release();
        resolve();
      });
    });
    const served = Promise.all([closed, serveConnection(services, wire, peer)]);
    this.#served.set(
      wire,
      served.then(() => {
        this.#served.delete(wire);
        return undefined;
      }),
    );
  }
}
