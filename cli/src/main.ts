/**
 * The terminal client. A command goes to the agent if one is there, and runs here otherwise; without a command and
 * with a terminal there is the menu.
 */
import { existsSync } from "node:fs";
import { runInAgent } from "./agent/agent-client.ts";
import { agentSocket, homeFolder } from "./node/home-folder.ts";
import { isWatch } from "./import/is-watch.ts";
import { languageOf } from "./terminal/locale.ts";
import { processTerminal } from "./terminal/process-terminal.ts";

// What is written is for this person alone.
process.umask(0o077);
// A reader that has seen enough (`coffer list | head`) ends nothing.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

const argv = process.argv.slice(2);
const home = homeFolder(process.env);

if (argv[0] === "agent") {
  const { speak } = await import("./terminal/language.ts");
  speak(languageOf(process.env));
  const { runAgent } = await import("./agent/agent.ts");
  process.exitCode = await runAgent(home, Number(argv[1]));
} else {
  const terminal = processTerminal();
  const isMenu = argv.length === 0 && terminal.isInteractive;
  // Watching takes as long as a person likes: the agent gets its files one by one.
  const isOwn = isMenu || isWatch(argv);
  const handled =
    !isOwn && existsSync(agentSocket(home)) ? await runInAgent(home, argv, terminal) : undefined;
  if (handled === undefined) {
    const { speak } = await import("./terminal/language.ts");
    speak(terminal.language);
    const { runHere } = await import("./run-here.ts");
    process.exitCode = await runHere(home, argv, terminal);
  } else {
    process.exitCode = handled;
  }
}
// A slow reader gets all of it.
for (const stream of [process.stdout, process.stderr]) {
  await new Promise<void>((resolve) => {
    stream.write("", () => resolve());
  });
}
// Nothing is left to do; a socket that is still closing must not keep a person waiting.
process.exit();
