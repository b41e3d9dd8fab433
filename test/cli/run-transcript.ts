/**
 * Runs a transcript: in a folder of its own, with a home for each device that it names, against a server of its own in
 * this process. The first step that does not come out as it is written fails, and the error shows what came instead,
 * in the transcript's own form.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TestServer } from "../fixtures/world.ts";
import { runCoffer, type Outcome } from "./coffer-process.ts";
import { match, parseTranscript, substitute, type Action, type Step } from "./transcript.ts";

const password = "correct horse battery";

/** Runs a transcript. Throws at the first step that differs. */
export async function runTranscript(text: string): Promise<void> {
  await using world = new TranscriptWorld();
  for (const step of parseTranscript(text)) await world.run(step);
}

class TranscriptWorld {
  readonly #folder = mkdtempSync(join(tmpdir(), "coffer-transcript-"));
  readonly #server = new TestServer();
  readonly #homes = new Set<string>();
  readonly #kept = new Map<string, string>([["PASSWORD", "password.txt"]]);

  constructor() {
    writeFileSync(join(this.#folder, "password.txt"), `${password}\n`);
  }

  async run(step: Step): Promise<void> {
    const outcome = await this.#outcome(step.action);
    const stdout = match(step.stdout, outcome.stdout, this.#kept);
    const stderr = match(step.stderr, outcome.stderr, this.#kept);
    if (stdout === undefined || stderr === undefined || outcome.exitCode !== step.exitCode) {
      throw new Error(`line ${step.line} came out as\n\n${step.typed}\n${written(outcome)}`);
    }
    for (const [name, word] of [...stdout, ...stderr]) this.#kept.set(name, word);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const home of this.#homes) {
      if (!existsSync(join(home, "agent.sock"))) continue;
      await runCoffer(["lock"], { home, folder: this.#folder });
    }
    await this.#server.remove();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #outcome(action: Action): Promise<Outcome> {
    const nothing = { stdout: "", stderr: "", exitCode: 0 };
    const given = (value: string): string => substitute(value, this.#kept);
    const inFolder = (file: string): string => join(this.#folder, given(file));
    switch (action.kind) {
      case "server":
        await (action.does === "start" ? this.#server.start() : this.#server.stop());
        if (action.does === "start") this.#kept.set("SERVER", this.#server.url);
        return nothing;
      case "write":
        writeFileSync(inFolder(action.file), given(action.text));
        return nothing;
      case "show":
        return { ...nothing, stdout: readFileSync(inFolder(action.file), "utf8") };
      case "coffer": {
        const home = join(this.#folder, `.home-${action.device}`);
        this.#homes.add(home);
        const { inputFile, env } = action;
        const input = inputFile === undefined ? "" : readFileSync(inFolder(inputFile));
        return runCoffer(action.argv.map(given), { home, folder: this.#folder, env, input });
      }
    }
  }
}

function written({ stdout, stderr, exitCode }: Outcome): string {
  const errors = stderr.replace(/\n$/, "").split("\n");
  return [
    stdout,
    ...(stderr === "" ? [] : errors.map((line) => `2> ${line}`.trimEnd() + "\n")),
    ...(exitCode === 0 ? [] : [`? ${exitCode}\n`]),
  ].join("");
}
