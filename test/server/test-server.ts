/**
 * A server for one test file: in this process, on any free port, with a folder that goes away with it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { createLog } from "../../server/src/log.ts";
import { startServer, type RunningServer, type ServerOptions } from "../../server/src/server.ts";

/** A folder that is removed after the test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "coffer-server-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A server, its folder, and every line that it has logged. */
export interface TestServer extends RunningServer {
  readonly dataFolder: string;
  readonly logLines: readonly string[];
}

/** Starts a server that closes after the test file, if it has not been closed before. */
export async function startTestServer(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const dataFolder = options.dataFolder ?? temporaryFolder();
  const logLines: string[] = [];
  const log = createLog({ level: "trace", write: (line) => logLines.push(line) });
  const server = await startServer({ log, ...options, dataFolder });
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= server.close());
  after(close);
  return { ...server, close, dataFolder, logLines };
}
