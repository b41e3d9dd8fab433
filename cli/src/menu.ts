/**
 * The menu: for who starts coffer without a command. It asks, and runs the same commands that can be typed.
 */
import { _ } from "@coffer/client/texts";
import type { HomeState } from "@coffer/client";
import { CommandFailure, line, type Terminal, isYes } from "./terminal/terminal.ts";

/** Runs a command with the menu's terminal and account. */
export type RunCommand = (argv: readonly string[]) => Promise<number>;

/** What the menu has to know of the account. */
export interface MenuAccount {
  /** Whether commands find it open. */
  isOpen(): boolean;
  /** What this device knows of it. May throw CommandFailure. */
  state(): Promise<HomeState>;
}

const usualServer = "http://127.0.0.1:8787";

interface Choice {
  readonly title: string;
  /** Does it; "leave" ends the menu. */
  readonly run: () => Promise<"leave" | undefined>;
}

/** Runs the menu until the person leaves. Returns the exit code. */
export async function runMenu(
  terminal: Terminal,
  account: MenuAccount,
  runCommand: RunCommand,
): Promise<number> {
  const asker = new Asker(terminal, runCommand);
  terminal.out(line(_("Coffer: a budget that its server cannot read.")));
  if (!account.isOpen()) {
    const isIn = await asker.choose(entryChoices(asker, account));
    if (isIn !== "done") return goodbye(terminal);
  }
  for (;;) {
    const chosen = await asker.choose(mainChoices(asker));
    if (chosen !== "done") return goodbye(terminal);
  }
}

function entryChoices(asker: Asker, account: MenuAccount): readonly Choice[] {
  return [
    {
      title: _("Log in"),
      run: async () => {
        await logIn(asker, account);
        return account.isOpen() ? undefined : asker.again();
      },
    },
    {
      title: _("Create account"),
      run: async () => {
        const server = await asker.ask(_("Server"), usualServer);
        const name = server === undefined ? undefined : await asker.ask(_("Name"));
        const currency = name === undefined ? undefined : await asker.ask(_("Currency"), "USD");
        if (server === undefined || name === undefined || currency === undefined) return "leave";
        await asker.run("signup", "--server", server, "--name", name, "--currency", currency);
        return account.isOpen() ? undefined : asker.again();
      },
    },
    { title: _("Leave"), run: () => Promise.resolve("leave") },
  ];
}

/** A known account needs its password only, a new device also what brings the account here. */
async function logIn(asker: Asker, account: MenuAccount): Promise<void> {
  const state = await account.state();
  if (state.code === "known") {
    await asker.run(...(state.isSignedOut ? ["login"] : ["open"]));
    return;
  }
  const server = await asker.ask(_("Server"), usualServer);
  const brought =
    server === undefined
      ? undefined
      : await asker.ask(_("Link code of a signed-in device, or the recovery kit's file"));
  if (server === undefined || brought === undefined) return;
  const isCode = /^[0-9a-z]{4}-?[0-9a-z]{4}-?[0-9a-z]{4}-?[0-9a-z]{4}$/i.test(brought);
  if (isCode) {
    await asker.run("login", "--server", server, "--link", brought);
    return;
  }
  const name = await asker.ask(_("Name"));
  if (name === undefined) return;
  await asker.run("login", "--server", server, "--name", name, "--secret-file", brought);
}

function mainChoices(asker: Asker): readonly Choice[] {
  return [
    { title: _("Add an expense"), run: () => asker.add([]) },
    { title: _("See the history"), run: () => asker.run("list") },
    {
      title: _("50/30/20 budget for an income"),
      run: async () => {
        const income = await asker.ask(_("Monthly income"));
        return income === undefined ? "leave" : asker.run("budget", "--", income);
      },
    },
    {
      title: _("Compare with what was spent"),
      run: async () => {
        const income = await asker.ask(_("Income of the month (empty: what came in)"), "");
        if (income === undefined) return "leave";
        const keep = await asker.ask(_("Keep this review? [y/N]"), "");
        if (keep === undefined) return "leave";
        const given = income === "" ? [] : ["--income", income];
        return asker.run("review", ...given, ...(isYes(keep) ? ["--save"] : []));
      },
    },
    { title: _("Past reviews"), run: () => asker.run("reviews") },
    {
      title: _("Import a bank file"),
      run: async () => {
        const file = await asker.ask(_("File"));
        return file === undefined ? "leave" : asker.run("import", "--", file);
      },
    },
    { title: _("Undo"), run: () => asker.run("undo") },
    { title: _("Add income"), run: () => asker.add(["--income"]) },
    { title: _("Leave"), run: () => Promise.resolve("leave") },
  ];
}

class Asker {
  readonly #terminal: Terminal;
  readonly #runCommand: RunCommand;
  #isAgain = false;

  constructor(terminal: Terminal, runCommand: RunCommand) {
    this.#terminal = terminal;
    this.#runCommand = runCommand;
  }

  /** Shows choices and does one; asks again after a wrong one. "left" at the end of input too. */
  async choose(choices: readonly Choice[]): Promise<"done" | "left"> {
    for (;;) {
      const lines = choices.map(({ title }, index) => `${index + 1}  ${title}`);
      this.#terminal.out(`\n${lines.join("\n")}\n`);
      const typed = await this.#terminal.ask(_("Choose: "), { hidden: false });
      if (typed === undefined) return "left";
      const choice = /^\d{1,2}$/.test(typed.trim()) ? choices[Number(typed) - 1] : undefined;
      if (choice === undefined) {
        this.#terminal.out(line(_("Please choose 1 to {count}.", { count: choices.length })));
        continue;
      }
      this.#isAgain = false;
      if ((await this.#run(choice)) === "leave") return "left";
      if (!this.#isAgain) return "done";
    }
  }

  /** Does a choice; what refuses it is said, and the same choices come again. */
  async #run(choice: Choice): Promise<"leave" | undefined> {
    try {
      return await choice.run();
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      this.#terminal.err(`${error.message}\n`);
      return this.again();
    }
  }

  /** The choice did not lead on: the same choices again. */
  again(): undefined {
    this.#isAgain = true;
    return undefined;
  }

  /** An answer, trimmed; asks again while it is empty, unless there is a usual one. */
  async ask(question: string, usual?: string): Promise<string | undefined> {
    const shown =
      usual === undefined || usual === "" ? `${question}: ` : `${question} [${usual}]: `;
    for (;;) {
      const typed = await this.#terminal.ask(shown, { hidden: false });
      if (typed === undefined) return undefined;
      const answer = typed.trim() === "" ? usual : typed.trim();
      if (answer !== undefined) return answer;
    }
  }

  async run(...argv: readonly string[]): Promise<undefined> {
    await this.#runCommand(argv);
    return undefined;
  }

  async add(flags: readonly string[]): Promise<"leave" | undefined> {
    const text = await this.ask(_("What was it"));
    const amount = text === undefined ? undefined : await this.ask(_("Amount"));
    if (text === undefined || amount === undefined) return "leave";
    return this.run("add", ...flags, "--", amount, text);
  }
}

function goodbye(terminal: Terminal): number {
  terminal.out(line(_("Goodbye.")));
  return 0;
}
