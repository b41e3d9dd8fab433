/**
 * What the server counts. Names and labels are part of its interface to whoever watches it.
 */
import { MetricsRegistry, type Counter, type Histogram } from "./metrics.ts";

/** The counters, by what they count. */
export interface ServerMetrics {
  readonly registry: MetricsRegistry;
  readonly connections: Counter;
  /** By outcome: "ok" or the code of the refusal, and so with the next four. */
  readonly registrations: Counter;
  readonly logins: Counter;
  readonly resumes: Counter;
  readonly recoveries: Counter;
  readonly links: Counter;
  readonly appends: Counter;
  readonly entries: Counter;
  readonly entryBytes: Counter;
  readonly pushes: Counter;
  /** By code, whether an error ended a connection or refused a request. */
  readonly errors: Counter;
  readonly requests: Counter;
  readonly requestSeconds: Histogram;
  readonly commitWrites: Histogram;
  readonly commitSeconds: Histogram;
}

const secondsBounds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];
const writesBounds = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024];

/** New counters, all at zero. */
export function createServerMetrics(): ServerMetrics {
  const registry = new MetricsRegistry();
  const byOutcome = (name: string, help: string): Counter =>
    registry.counter(`coffer_${name}_total`, help, "outcome");
  registry.gauge("process_resident_memory_bytes", "Memory of the process.", () =>
    process.memoryUsage.rss(),
  );
  registry.gauge("process_uptime_seconds", "Time since the start.", () => process.uptime());
  return {
    registry,
    connections: registry.counter("coffer_connections_total", "Connections to the socket."),
    registrations: byOutcome("registrations", "Registrations."),
    logins: byOutcome("logins", "Logins with a password."),
    resumes: byOutcome("resumes", "Sessions resumed with a device key."),
    recoveries: byOutcome("recoveries", "Sessions opened with a recovery kit."),
    links: byOutcome("links", "Link boxes asked for."),
    appends: byOutcome("appends", "Appends."),
    entries: registry.counter("coffer_entries_total", "Entries appended."),
    entryBytes: registry.counter("coffer_entry_bytes_total", "Bytes of the entries appended."),
    pushes: registry.counter("coffer_pushes_total", "Pushes to other sessions."),
    errors: registry.counter("coffer_errors_total", "Errors told to clients.", "code"),
    requests: registry.counter("coffer_requests_total", "Requests in sessions.", "type"),
    requestSeconds: registry.histogram(
      "coffer_request_seconds",
      "Time from a request to its answer.",
      secondsBounds,
    ),
    commitWrites: registry.histogram(
      "coffer_commit_writes",
      "Writes that were committed together.",
      writesBounds,
    ),
    commitSeconds: registry.histogram(
      "coffer_commit_seconds",
      "Time of a commit, the disk included.",
      secondsBounds,
    ),
  };
}
