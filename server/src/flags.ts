/**
 * The flags of the server and their environment variables, in one table: what is parsed is what `--help` says.
 */
import { isIP } from "node:net";
import { registrationModes } from "@coffer/protocol/server";
import { logLevels } from "./log.ts";
import { defaultServerLimits as limits, type ServerLimits } from "./server-limits.ts";

/** A flag. Its environment variable is COFFER_ and its name in capitals, dashes as underscores. */
export interface Flag {
  readonly name: string;
  readonly value: string;
  readonly help: string;
  /** Whether a text is a value of the flag; what it has to be, in words. */
  readonly isValid: (text: string) => boolean;
  readonly expected: string;
}

/** A whole number from `min` to `max`. */
function numberFlag(name: string, help: string, min: number, max: number): Flag {
  return {
    name,
    value: "N",
    help,
    isValid: (text) => /^\d{1,15}$/.test(text) && Number(text) >= min && Number(text) <= max,
    expected: `a whole number from ${min} to ${max}`,
  };
}

/** One of a few words. */
function wordFlag(name: string, help: string, words: readonly string[]): Flag {
  return {
    name,
    value: words.join("|"),
    help,
    isValid: (text) => words.includes(text),
    expected: `one of ${words.join(", ")}`,
  };
}

/** Any text but the empty one. */
function textFlag(name: string, value: string, help: string, expected: string): Flag {
  return { name, value, help, isValid: (text) => text !== "", expected };
}

const minutesMax = 60 * 24 * 365;
const countMax = 1_000_000;

/** Flags that set a limit of the server: which, and how much of it one unit of the flag is. */
export const limitFlags: readonly {
  readonly name: string;
  readonly help: string;
  readonly limit: keyof ServerLimits;
  readonly unit: number;
  readonly max: number;
}[] = [
  {
    name: "idle-minutes",
    help: "A session ends when idle for so long.",
    limit: "sessionIdleMs",
    unit: 60_000,
    max: minutesMax,
  },
  {
    name: "session-hours",
    help: "A session ends after so long.",
    limit: "sessionAgeMs",
    unit: 3_600_000,
    max: minutesMax / 60,
  },
  {
    name: "account-bytes-max",
    help: "Bytes of entries an account may have.",
    limit: "accountBytesMax",
    unit: 1,
    max: Number.MAX_SAFE_INTEGER,
  },
  {
    name: "account-entries-max",
    help: "Entries an account may have.",
    limit: "accountEntriesMax",
    unit: 1,
    max: Number.MAX_SAFE_INTEGER,
  },
  {
    name: "connections-max",
    help: "Connections at once.",
    limit: "connectionsMax",
    unit: 1,
    max: countMax,
  },
  {
    name: "connections-per-network-max",
    help: "Connections at once from one network.",
    limit: "connectionsPerNetworkMax",
    unit: 1,
    max: countMax,
  },
  {
    name: "logins-at-once",
    help: "Logins being made at once.",
    limit: "loginsAtOnceMax",
    unit: 1,
    max: countMax,
  },
  {
    name: "logins-at-once-per-network",
    help: "Logins being made at once from one network.",
    limit: "loginsAtOncePerNetworkMax",
    unit: 1,
    max: countMax,
  },
  {
    name: "logins-per-minute",
    help: "Logins from one network that may fail.",
    limit: "loginsPerNetworkMinute",
    unit: 1,
    max: countMax,
  },
  {
    name: "resumes-per-minute",
    help: "Resumed sessions from one network that may fail.",
    limit: "resumesPerNetworkMinute",
    unit: 1,
    max: countMax,
  },
  {
    name: "links-per-minute",
    help: "Link codes from one network that may be wrong.",
    limit: "linksPerNetworkMinute",
    unit: 1,
    max: countMax,
  },
  {
    name: "registrations-per-minute",
    help: "Registrations from one network.",
    limit: "registrationsPerNetworkMinute",
    unit: 1,
    max: countMax,
  },
];

/** All flags that take a value, in the order of the help. */
export const flags: readonly Flag[] = [
  numberFlag("port", "Port to listen on; 0 for any that is free. Default 8787.", 0, 65_535),
  {
    ...textFlag("host", "ADDR", "Address to listen on. Default 127.0.0.1, this machine only.", ""),
    isValid: (text) => isIP(text) !== 0 || text === "localhost",
    expected: "an IP address",
  },
  textFlag("data", "DIR", "Folder of the database and the server's secrets.", "a folder"),
  wordFlag(
    "registration",
    "Who may create an account. Default open on this machine, invite elsewhere.",
    registrationModes,
  ),
  textFlag("tls-cert", "FILE", "Certificate chain, PEM: listen with TLS 1.3.", "a file"),
  textFlag("tls-key", "FILE", "The certificate's key, PEM.", "a file"),
  textFlag(
    "behind-proxy",
    "ADDR,…",
    "Addresses or networks of proxies that terminate TLS; their X-Forwarded-For is believed.",
    "addresses or networks",
  ),
  {
    ...textFlag("origin", "URL,…", "Origins whose pages may connect, beside the server's own.", ""),
    isValid: (text) => text.split(",").every((part) => URL.canParse(part)),
    expected: "origins like https://budget.example",
  },
  textFlag("web", "DIR", "Folder of the web page. Default web/dist of this clone.", "a folder"),
  numberFlag("metrics-port", "Port of 127.0.0.1 for /metrics. Default 0: none.", 0, 65_535),
  {
    ...wordFlag(
      "log-level",
      `What is logged to standard error: ${logLevels.join(", ")}. Default info.`,
      logLevels,
    ),
    value: "LEVEL",
  },
  ...limitFlags.map(({ name, help, limit, unit, max }) =>
    numberFlag(name, `${help} Default ${limits[limit] / unit}.`, 1, max),
  ),
];

/** The environment variable of a flag. */
export function variableOf(flagName: string): string {
  return `COFFER_${flagName.toUpperCase().replaceAll("-", "_")}`;
}
