/**
 * `/metrics` for Prometheus, on a port of its own that only this machine can reach.
 */
import { createServer } from "node:http";
import type { MetricsRegistry } from "../metrics.ts";
import { listening } from "./listening.ts";

/** The server, and the port that it got. */
export interface MetricsServer {
  readonly port: number;
  close(): void;
}

/** Serves metrics on a port of 127.0.0.1; 0 takes any that is free. */
export async function serveMetrics(
  registry: MetricsRegistry,
  port: number,
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    const isAsked = request.method === "GET" && request.url === "/metrics";
    response
      .writeHead(isAsked ? 200 : 404, {
        "Content-Type": "text/plain; version=0.0.4; charset=utf-8",
        "X-Content-Type-Options": "nosniff",
      })
      .end(isAsked ? registry.text() : "not found\n");
  });
  return {
    port: await listening(server, port, "127.0.0.1"),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
