/**
 * The flags of the server and their environment variables, in one table: what is parsed is what `--help` says.
 */
import { isIP } from "node:net";
import { registrationModes } from "@coffer/protocol/server";
import { logLevels } from "./log.ts";
import { defaultServerLimits as limits } from "./server-limits.ts";

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
  numberFlag(
    "idle-minutes",
    `A session ends when idle for so long. Default ${limits.sessionIdleMs / 60_000}.`,
    1,
    minutesMax,
  ),
  numberFlag(
    "session-hours",
    `A session ends after so long. Default ${limits.sessionAgeMs / 3_600_000}.`,
    1,
    24 * 365,
  ),
  numberFlag(
    "account-bytes-max",
    `Bytes of entries an account may have. Default ${limits.accountBytesMax}.`,
    1,
    Number.MAX_SAFE_INTEGER,
  ),
  numberFlag(
    "account-entries-max",
    `Entries an account may have. Default ${limits.accountEntriesMax}.`,
    2,
    Number.MAX_SAFE_INTEGER,
  ),
  numberFlag(
    "connections-max",
    `Connections at once. Default ${limits.connectionsMax}.`,
    1,
    countMax,
  ),
  numberFlag(
    "connections-per-network-max",
    `Connections at once from one network. Default ${limits.connectionsPerNetworkMax}.`,
    1,
    countMax,
  ),
  numberFlag(
    "logins-per-minute",
    `Failing logins from one network. Default ${limits.loginsPerNetworkMinute}.`,
    1,
    countMax,
  ),
  numberFlag(
    "logins-at-once",
    `Logins being made at once. Default ${limits.loginsAtOnceMax}.`,
    1,
    countMax,
  ),
  numberFlag(
    "registrations-per-minute",
    `Registrations from one network. Default ${limits.registrationsPerNetworkMinute}.`,
    1,
    countMax,
  ),
];

/** The environment variable of a flag. */
export function variableOf(flagName: string): string {
  return `COFFER_${flagName.toUpperCase().replaceAll("-", "_")}`;
}
