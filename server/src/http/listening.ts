/**
 * Opening a port, or saying in one sentence why it cannot be opened.
 */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { StartError } from "../start-error.ts";

/** Listens, and returns the port: the one that was asked for, or any if that was 0. Throws StartError. */
export async function listening(server: Server, port: number, host: string): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, () => {
        server.off("error", reject);
        resolve();
      });
    });
  } catch (cause) {
    throw new StartError(`The server cannot listen on ${host}, port ${port}: ${reason(cause)}.`, {
      cause,
    });
  }
  return (server.address() as AddressInfo).port;
}

function reason(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  switch (code) {
    case "EADDRINUSE":
      return "something else listens there";
    case "EACCES":
      return "this user may not";
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return "this machine has no such address";
    default:
      return "the system does not allow it";
  }
}
