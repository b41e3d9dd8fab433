/** coffer accounts: what there is, and how much is on it. */
import { _, inContext, translated } from "@coffer/client/texts";
import { buildCommand, buildRouteMap, type RouteMap } from "@stricli/core";
import {
  accountBalances,
  accountRoles,
  liveAccounts,
  settingsOf,
  type AccountRole,
  type Book,
} from "@coffer/ledger";
import { amountFrom, currencyFrom, decimal, money } from "../amounts.ts";
import { newId } from "../change-set.ts";
import { commit } from "../commit.ts";
import type { CliContext } from "../context.ts";
import {
  argument,
  jsonFlag,
  passwordFileFlag,
  switchFlag,
  textFlag,
  type CommonFlags,
} from "../flags.ts";
import { accountNamed } from "../names.ts";
import { formatTable, printable } from "../terminal/table.ts";
import { misuse, refuse, type Terminal } from "../terminal/terminal.ts";

const common = { passwordFile: passwordFileFlag, json: jsonFlag };
const roleFlag = textFlag("What it is for: {roles}", "ROLE", { roles: accountRoles.join(", ") });

/** A role as people type and read it; in JSON it has its English word. */
const roleWords: Readonly<Record<AccountRole, string>> = translated({
  spending: inContext("role", "spending"),
  cash: inContext("role", "cash"),
  card: inContext("role", "card"),
  savings: inContext("role", "savings"),
  investment: inContext("role", "investment"),
  loan: inContext("role", "loan"),
  tracking: inContext("role", "tracking"),
});

const list = buildCommand<CommonFlags, [], CliContext>({
  docs: translated({
    brief: "List the accounts and their balances",
    fullDescription: "Lists the accounts and their balances.\n\nExample: coffer accounts",
  }),
  parameters: { flags: common },
  async func(flags) {
    const engine = await this.account.openFresh(this.terminal, flags);
    print(this.terminal, engine.book, flags);
  },
});

interface AddFlags extends CommonFlags {
  readonly role?: string;
  readonly currency?: string;
  readonly opening?: string;
}

const add = buildCommand<AddFlags, [string], CliContext>({
  docs: translated({
    brief: "Add an account",
    fullDescription:
      "Adds an account. Its role decides what it means to the budget: money moved to savings or an " +
      "investment counts as saved.\n\nExample: coffer accounts add Savings --role savings --opening 1500",
  }),
  parameters: {
    flags: {
      role: roleFlag,
      currency: textFlag("Its currency (default: the vault's)", "CODE"),
      opening: textFlag("What is on it before its first transaction here", "AMOUNT"),
      ...common,
    },
    positional: { kind: "tuple", parameters: [argument("Its name", "NAME")] },
  },
  async func(flags, name) {
    const { terminal } = this;
    const engine = await this.account.open(terminal, flags);
    const { book } = engine;
    checkNewName(book, name);
    const currency =
      flags.currency === undefined ? settingsOf(book).currency : currencyFrom(flags.currency);
    const openingMinor =
      flags.opening === undefined ? 0n : amountFrom(flags.opening, currency, terminal);
    const role = flags.role === undefined ? "spending" : roleFrom(flags.role);
    const order = liveAccounts(book).length;
    const fields = { name: name.trim(), role, currency, openingMinor, order };
    await commit(this, engine, "account", [{ table: "account", id: newId(), fields }]);
    print(terminal, engine.book, flags);
  },
});

const rename = buildCommand<CommonFlags, [string, string], CliContext>({
  docs: translated({
    brief: "Rename an account",
    fullDescription: "Renames an account.\n\nExample: coffer accounts rename Current Checking",
  }),
  parameters: {
    flags: common,
    positional: {
      kind: "tuple",
      parameters: [argument("Its name", "NAME"), argument("Its new name", "NEW")],
    },
  },
  async func(flags, name, newName) {
    const engine = await this.account.open(this.terminal, flags);
    const { id } = accountNamed(engine.book, name);
    checkNewName(engine.book, newName);
    const fields = { name: newName.trim() };
    await commit(this, engine, "account", [{ table: "account", id, fields }]);
    print(this.terminal, engine.book, flags);
  },
});

interface SetFlags extends CommonFlags {
  readonly role?: string;
  readonly opening?: string;
  readonly close?: boolean;
  readonly reopen?: boolean;
}

const set = buildCommand<SetFlags, [string], CliContext>({
  docs: translated({
    brief: "Set an account's role or opening balance, or close it",
    fullDescription:
      "Sets an account's role or opening balance, or closes it.\n\n" +
      "Example: coffer accounts set Depot --role investment",
  }),
  parameters: {
    flags: {
      role: roleFlag,
      opening: textFlag("What was on it before its first transaction here", "AMOUNT"),
      close: switchFlag("No longer in use; its history stays"),
      reopen: switchFlag("In use again"),
      ...common,
    },
    positional: { kind: "tuple", parameters: [argument("Its name", "NAME")] },
  },
  async func(flags, name) {
    const { terminal } = this;
    const engine = await this.account.open(terminal, flags);
    const { id, currency } = accountNamed(engine.book, name);
    const fields = {
      ...(flags.role !== undefined && { role: roleFrom(flags.role) }),
      ...(flags.opening !== undefined && {
        openingMinor: amountFrom(flags.opening, currency, terminal),
      }),
      ...(flags.close === true && { closed: true }),
      ...(flags.reopen === true && { closed: false }),
    };
    if (Object.keys(fields).length === 0)
      misuse(_("What is to change? coffer accounts set --help"));
    await commit(this, engine, "account", [{ table: "account", id, fields }]);
    print(terminal, engine.book, flags);
  },
});

export const accounts: RouteMap<CliContext> = buildRouteMap({
  routes: { list, add, rename, set },
  defaultCommand: "list",
  docs: translated({
    brief: "List, add, rename or set accounts",
    fullDescription: "Lists, adds, renames or sets accounts.\n\nExample: coffer accounts",
  }),
});

function roleFrom(text: string): AccountRole {
  const wanted = text.toLowerCase();
  const role = accountRoles.find(
    (known) => known === wanted || roleWords[known].toLowerCase() === wanted,
  );
  return (
    role ?? misuse(_("--role {text}: one of {roles}.", { text, roles: accountRoles.join(", ") }))
  );
}

function checkNewName(book: Book, name: string): void {
  const wanted = name.trim().toLowerCase();
  if (wanted === "") misuse(_("An account needs a name."));
  const isTaken = liveAccounts(book).some((account) => account.name.toLowerCase() === wanted);
  if (isTaken) refuse(_("There is an account {name} already.", { name }));
}

function print(terminal: Terminal, book: Book, flags: CommonFlags): void {
  const balances = accountBalances(book);
  const all = liveAccounts(book);
  if (flags.json === true) {
    const facts = all.map(({ id, name, role, currency, closed }) => ({
      id,
      name,
      role,
      currency,
      balance: decimal(balances.get(id) ?? 0n, currency),
      closed,
    }));
    terminal.out(`${JSON.stringify(facts)}\n`);
    return;
  }
  terminal.out(
    formatTable(
      [
        { title: _("Account"), align: "left" },
        { title: _("Role"), align: "left" },
        { title: _("Balance"), align: "right" },
      ],
      all.map(({ id, name, role, currency, closed }) => [
        closed ? _("{name} (closed)", { name: printable(name) }) : printable(name),
        roleWords[role],
        money(balances.get(id) ?? 0n, currency, terminal),
      ]),
    ),
  );
}
