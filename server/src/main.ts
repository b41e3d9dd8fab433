/**
 * The server's program: command line → secrets, storage and sockets (startServer) → shutdown.
 *
 * Exit codes: 0 done, 1 could not start or broke, 2 wrong usage.
 */
import { readFileSync } from "node:fs";
import { bannerOf } from "./banner.ts";
import { parseCommandLine } from "./command-line.ts";
import { helpText } from "./help.ts";
import { createInvitation } from "./invite.ts";
import { createLog, errorFields, type LogLevel } from "./log.ts";
import { startServer, type ServerOptions } from "./server.ts";
import { StartError } from "./start-error.ts";
import { stopOnSignals } from "./stop-on-signals.ts";

const command = parseCommandLine(process.argv.slice(2), process.env);
try {
  if (!command.ok) stop(2, command.error.sentence);
  else if (command.value.name === "help") process.stdout.write(helpText(process.env));
  else if (command.value.name === "version") process.stdout.write(`${version()}\n`);
  else if (command.value.name === "serve") await serve(command.value);
  else {
    process.stdout.write(`${await createInvitation(command.value.dataFolder)}\n`);
    process.stderr.write("For one account, within 7 days: coffer signup … --invite TOKEN\n");
  }
} catch (error) {
  if (!(error instanceof Error && (error instanceof StartError || "syscall" in error))) throw error;
  stop(1, error.message);
}

async function serve(asked: { options: ServerOptions; logLevel: LogLevel }): Promise<void> {
  const log = createLog({ level: asked.logLevel });
  process.on("unhandledRejection", (error) => log.error({ event: "bug", ...errorFields(error) }));
  process.on("uncaughtException", (error) => {
    log.fatal({ event: "bug", ...errorFields(error) });
    process.exit(1);
  });
  const server = await startServer({ ...asked.options, log });
  process.stdout.write(bannerOf(server, asked.options.dataFolder));
  stopOnSignals(server.close, log);
}

function version(): string {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

function stop(exitCode: number, sentence: string): void {
  process.stderr.write(`coffer-server: ${sentence}\n`);
  process.exitCode = exitCode;
}
