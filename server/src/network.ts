/**
 * Who is on the other end, as far as it matters: the client's address, and the network that limits are
 * counted for and that logs and audit events name (IPv4 /24, IPv6 /56). The full address goes no further.
 *
 * `X-Forwarded-For` is believed only if the connection itself comes from a named proxy, and then from the
 * right, as far as the names are the proxies' own: what stands further left anybody can have written.
 */
import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

const forwardedCharactersMax = 1_024;

/** Addresses that are believed about others. */
export interface TrustedProxies {
  has(address: string): boolean;
}

/** Proxies by address or network (`10.0.0.2`, `10.0.0.0/8`, `fd00::/8`); undefined if one is neither. */
export function parseProxies(texts: readonly string[]): TrustedProxies | undefined {
  const list = new BlockList();
  for (const text of texts) {
    const [address = "", bits, ...rest] = text.split("/");
    const version = isIP(address);
    if (version === 0 || rest.length > 0) return undefined;
    const family = version === 4 ? "ipv4" : "ipv6";
    if (bits === undefined) {
      list.addAddress(address, family);
      continue;
    }
    const bitsMax = version === 4 ? 32 : 128;
    if (!/^\d{1,3}$/.test(bits) || Number(bits) > bitsMax) return undefined;
    list.addSubnet(address, Number(bits), family);
  }
  return {
    has: (text) => {
      const address = plainAddress(text);
      const version = isIP(address);
      return version !== 0 && list.check(address, version === 4 ? "ipv4" : "ipv6");
    },
  };
}

/** Whether a host name or address is this machine alone. */
export function isLoopback(host: string): boolean {
  const address = plainAddress(host);
  return address === "localhost" || address === "::1" || /^127(?:\.\d{1,3}){3}$/.test(address);
}

/**
 * Whether a request may come the way it came: to a server that other machines reach and that has no TLS of its
 * own, only by way of a proxy, which has.
 */
export function isWayAllowed(
  request: IncomingMessage,
  server: {
    readonly isTls: boolean;
    readonly host: string;
    readonly proxies: TrustedProxies | undefined;
  },
): boolean {
  const peer = request.socket.remoteAddress ?? "";
  const isHere = server.isTls || isLoopback(server.host) || isLoopback(peer);
  return isHere || server.proxies?.has(peer) === true;
}

/** The address of the client of a request, which a trusted proxy may have named. */
export function clientAddressOf(
  request: IncomingMessage,
  proxies: TrustedProxies | undefined,
): string {
  const peer = plainAddress(request.socket.remoteAddress ?? "");
  if (proxies?.has(peer) !== true) return peer;
  const header = request.headers["x-forwarded-for"];
  const forwarded = typeof header === "string" ? header : "";
  if (forwarded.length > forwardedCharactersMax) return peer;
  for (const text of forwarded.split(",").toReversed()) {
    const address = plainAddress(text.trim());
    if (isIP(address) === 0) return peer;
    if (!proxies.has(address)) return address;
  }
  return peer;
}

/** The network of an address: `203.0.113.0/24`, `2001:db8:12:3400::/56`; "unknown" for what is none. */
export function networkOf(address: string): string {
  switch (isIP(address)) {
    case 4:
      return `${address.split(".").slice(0, 3).join(".")}.0/24`;
    case 6: {
      const [a = 0, b = 0, c = 0, d = 0] = groupsOf(address);
      // 56 bits: three groups and the upper half of the fourth.
      return `${[a, b, c, d & 0xff00].map((group) => group.toString(16)).join(":")}::/56`;
    }
    default:
      return "unknown";
  }
}

/** An address without brackets, zone or the IPv6 spelling of an IPv4 address. */
function plainAddress(text: string): string {
  const bare = text.replace(/^\[(.*)\]$/, "$1").replace(/%.*$/, "");
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(bare);
  return mapped?.[1] ?? bare.toLowerCase();
}

/** The first four groups of an IPv6 address. */
function groupsOf(address: string): readonly number[] {
  const [left = "", right] = address.split("::");
  const before = left === "" ? [] : left.split(":");
  const after = right === undefined || right === "" ? [] : right.split(":");
  // A dotted end counts for two groups.
  const count = [...before, ...after].length + (address.includes(".") ? 1 : 0);
  const gap = right === undefined ? 0 : 8 - count;
  return [...before, ...Array.from({ length: gap }, () => "0"), ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16));
}
