/**
 * A person at a terminal: `coffer` in a pseudo-terminal, by the `script` of util-linux or else by Python's `pty`.
 * What is typed is sent when what it answers has appeared on the screen.
 */
import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process";
import { cofferEnvironment, starter, type CofferProcess } from "./coffer-process.ts";

/** Much longer than the screen takes to change. */
const answerTimeoutMs = 30_000;

/** What a terminal sends for keys. */
export const keys = { enter: "\r", ctrlC: "\u0003", ctrlD: "\u0004" } as const;

/** Of util-linux: that of other systems has other options. */
const script = "script";

/** How a command gets a pseudo-terminal here; undefined if it cannot. */
export function pseudoTerminal():
  | ((command: readonly string[]) => readonly [string, ...string[]])
  | undefined {
  const version = spawnSync(script, ["--version"], { encoding: "utf8" });
  if (version.error === undefined && version.stdout.includes("util-linux")) {
    const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;
    return (command) => [script, "-qec", command.map(quoted).join(" "), "/dev/null"];
  }
  const python =
    "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
  if (spawnSync("python3", ["-c", "import pty"]).status !== 0) return undefined;
  return (command) => ["python3", "-c", python, ...command];
}

/** How `coffer` is started at a terminal. */
export interface AtTerminal extends CofferProcess {
  /** A file that standard output goes to instead, as by `>` in a shell. */
  readonly outputFile?: string;
}

/** A running `coffer` and its screen. */
export class Screen {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #exit: Promise<number | null>;
  #shown = "";
  #seen = 0;
  #isClosed = false;
  #onChange: () => void = () => undefined;

  constructor(
    wrap: (command: readonly string[]) => readonly [string, ...string[]],
    argv: readonly string[],
    options: AtTerminal,
  ) {
    const { outputFile } = options;
    const into = outputFile === undefined ? [] : ["sh", "-c", 'f=$1; shift; exec "$@" >"$f"', "sh"];
    const file = outputFile === undefined ? [] : [outputFile];
    const [program, ...args] = wrap([...into, ...file, process.execPath, starter, ...argv]);
    this.#child = spawn(program, args, {
      cwd: options.folder,
      env: { ...cofferEnvironment(options), TERM: "xterm", SHELL: "/bin/sh" },
    });
    this.#child.stdout.setEncoding("utf8");
    this.#child.stdout.on("data", (text: string) => {
      this.#shown += text;
      this.#onChange();
    });
    this.#exit = new Promise((resolve) => {
      this.#child.on("close", (exitCode) => {
        this.#isClosed = true;
        this.#onChange();
        resolve(exitCode);
      });
    });
  }

  /** Everything that was shown, without what moves the cursor. */
  get text(): string {
    // The escape sequences of a terminal (ECMA-48 §5.4).
    const escape = String.fromCharCode(27);
    const sequences = new RegExp(`${escape}\\[[0-9;?]*[A-Za-z]`, "g");
    return this.#shown.replaceAll(sequences, "").replaceAll("\r\n", "\n");
  }

  /** Waits until a text appears after what was waited for before. */
  async sees(expected: string): Promise<void> {
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), answerTimeoutMs);
    try {
      for (;;) {
        const at = this.text.indexOf(expected, this.#seen);
        if (at !== -1) {
          this.#seen = at + expected.length;
          return;
        }
        assert.equal(this.#isClosed, false, this.#missing(expected));
        await new Promise<void>((resolve) => {
          this.#onChange = resolve;
        });
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Types keys, as they are. */
  press(typed: string): void {
    this.#child.stdin.write(typed);
  }

  /** Waits for a question, and answers it with a line. */
  async answers(question: string, line: string): Promise<void> {
    await this.sees(question);
    this.press(line + keys.enter);
  }

  /** Waits for the end; returns the exit code. */
  exitCode(): Promise<number | null> {
    return this.#exit;
  }

  /** Ends it, if it has not ended. */
  async end(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#exit;
  }

  #missing(expected: string): string {
    return `${JSON.stringify(expected)} was not shown after:\n${this.text.slice(0, this.#seen)}⟂${this.text.slice(this.#seen)}`;
  }
}
