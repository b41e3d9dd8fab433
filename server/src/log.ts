/**
 * Structured logs: one JSON line per event, by pino.
 *
 * What a line may hold: the event's name, numbers, codes of outcomes, the number of a connection, the network
 * (never the full address), and for a bug or a failing disk the error. What it never holds: a login name, an id
 * of an account or device, anything that came out of or goes into a seal, a secret.
 */
import { pino, stdTimeFunctions, type Level, type Logger } from "pino";

export const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = Level | "silent";

/** The log of the server. */
export type Log = Logger;

/** Writes lines somewhere: to standard error unless a test collects them. */
export interface LogOptions {
  readonly level: LogLevel;
  readonly write?: (line: string) => void;
}

/** A log. Lines go out at once, so that none is lost when the process ends. */
export function createLog({ level, write }: LogOptions): Log {
  const options = { level, base: null, timestamp: stdTimeFunctions.isoTime };
  return write === undefined
    ? pino(options, pino.destination({ dest: 2, sync: true }))
    : pino(options, { write });
}

/** What of an error goes into a line: kind and place, and the same of its causes. */
export function errorFields(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const cause = error.cause === undefined ? undefined : errorFields(error.cause);
  return { error: error.name, code, message: error.message, stack: error.stack, cause };
}
