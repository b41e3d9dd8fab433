/**
 * The real server over a throw-away folder, with the switches of lies.ts. With all of them off it is the real server.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLog } from "../../server/src/log.ts";
import { startServer, type RunningServer, type ServerOptions } from "../../server/src/server.ts";
import { openSqlite } from "../../server/src/storage/sqlite.ts";
import type { Heard, Lies } from "./lies.ts";
import { lyingStorage } from "./lying-storage.ts";
import { LyingWire } from "./lying-wire.ts";

/** Attempts are not what these attacks are stopped by; A26 sets its own limits. */
const manyAttempts = {
  loginsPerNameMinute: 1_000,
  loginsPerDeviceMinute: 1_000,
  loginsPerNetworkMinute: 1_000,
  registrationsPerNetworkMinute: 1_000,
  resumesPerNetworkMinute: 100_000,
};

export class HostileServer {
  readonly folder: string = mkdtempSync(join(tmpdir(), "coffer-hostile-"));
  readonly heard: Heard = { clear: [], sealed: [], lengths: [] };
  /** Every line that the server has logged, at its most talkative. */
  readonly logLines: string[] = [];
  /** What it lies about, from now on. */
  lies: Lies = {};
  readonly #options: Partial<ServerOptions>;
  #running: RunningServer | undefined;

  private constructor(options: Partial<ServerOptions>) {
    this.#options = options;
  }

  /** Starts a server, over a copy of another one's folder if that is given. */
  static async start(
    options: { readonly from?: string } & Partial<ServerOptions> = {},
  ): Promise<HostileServer> {
    const { from, ...rest } = options;
    const server = new HostileServer(rest);
    if (from !== undefined) cpSync(from, server.folder, { recursive: true });
    await server.#start();
    return server;
  }

  /** Starts the program anew over the same folder, at another port. */
  async restart(): Promise<void> {
    await this.stop();
    await this.#start();
  }

  get url(): string {
    return `http://127.0.0.1:${this.#running?.port ?? 0}`;
  }

  async #start(): Promise<void> {
    this.#running = await startServer({
      dataFolder: this.folder,
      log: createLog({ level: "trace", write: (line) => this.logLines.push(line) }),
      openStorage: (storage) => lyingStorage(openSqlite(storage), () => this.lies),
      createWire: (wire) => new LyingWire(wire, () => this.lies, this.heard),
      limits: manyAttempts,
      ...this.#options,
    });
  }

  async stop(): Promise<void> {
    await this.#running?.close();
    this.#running = undefined;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
