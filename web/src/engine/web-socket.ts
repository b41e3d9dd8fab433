/** The engine's Socket by the browser's WebSocket: messages are queued until they are asked for. */
import type { Socket } from "@coffer/client";

const subProtocol = "coffer.1";
const connectTimeoutMs = 10_000;
/** Messages that may wait: more means that the server floods. */
const queueMax = 4_096;

type Message = Uint8Array<ArrayBuffer>;

/** Opens a socket to a server's URL; rejects when nobody answers there. `onEnd`: an open one has closed. */
export function connectSocket(serverUrl: string, onEnd: () => void): Promise<Socket> {
  const url = new URL("/v1", serverUrl);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(url, subProtocol);
  socket.binaryType = "arraybuffer";
  const queue = new MessageQueue();
  socket.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (!(data instanceof ArrayBuffer) || !queue.push(new Uint8Array(data))) socket.close();
  });
  socket.addEventListener("close", () => queue.end());
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      socket.close();
      reject(new Error("The server does not answer."));
    }, connectTimeoutMs);
    socket.addEventListener("open", () => {
      clearTimeout(timer);
      socket.addEventListener("close", onEnd);
      resolve({
        send: (message) => {
          if (socket.readyState === WebSocket.OPEN) socket.send(Uint8Array.from(message));
        },
        receive: () => queue.next(),
        close: () => {
          // Without a network the other end would never agree to it.
          queue.end();
          socket.close();
        },
      });
    });
    socket.addEventListener("error", () => {
      clearTimeout(timer);
      reject(new Error("The server cannot be reached."));
    });
  });
}

class MessageQueue {
  readonly #messages: Message[] = [];
  #waiting: ((message: Message | undefined) => void) | undefined;
  #ended = false;

  /** Adds a message; false if too many wait. */
  push(message: Message): boolean {
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

  next(): Promise<Message | undefined> {
    const message = this.#messages.shift();
    if (message !== undefined || this.#ended) return Promise.resolve(message);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }
}
