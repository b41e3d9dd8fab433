/** Serves the tests' page, built for the suite, with the headers of the real one. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { TestServer } from "../../test/fixtures/world.ts";
import type { WorldServer } from "../world.ts";

export function serveTestPage({ dataFolder }: { readonly dataFolder: string }): WorldServer {
  const built = join(dataFolder, "../test-page");
  const folder = import.meta.dirname;
  const vite = join(folder, "../../node_modules/vite/bin/vite.js");
  const config = join(folder, "vite.config.ts");
  const options = ["--config", config, "--outDir", built, "--emptyOutDir", "--logLevel", "error"];
  const server = new TestServer({ dataFolder, webFolder: built });
  return {
    get url() {
      return server.url;
    },
    start: () => {
      execFileSync(process.execPath, [vite, "build", folder, ...options], { stdio: "pipe" });
      return server.start();
    },
    stop: () => server.stop(),
    remove: () => server.remove(),
  };
}
