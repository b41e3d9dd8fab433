/**
 * Every command, as the application lists them: its help has an example, and wrong usage ends with exit code 2. They
 * run in this process; that a process ends with the same code is seen in the transcripts.
 */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { application } from "../../cli/src/application.ts";
import { AccountHolder } from "../../cli/src/account-holder.ts";
import { runCommand } from "../../cli/src/run-command.ts";
import type { Terminal } from "../../cli/src/terminal/terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "coffer-exit-codes-"));
const home = join(folder, "home");

after(() => rmSync(folder, { recursive: true, force: true }));

type Target = (typeof application)["root"];

/** The words of every command, and of every group of commands. */
function pathsOf(target: Target, words: readonly string[]): readonly (readonly string[])[] {
  if (!("getAllEntries" in target)) return [words];
  const inside = target
    .getAllEntries()
    .flatMap((entry) => pathsOf(entry.target, [...words, entry.name["convert-camel-to-kebab"]]));
  return words.length > 0 && target.getDefaultCommand() !== undefined ? [words, ...inside] : inside;
}

async function run(
  argv: readonly string[],
): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }> {
  let stdout = "";
  let stderr = "";
  const terminal: Terminal = {
    out: (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
    ask: () => Promise.resolve(undefined),
    readInput: () => Promise.resolve(new Uint8Array(0)),
    isInteractive: false,
    columns: 80,
    hasColour: false,
    locale: "en-US",
    language: "en",
    folder,
  };
  const account = new AccountHolder(home);
  try {
    const exitCode = await runCommand(argv, terminal, account);
    return { exitCode, stdout, stderr };
  } finally {
    await account.close();
  }
}

const paths = pathsOf(application.root, []);

test("the commands of the issue are all there", () => {
  const names = new Set(paths.map((words) => words.join(" ")));
  const expected = [
    "signup, login, link, recover, password, kit, logout, unlock, lock, status, devices, devices revoke",
    "add, list, edit, delete, undo, redo, transfer, budget, review, reviews",
    "categories, categories list, categories add, categories rename, categories set",
    "accounts, accounts list, accounts add, accounts rename, accounts set",
    "import, imports, imports undo, export, sync, verify, check",
  ];
  for (const name of expected.join(", ").split(", ")) assert.ok(names.has(name), name);
});

for (const words of paths) {
  const name = words.join(" ");

  test(`coffer ${name} --help has an example`, async () => {
    const { exitCode, stdout, stderr } = await run([...words, "--help"]);
    assert.equal(exitCode, 0, stderr);
    assert.equal(stderr, "");
    assert.match(stdout, /^USAGE\n/);
    // The menu's own command is none that people type.
    if (name === "open") return;
    // What a group does by itself is called without its name.
    assert.match(stdout, new RegExp(`\nExample: coffer ${name.replace(/ list$/, "")}\\b`));
  });

  test(`coffer ${name} with an unknown option is wrong usage`, async () => {
    const { exitCode, stdout, stderr } = await run([...words, "--no-such-option"]);
    assert.equal(exitCode, 2);
    assert.equal(stdout, "");
    assert.match(stderr, /--no-such-option/);
  });
}

test("history is another name for list", async () => {
  const [list, history] = await Promise.all([run(["list", "--help"]), run(["history", "--help"])]);
  assert.equal(history.exitCode, 0);
  const flagsOf = (text: string): string => text.slice(text.indexOf("\nFLAGS\n"));
  assert.equal(flagsOf(history.stdout), flagsOf(list.stdout));
  assert.match(list.stdout, /\nALIASES\n {2}coffer history\n/);
});

test("an unknown command is wrong usage", async () => {
  for (const argv of [["frobnicate"], ["devices", "frobnicate"], ["--frobnicate"]]) {
    assert.equal((await run(argv)).exitCode, 2, argv.join(" "));
  }
});

test("without a command there is a list of them", async () => {
  const { exitCode, stdout } = await run([]);
  assert.equal(exitCode, 0);
  assert.match(stdout, /\nCOMMANDS\n {2}signup /);
});

test("every command that prints has --json, and no command takes a secret as an argument", async () => {
  for (const words of paths) {
    const { stdout } = await run([...words, "--help"]);
    if (words.join(" ") === "open" || stdout.includes("\nCOMMANDS\n")) continue;
    assert.match(stdout, / \[--json\]/, words.join(" "));
    // Options about secrets name a file, or are there or not.
    const given = /--[a-z-]*(?:password|secret)[a-z-]* (?!FILE\])/;
    assert.doesNotMatch(stdout.split("\n\n")[0] ?? "", given, words.join(" "));
  }
});

test("asking for help or using it wrongly makes no home", () => {
  assert.equal(existsSync(home), false);
});
