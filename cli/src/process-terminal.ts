/** The terminal of this process. */
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { localeOf } from "./locale.ts";
import type { Terminal } from "./terminal.ts";

const columnsUnknown = 80;

/** The terminal that this process was started in. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    ask: askLine,
    isInteractive: stdin.isTTY && stdout.isTTY,
    columns: stdout.columns ?? columnsUnknown,
    hasColour: stdout.isTTY && (env["NO_COLOR"] ?? "") === "",
    locale: localeOf(env),
    folder: process.cwd(),
    readInput: async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of stdin) chunks.push(chunk as Uint8Array);
      return Uint8Array.from(Buffer.concat(chunks));
    },
  };
}

function askLine(question: string, { hidden }: { hidden: boolean }): Promise<string | undefined> {
  // readline echoes what is typed through its output; a hidden answer gets one that shows nothing.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({
    input: process.stdin,
    output: hidden ? silent : process.stdout,
    terminal: process.stdin.isTTY,
  });
  if (hidden) process.stdout.write(question);
  else reader.setPrompt(question);
  return new Promise((resolve) => {
    const finish = (answer: string | undefined): void => {
      resolve(answer);
      reader.close();
      if (hidden || answer === undefined) process.stdout.write("\n");
    };
    reader.once("line", finish);
    reader.once("SIGINT", () => finish(undefined));
    reader.once("close", () => resolve(undefined));
    if (!hidden) reader.prompt();
  });
}
