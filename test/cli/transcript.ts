/**
 * The language of transcripts: what was typed, and what came of it.
 *
 *     # A remark, for who reads.
 *     ! start server                  $SERVER is its address; stopped and started again, it keeps its data
 *     ! stop server
 *     $ coffer budget 4200            a command of the device "first"
 *     [laptop] $ coffer list          … of another device; all of them stand in one folder
 *     $ coffer import - < bank.csv    … with a file as its standard input
 *     $ LC_ALL=de_DE.UTF-8 coffer …   … with an environment variable
 *     $ cat > FILE << END             writes the lines up to END to a file
 *     $ cat FILE                      shows a file
 *
 * Under a command stand the lines of its standard output, `2> ` before those of its standard error, and `? N` if its exit
 * code is not 0. In a command, single or double quotes keep spaces. In what is expected, `…` stands for any text of a
 * line, `…` alone for any lines, `‹NAME›` for a word that is kept. `$NAME` is the word that was kept, anywhere; $PASSWORD
 * is a file with a password. Empty lines at the end of an output do not count, nor whether its lines end in CR LF.
 */

export interface Command {
  readonly kind: "coffer";
  readonly device: string;
  readonly env: Readonly<Record<string, string>>;
  readonly argv: readonly string[];
  /** File for standard input. */
  readonly inputFile: string | undefined;
}

export type Action =
  | Command
  | { readonly kind: "write"; readonly file: string; readonly text: string }
  | { readonly kind: "show"; readonly file: string }
  | { readonly kind: "server"; readonly does: "start" | "stop" };

export interface Step {
  /** Line in the transcript, from 1. */
  readonly line: number;
  /** As it stands in the transcript. */
  readonly typed: string;
  readonly action: Action;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  readonly exitCode: number;
}

const prompt = /^(?:\[([a-z]+)\] )?\$ (.*)$/;
const heredoc = /^cat > (\S+) << (\S+)$/;
const server = /^! (start|stop) server$/;

/** Parses a transcript. Throws on what is not of the language. */
export function parseTranscript(text: string): readonly Step[] {
  const lines = text.split("\n");
  const steps: Step[] = [];
  for (let at = 0; at < lines.length;) {
    const typed = lines[at] ?? "";
    const line = at + 1;
    at += 1;
    if (typed === "" || typed.startsWith("#")) continue;
    const does = server.exec(typed)?.[1];
    if (does !== undefined) {
      const action = { kind: "server", does: does === "start" ? "start" : "stop" } as const;
      steps.push({ line, typed, action, stdout: [], stderr: [], exitCode: 0 });
      continue;
    }
    const [, device = "first", rest] = prompt.exec(typed) ?? [];
    if (rest === undefined) throw new Error(`line ${line} is no step: ${typed}`);
    const [, file, end] = heredoc.exec(rest) ?? [];
    if (file !== undefined && end !== undefined) {
      const last = lines.indexOf(end, at);
      if (last === -1) throw new Error(`line ${line}: there is no ${end}`);
      const content = lines.slice(at, last).map((each) => `${each}\n`);
      const action = { kind: "write", file, text: content.join("") } as const;
      steps.push({ line, typed, action, stdout: [], stderr: [], exitCode: 0 });
      at = last + 1;
      continue;
    }
    const { end: next, ...expected } = expectation(lines, at);
    steps.push({ line, typed, action: parseCommand(rest, device, line), ...expected });
    at = next;
  }
  return steps;
}

/** What stands under a command, up to the next step or remark. */
function expectation(
  lines: readonly string[],
  from: number,
): Pick<Step, "stdout" | "stderr" | "exitCode"> & { readonly end: number } {
  const stdout: string[] = [];
  const stderr: string[] = [];
  let exitCode = 0;
  let at = from;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (/^(\$ |! |#|\[[a-z]+\] \$ )/.test(line)) break;
    const code = /^\? (\d+)$/.exec(line)?.[1];
    if (code !== undefined) exitCode = Number(code);
    else if (line.startsWith("2> ") || line === "2>") stderr.push(line.slice(3));
    else stdout.push(line);
  }
  return { stdout: withoutEmptyEnd(stdout), stderr: withoutEmptyEnd(stderr), exitCode, end: at };
}

function parseCommand(text: string, device: string, line: number): Action {
  const words = splitWords(text);
  const env: Record<string, string> = {};
  while (/^[A-Z_]+=/.test(words[0] ?? "")) {
    const [name = "", value = ""] = (words.shift() ?? "").split("=");
    env[name] = value;
  }
  const [program, ...argv] = words;
  const [shown, ...more] = argv;
  if (program === "cat" && shown !== undefined && more.length === 0) {
    return { kind: "show", file: shown };
  }
  if (program !== "coffer") throw new Error(`line ${line}: only coffer and cat are known`);
  const inputFile = argv.at(-2) === "<" ? argv.at(-1) : undefined;
  if (inputFile !== undefined) argv.splice(-2);
  return { kind: "coffer", device, env, argv, inputFile };
}

/** Words as a shell splits them: at spaces, but not in quotes. */
function splitWords(text: string): string[] {
  return Array.from(text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g), ([word]) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => {
      return double ?? single ?? "";
    }),
  );
}

/** Puts what was kept in the place of `$NAME`. Throws if nothing of that name was. */
export function substitute(text: string, kept: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$([A-Z]+)/g, (_, name: string) => {
    const value = kept.get(name);
    if (value === undefined) throw new Error(`nothing was kept as ${name}`);
    return value;
  });
}

/** Compares an output with what is expected of it; undefined if it differs, else the words to keep. */
export function match(
  expected: readonly string[],
  output: string,
  kept: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> | undefined {
  const names: string[] = [];
  const pattern = expected.map((line) => {
    if (line === "…") return "(?:[^\n]*\n)*?";
    const parts = substitute(line, kept)
      .split(/(…|‹[A-Z]+›)/)
      .map((part) => {
        if (part === "…") return "[^\n]*";
        if (!/^‹[A-Z]+›$/.test(part)) return RegExp.escape(part);
        names.push(part.slice(1, -1));
        return '([^\\s"]+)';
      });
    return `${parts.join("")}\n`;
  });
  const lines = withoutEmptyEnd(output.split(/\r?\n/)).map((line) => `${line}\n`);
  const found = new RegExp(`^${pattern.join("")}$`).exec(lines.join(""));
  if (found === null) return undefined;
  return new Map(names.map((name, index) => [name, found[index + 1] ?? ""]));
}

function withoutEmptyEnd(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
}
