/**
 * The server as a whole: data folder, secrets, storage, sockets, and how it stops. main.ts runs one; tests start
 * as many as they like in their own process, with a clock and limits of theirs.
 *
 * Starting throws StartError, with a sentence for who runs it, and leaves nothing open.
 */
import type { RegistrationMode } from "@coffer/protocol/server";
import { Appender } from "./append/appender.ts";
import { ChainCache } from "./append/chain-cache.ts";
import { every, nowSeconds, systemClock, type Clock } from "./clock.ts";
import { identityOf, type Services } from "./connection/services.ts";
import { Sessions } from "./connection/sessions.ts";
import { Wire, type WireOptions } from "./connection/wire.ts";
import { openDataFolder, type DataFolderLock } from "./data-folder.ts";
import { listen, type HttpOptions, type Listening } from "./http/listen.ts";
import { serveMetrics, type MetricsServer } from "./http/metrics-server.ts";
import { createLocalHub } from "./hub.ts";
import { AttemptLimits } from "./limits/attempt-limits.ts";
import { createLog, errorFields, type Log } from "./log.ts";
import { isLoopback } from "./network.ts";
import { loadSecrets } from "./secrets.ts";
import { defaultServerLimits, type ServerLimits } from "./server-limits.ts";
import { createServerMetrics, type ServerMetrics } from "./server-metrics.ts";
import { StartError } from "./start-error.ts";
import { openSqlite, type SqliteOptions } from "./storage/sqlite.ts";
import type { Storage } from "./storage/storage.ts";

/** How to run a server. Everything but the folder has a default. */
export interface ServerOptions extends Partial<HttpOptions> {
  readonly dataFolder: string;
  /** "open" where only this machine gets to it and "invite" elsewhere, unless named. */
  readonly registrationMode?: RegistrationMode;
  /** Port of 127.0.0.1 for `/metrics`: 0 for any, null (the default) for none. */
  readonly metricsPort?: number | null;
  readonly limits?: Partial<ServerLimits>;
  readonly clock?: Clock;
  readonly log?: Log;
  /** Opens the storage: SQLite unless another adapter is given. */
  readonly openStorage?: (options: SqliteOptions) => Storage;
  /** Makes the server's end of a connection from its socket. */
  readonly createWire?: (options: WireOptions) => Wire;
}

/** A server that listens. */
export interface RunningServer {
  /** What to open: scheme, host and port. */
  readonly url: string;
  readonly port: number;
  readonly registrationMode: RegistrationMode;
  /** Whether there is a web page to open. */
  readonly hasWebPage: boolean;
  /** Port of `/metrics`; null if it is not served. */
  readonly metricsPort: number | null;
  /** Stops: takes nothing more, tells everybody, finishes what was begun, closes the storage. */
  readonly close: () => Promise<void>;
}

/** Starts a server. Throws StartError if it cannot. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const folder = openDataFolder(options.dataFolder);
  const lock = folder.lock();
  if (lock === undefined) {
    throw new StartError(`Another Coffer server uses the data folder ${options.dataFolder}.`);
  }
  const started: Started = { lock, storage: undefined, metricsServer: undefined };
  try {
    return await startLocked(options, folder, started);
  } catch (error) {
    await stop(started);
    throw error;
  }
}

/** What has to be undone if the start fails half-way, or when the server stops. */
interface Started {
  readonly lock: DataFolderLock;
  storage: Storage | undefined;
  metricsServer: MetricsServer | undefined;
}

async function startLocked(
  options: ServerOptions,
  folder: ReturnType<typeof openDataFolder>,
  started: Started,
): Promise<RunningServer> {
  const { hasDatabase, secretsPath, databasePath } = folder;
  const limits = { ...defaultServerLimits, ...options.limits };
  const metrics = createServerMetrics();
  const secrets = await loadSecrets({ path: secretsPath, hasDatabase });
  const { openStorage = openSqlite } = options;
  const storage = openStorage({
    path: databasePath,
    mayMigrate: true,
    auditEventsMax: limits.auditEventsMax,
    onCommit: ({ writes, tookMs }) => {
      metrics.commitWrites.observe(writes);
      metrics.commitSeconds.observe(tookMs / 1_000);
    },
  });
  started.storage = storage;
  await storage.removeAllSessions();
  const services = createServices(options, { limits, metrics, storage });
  const identity = await identityOf(secrets);
  const { metricsPort = null } = options;
  if (metricsPort !== null) {
    started.metricsServer = await serveMetrics(metrics.registry, metricsPort);
  }
  // Last, because what comes after it has nothing to fail at.
  const http = await listen({ ...services, identity }, options);
  countOpen(metrics, services, http);
  const stopSweeping = sweep(services, http);
  services.log.info({ event: "started", port: http.port, registration: services.registrationMode });
  return {
    url: http.url,
    port: http.port,
    registrationMode: services.registrationMode,
    hasWebPage: http.hasWebPage,
    metricsPort: started.metricsServer?.port ?? null,
    close: async () => {
      services.log.info({ event: "stopping" });
      stopSweeping();
      await http.close();
      await stop(started);
      services.log.info({ event: "stopped" });
    },
  };
}

/** What every connection uses, over a storage: everything that is lost when the process ends. */
export function createServices(
  options: Omit<ServerOptions, "dataFolder">,
  made: {
    readonly limits: ServerLimits;
    readonly metrics: ServerMetrics;
    readonly storage: Storage;
  },
): Omit<Services, "identity"> {
  const { limits, metrics, storage } = made;
  const { clock = systemClock, log = createLog({ level: "info" }) } = options;
  const { createWire = (wireOptions) => new Wire(wireOptions) } = options;
  const hub = createLocalHub();
  const chains = new ChainCache(storage, limits.cachedChainsMax);
  const { host = "127.0.0.1", behindProxy = [] } = options;
  const isLocal = isLoopback(host) && behindProxy.length === 0;
  return {
    registrationMode: options.registrationMode ?? (isLocal ? "open" : "invite"),
    storage,
    chains,
    appender: new Appender({ storage, cache: chains, limits, clock }),
    attempts: new AttemptLimits(limits, clock),
    sessions: new Sessions({ storage, hub, clock, limits, metrics, log }),
    hub,
    createWire,
    clock,
    limits,
    metrics,
    log,
  };
}

function countOpen(
  { registry }: ServerMetrics,
  { sessions }: Pick<Services, "sessions">,
  { sockets }: Listening,
): void {
  registry.gauge("coffer_open_connections", "Open connections.", () => sockets.size);
  registry.gauge("coffer_open_sessions", "Open sessions.", () => sessions.size);
}

/** Looks after what is open and what expires, until the returned function is called. */
function sweep(
  { clock, limits, sessions, storage, log }: Omit<Services, "identity">,
  { sockets }: Listening,
): () => void {
  const stopProbing = every(clock, limits.pingEveryMs, () => sockets.probe());
  const stopExpiring = every(clock, limits.sweepEveryMs, () => {
    sessions.endExpired();
    storage.removeExpired(nowSeconds(clock)).catch((error: unknown) => {
      log.error({ event: "storage-failed", ...errorFields(error) });
    });
  });
  return () => {
    stopProbing();
    stopExpiring();
  };
}

async function stop({ lock, storage, metricsServer }: Started): Promise<void> {
  metricsServer?.close();
  await storage?.close();
  lock.release();
}
