/**
 * Every maximum of the server itself, beside those of the protocol (limits.ts there): how much it holds, how
 * long it waits, how many attempts it allows. All can be given to `startServer`; the main ones are flags.
 */

const minuteMs = 60_000;

/** The server's maxima. Times in milliseconds, sizes in bytes. */
export interface ServerLimits {
  /** Connections at once: in all, and from one network (IPv4 /24, IPv6 /56). */
  readonly connectionsMax: number;
  readonly connectionsPerNetworkMax: number;
  /** From the connection to client.hello. */
  readonly helloTimeoutMs: number;
  /** From client.hello to a session; also how long a login state lives. */
  readonly loginTimeoutMs: number;
  /** What a connection may send before it is sealed. */
  readonly clearBytesMax: number;
  /** Received and not yet handled: above this the socket is not read. */
  readonly queuedMessagesMax: number;
  readonly queuedBytesMax: number;
  /** Received in one go beyond that: the connection ends. */
  readonly floodMessagesMax: number;
  /** Sent and not yet taken by the network: above the first, no new request is handled; above the second, it ends. */
  readonly outgoingBytesSoftMax: number;
  readonly outgoingBytesMax: number;
  /** How often an open connection is asked whether it lives; two unanswered times end it. */
  readonly pingEveryMs: number;
  /** How long a closing connection may take over it. */
  readonly closeTimeoutMs: number;
  readonly sessionIdleMs: number;
  readonly sessionAgeMs: number;

  /** Login starts without a finish: per name, per known device, per network and minute. */
  readonly loginsPerNameMinute: number;
  readonly loginsPerDeviceMinute: number;
  readonly loginsPerNetworkMinute: number;
  /** Lock of a name whose attempts are used up: the first, doubled up to the last. */
  readonly lockFirstMs: number;
  readonly lockLastMs: number;
  /** Logins between start and finish, at once: in all, and from one network. */
  readonly loginsAtOnceMax: number;
  readonly loginsAtOncePerNetworkMax: number;
  readonly resumesPerNetworkMinute: number;
  readonly registrationsPerNetworkMinute: number;
  readonly linksPerNetworkMinute: number;
  /** Names and networks that are counted at once; beyond, the least recent is forgotten. */
  readonly countedKeysMax: number;

  readonly accountBytesMax: number;
  readonly accountEntriesMax: number;
  readonly linkBoxMs: number;
  readonly invitationMs: number;
  readonly auditEventsMax: number;
  /** Chain states in memory. */
  readonly cachedChainsMax: number;
  /** How often what has expired is removed. */
  readonly sweepEveryMs: number;
  /** How long a shutdown waits for requests that are being handled. */
  readonly shutdownMs: number;
}

/** The maxima unless something else is asked for. */
export const defaultServerLimits: ServerLimits = {
  connectionsMax: 10_000,
  connectionsPerNetworkMax: 512,
  helloTimeoutMs: 10_000,
  loginTimeoutMs: minuteMs,
  clearBytesMax: 131_072,
  queuedMessagesMax: 16,
  queuedBytesMax: 262_144,
  floodMessagesMax: 4_096,
  outgoingBytesSoftMax: 262_144,
  outgoingBytesMax: 8_388_608,
  pingEveryMs: 30_000,
  closeTimeoutMs: 3_000,
  sessionIdleMs: 60 * minuteMs,
  sessionAgeMs: 12 * 60 * minuteMs,

  loginsPerNameMinute: 5,
  loginsPerDeviceMinute: 5,
  loginsPerNetworkMinute: 30,
  lockFirstMs: minuteMs,
  lockLastMs: 15 * minuteMs,
  loginsAtOnceMax: 50,
  loginsAtOncePerNetworkMax: 15,
  resumesPerNetworkMinute: 300,
  registrationsPerNetworkMinute: 30,
  linksPerNetworkMinute: 30,
  countedKeysMax: 50_000,

  accountBytesMax: 1_073_741_824,
  accountEntriesMax: 2_000_000,
  linkBoxMs: 10 * minuteMs,
  invitationMs: 7 * 24 * 60 * minuteMs,
  auditEventsMax: 100_000,
  cachedChainsMax: 2_000,
  sweepEveryMs: 30_000,
  shutdownMs: 5_000,
};
