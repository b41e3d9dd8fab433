/**
 * A client of the worst kind: it upgrades to the WebSocket and then neither answers nor closes.
 */
import { connect, type Socket } from "node:net";

/** A WebSocket over a bare socket, upgraded and left alone. */
export function bareSocket(port: number): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(
        "GET /v1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: coffer.1\r\n" +
          "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
      );
    });
    socket.once("data", () => resolve(socket));
    socket.on("error", () => socket.destroy());
  });
}
