/**
 * A real server and a real Chromium for one suite: pages of one origin, each person with a browser of their own
 * (a context), and everything that must not happen on any page is collected: violations of the page's policies,
 * errors, requests to anybody else.
 */
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test, type SuiteContext } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { findChromium } from "../scripts/chromium.mjs";
import type { ServerOptions } from "../server/src/server.ts";
import { TestServer } from "../test/fixtures/world.ts";

const executablePath = findChromium();
/** What `npm run build` makes. */
export const builtPage = fileURLToPath(new URL("../web/dist", import.meta.url));
/** Far more than any step takes: what waits longer waits for something that never comes. */
const stepTimeoutMs = 20_000;

export const password = "gravel lamp otter seven";

/** A server that a suite starts and stops. */
export interface WorldServer {
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it, and removes what it has written. */
  remove(): Promise<void>;
}

type ServerFolders = Required<Pick<ServerOptions, "dataFolder" | "webFolder">>;

function ownServer(folders: ServerFolders): WorldServer {
  return new TestServer(folders);
}

export class World {
  /** For the server's data, a copy of it, and whatever else a journey needs. */
  readonly folder = mkdtempSync(join(tmpdir(), "coffer-e2e-"));
  /** The page that is served: a copy, of which a journey can make another version. */
  readonly pageFolder = join(this.folder, "page");
  readonly server: WorldServer;
  /** What went wrong on any page, in words. */
  readonly faults: string[] = [];
  #browser: Browser | undefined;
  readonly #contexts: BrowserContext[] = [];

  constructor(serve: (folders: ServerFolders) => WorldServer = ownServer) {
    this.server = serve({ dataFolder: join(this.folder, "data"), webFolder: this.pageFolder });
  }

  async start(): Promise<void> {
    assert.ok(existsSync(join(builtPage, "index.html")), "the page is built: npm run build");
    cpSync(builtPage, this.pageFolder, { recursive: true });
    await this.server.start();
    this.#browser = await chromium.launch({
      ...(executablePath !== undefined && { executablePath }),
      args: ["--disable-dev-shm-usage"],
    });
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    await this.server.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Keeps the server's data as it is now. */
  async keepData(): Promise<void> {
    await this.server.stop();
    cpSync(join(this.folder, "data"), join(this.folder, "kept"), { recursive: true });
    await this.server.start();
  }

  /** Brings the server back to the data that was kept: what came later is gone. */
  async rollBack(): Promise<void> {
    await this.server.stop();
    rmSync(join(this.folder, "data"), { recursive: true });
    cpSync(join(this.folder, "kept"), join(this.folder, "data"), { recursive: true });
    await this.server.start();
  }

  /** A browser that knows nothing yet, with one tab on the first page. */
  async visitor(
    options: Parameters<Browser["newContext"]>[0] = {},
    path: string = "/",
  ): Promise<Page> {
    assert.ok(this.#browser !== undefined);
    const context = await this.#browser.newContext({
      locale: "en-US",
      timezoneId: "UTC",
      reducedMotion: "reduce",
      acceptDownloads: true,
      ...options,
    });
    context.setDefaultTimeout(stepTimeoutMs);
    this.#contexts.push(context);
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => {
        console.error(`violation of ${event.violatedDirective}: ${event.blockedURI}`);
      });
    });
    context.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      const isOwn = origin === this.server.url || protocol === "data:" || protocol === "blob:";
      if (!isOwn) this.faults.push(`request to ${request.url()}`);
    });
    context.on("page", (page) => this.#watch(page));
    const page = await context.newPage();
    await page.goto(this.server.url + path);
    return page;
  }

  #watch(page: Page): void {
    page.on("pageerror", (error) => this.faults.push(`error: ${error.message}`));
    page.on("console", (message) => {
      const text = message.text();
      // The one error that is meant: a server that was stopped.
      if (message.type() === "error" && !text.includes("WebSocket connection to")) {
        this.faults.push(`console: ${text}`);
      }
    });
  }
}

/** A suite of journeys in a world of its own; skipped where no Chromium is found. */
export function journeys(
  name: string,
  define: (
    world: World,
    journey: (title: string, work: () => Promise<void>) => void,
    context: SuiteContext,
  ) => void,
  serve?: (folders: ServerFolders) => WorldServer,
): void {
  const skip = executablePath === undefined ? "no Chromium on this machine" : false;
  void suite(name, { skip }, (context) => {
    const world = new World(serve);
    if (skip === false) {
      before(() => world.start());
      after(() => world.stop());
    }
    define(world, (title, work) => void test(title, work), context);
    void test("nothing was violated, nothing failed, and nobody else was asked", () => {
      assert.deepEqual(world.faults, []);
    });
  });
}
