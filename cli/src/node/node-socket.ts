/**
 * The engine's Socket by the platform's WebSocket: messages are queued until they are asked for.
 */
import type { Socket } from "@coffer/client";

const subProtocol = "coffer.1";
const connectTimeoutMs = 10_000;
/** Messages that may wait: more means that the server floods. */
const queueMax = 4_096;

/** Opens a socket to a server's URL; rejects when nobody answers there. */
export function connectSocket(serverUrl: string): Promise<Socket> {
  const url = new URL("/v1", serverUrl);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(url, subProtocol);
  socket.binaryType = "arraybuffer";
  const queue = new MessageQueue();
  socket.addEventListener("message", ({ data }) => {
    if (!(data instanceof ArrayBuffer) || !queue.push(new Uint8Array(data))) socket.close();
  });
  socket.addEventListener("close", () => queue.end());
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      socket.close();
      reject(new Error(`${url.host} does not answer.`));
    }, connectTimeoutMs);
    socket.addEventListener("open", () => {
      clearTimeout(timer);
      resolve({
        send: (message) => {
          if (socket.readyState === WebSocket.OPEN) socket.send(Uint8Array.from(message));
        },
        receive: () => queue.next(),
        close: () => socket.close(),
      });
    });
    socket.addEventListener("error", () => {
      clearTimeout(timer);
      reject(new Error(`No Coffer server answers at ${url.host}.`));
    });
  });
}

class MessageQueue {
  readonly #messages: Uint8Array<ArrayBuffer>[] = [];
  #waiting: ((message: Uint8Array<ArrayBuffer> | undefined) => void) | undefined;
  #ended = false;

  /** Adds a message; false if too many wait. */
  push(message: Uint8Array<ArrayBuffer>): boolean {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) waiting(message);
    else this.#messages.push(message);
    return this.#messages.length <= queueMax;
  }

  end(): void {
    this.#ended = true;
    this.#waiting?.(undefined);
  }

  next(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const message = this.#messages.shift();
    if (message !== undefined || this.#ended) return Promise.resolve(message);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }
}
