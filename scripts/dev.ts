/** npm run dev: a server over a throw-away folder that restarts when its sources change. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const data = mkdtempSync(join(tmpdir(), "coffer-dev-"));
const server = spawn(
  process.execPath,
  ["--watch", "server/src/main.ts", "--data", data, ...process.argv.slice(2)],
  { stdio: "inherit" },
);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill(signal));
server.on("exit", (code) => {
  rmSync(data, { recursive: true, force: true });
  process.exitCode = code ?? 0;
});
