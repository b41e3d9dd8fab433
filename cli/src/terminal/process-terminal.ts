/** The terminal of this process. */
import { isatty } from "node:tty";
import { LineInput } from "./line-input.ts";
import { languageOf, localeOf } from "./locale.ts";
import type { Terminal } from "./terminal.ts";

const columnsUnknown = 80;

/** The terminal that this process was started in. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  const lines = new LineInput(isatty(1) ? stdout : stderr);
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    ask: (question, options) => lines.ask(question, options),
    isInteractive: isatty(0) && (isatty(1) || isatty(2)),
    columns: stdout.columns ?? columnsUnknown,
    hasColour: isatty(1) && (env["NO_COLOR"] ?? "") === "",
    locale: localeOf(env),
    language: languageOf(env),
    folder: process.cwd(),
    readInput: async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of stdin) chunks.push(chunk as Uint8Array);
      return Uint8Array.from(Buffer.concat(chunks));
    },
  };
}
