/**
 * Whether a page may open the socket: a browser says in `Origin` which page asks, and only this server's own may,
 * or one of the named origins where a proxy shows another host to people. Programs send no Origin.
 */
import type { IncomingMessage } from "node:http";

/** Whether the origin of an upgrade request is allowed. */
export function isOriginAllowed(request: IncomingMessage, origins: readonly string[]): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (origins.includes(origin)) return true;
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}
