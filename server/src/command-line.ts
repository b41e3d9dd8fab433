/**
 * What the server is asked to do: from its arguments, and for what they leave open from its environment.
 *
 * Anything unknown or malformed is one sentence, and nothing is started: a server that ignored a misspelt flag
 * would run with less protection than its owner believes.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { fail, ok, type RegistrationMode, type Result } from "@coffer/protocol/server";
import { defaultDataFolder } from "./default-data-folder.ts";
import { flags, limitFlags, variableOf } from "./flags.ts";
import type { HttpOptions } from "./http/listen.ts";
import type { LogLevel } from "./log.ts";
import { isLoopback, parseProxies } from "./network.ts";
import type { ServerLimits } from "./server-limits.ts";
import type { ServerOptions } from "./server.ts";

/** What to do. */
export type Command =
  | { readonly name: "help" }
  | { readonly name: "version" }
  | { readonly name: "invite"; readonly dataFolder: string }
  | { readonly name: "serve"; readonly logLevel: LogLevel; readonly options: ServerOptions };

/** Why nothing can be done, for the person: one sentence. */
export interface UsageError {
  readonly code: "wrong-usage";
  readonly sentence: string;
}

const defaultPort = 8_787;

/** Reads arguments (without node and script) and environment. */
export function parseCommandLine(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv,
): Result<Command, UsageError> {
  const words = parseWords(argv);
  if (!words.ok) return words;
  const { given, commands } = words.value;
  if (given.has("help")) return ok({ name: "help" });
  if (given.has("version")) return ok({ name: "version" });
  const [command, ...more] = commands;
  if ((command !== undefined && command !== "invite") || more.length > 0) {
    return wrong(`There is no command "${commands.join(" ")}"; see --help.`);
  }
  const values = withEnvironment(given, environment);
  if (!values.ok) return values;
  const dataFolder = values.value.get("data") ?? defaultDataFolder(environment);
  if (dataFolder === undefined) return wrong("There is no home folder here: name one with --data.");
  if (command === undefined) return serveCommand(values.value, dataFolder);
  const foreign = [...given.keys()].find((name) => name !== "data");
  return foreign === undefined
    ? ok({ name: "invite", dataFolder })
    : wrong(`invite takes only --data, not --${foreign}.`);
}

/** Flags with their values, and words that are no flags. */
function parseWords(
  argv: readonly string[],
): Result<
  { readonly given: ReadonlyMap<string, string>; readonly commands: readonly string[] },
  UsageError
> {
  const names = new Set(flags.map(({ name }) => name));
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(flags.map(({ name }) => [name, { type: "string" }])),
    strict: false,
    tokens: true,
  });
  const given = new Map<string, string>();
  const commands: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") commands.push(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    const isSwitch = name === "help" || name === "version";
    if (!isSwitch && !names.has(name)) return wrong(`There is no option ${rawName}; see --help.`);
    if (isSwitch && value !== undefined) return wrong(`${rawName} takes no value.`);
    if (!isSwitch && value === undefined) return wrong(`${rawName} needs a value; see --help.`);
    if (given.has(name)) return wrong(`${rawName} is given twice.`);
    given.set(name, value ?? "");
  }
  return ok({ given, commands });
}

/** The values of all flags that have one, checked. */
function withEnvironment(
  given: ReadonlyMap<string, string>,
  environment: NodeJS.ProcessEnv,
): Result<ReadonlyMap<string, string>, UsageError> {
  const values = new Map<string, string>();
  for (const { name, isValid, expected } of flags) {
    const variable = variableOf(name);
    const fromEnvironment = environment[variable];
    const value = given.get(name) ?? (fromEnvironment === "" ? undefined : fromEnvironment);
    if (value === undefined) continue;
    if (!isValid(value)) {
      return wrong(`${given.has(name) ? `--${name}` : variable} has to be ${expected}.`);
    }
    values.set(name, value);
  }
  return ok(values);
}

function serveCommand(
  values: ReadonlyMap<string, string>,
  dataFolder: string,
): Result<Command, UsageError> {
  const host = values.get("host") ?? "127.0.0.1";
  const behindProxy = values.get("behind-proxy")?.split(",") ?? [];
  if (parseProxies(behindProxy) === undefined) {
    return wrong("--behind-proxy has to be addresses or networks, like 10.0.0.2 or 10.0.0.0/8.");
  }
  const tls = loadTls(values.get("tls-cert"), values.get("tls-key"));
  if (!tls.ok) return tls;
  if (!isLoopback(host) && tls.value === null && behindProxy.length === 0) {
    return wrong(
      `${host} can be reached by other machines: give --tls-cert and --tls-key, or --behind-proxy ADDR if a proxy there terminates TLS.`,
    );
  }
  const port = values.get("port");
  const metricsPort = Number(values.get("metrics-port") ?? 0);
  const mode = values.get("registration");
  const webFolder = values.get("web");
  const options: ServerOptions = {
    dataFolder,
    host,
    port: port === undefined ? defaultPort : Number(port),
    tls: tls.value,
    behindProxy,
    origins: values.get("origin")?.split(",") ?? [],
    metricsPort: metricsPort === 0 ? null : metricsPort,
    limits: limitsOf(values),
    ...(mode === undefined ? {} : { registrationMode: mode as RegistrationMode }),
    ...(webFolder === undefined ? {} : { webFolder }),
  };
  const logLevel = (values.get("log-level") ?? "info") as LogLevel;
  return ok({ name: "serve", logLevel, options });
}

function limitsOf(values: ReadonlyMap<string, string>): Partial<ServerLimits> {
  return Object.fromEntries(
    limitFlags.flatMap(({ name, limit, unit }) => {
      const value = values.get(name);
      return value === undefined ? [] : [[limit, Number(value) * unit]];
    }),
  );
}

function loadTls(
  certPath: string | undefined,
  keyPath: string | undefined,
): Result<HttpOptions["tls"], UsageError> {
  if (certPath === undefined && keyPath === undefined) return ok(null);
  if (certPath === undefined || keyPath === undefined) {
    return wrong("--tls-cert and --tls-key belong together: give both.");
  }
  const cert = readText(certPath);
  const key = readText(keyPath);
  if (cert === undefined) return wrong(`--tls-cert: ${certPath} cannot be read.`);
  if (key === undefined) return wrong(`--tls-key: ${keyPath} cannot be read.`);
  return ok({ cert, key });
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function wrong(sentence: string): Result<never, UsageError> {
  return fail({ code: "wrong-usage", sentence });
}
