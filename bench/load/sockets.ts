/** Sockets of the load generator: they come from any network, and can stop reading. */
import { createRequire } from "node:module";

/** A WebSocket of the ws package, which is one of the platform's and more. */
export interface LoadSocket extends WebSocket {
  /** Reads nothing more: what comes stays in the kernel's buffers, and then with the sender. */
  pause(): void;
  resume(): void;
  terminate(): void;
}

const ws = createRequire(new URL("../../server/package.json", import.meta.url))("ws") as {
  readonly WebSocket: new (url: string, protocol: string, options: object) => LoadSocket;
};

/** Opens a socket that comes from a network: the server believes it, as it would a proxy. */
export function socketFrom(url: string, network: number): LoadSocket {
  const address = `10.${(network >> 8) & 255}.${network & 255}.1`;
  const socket = new ws.WebSocket(`${url.replace(/^http/, "ws")}/v1`, "coffer.1", {
    headers: { "X-Forwarded-For": address },
    perMessageDeflate: false,
    maxPayload: 0,
  });
  // How a connection ends is looked at by who needs it; a reset is one way.
  socket.addEventListener("error", () => undefined);
  return socket;
}

/** Whether and how a socket has ended: resolves when it is closed. */
export function closed(socket: LoadSocket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState === socket.CLOSED) resolve();
    else socket.addEventListener("close", () => resolve());
  });
}
