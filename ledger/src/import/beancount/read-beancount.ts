/**
 * A Beancount file, whole: its transactions with all their amounts, those that pads stand for, and
 * everything that Beancount itself would report.
 */

import { sentence, type Sentence } from "../../sentence.ts";
import { readExactAmount, type ExactAmount } from "../exact-amount.ts";
import type { ImportWarning } from "../imported-file.ts";
import type { AccountType, Journal, JournalEntry, JournalRemark } from "../journal/entry.ts";
import { quantityText } from "../journal/resolve.ts";
import { checkBalances, padEntries, type BalanceStep } from "./balances.ts";
import {
  bookTransaction,
  type BookedTransaction,
  type BookingContext,
} from "./book-transaction.ts";
import { checkAccounts, type OpenAccounts } from "./check-accounts.ts";
import type { BeanClose, BeanDirective, BeanOpen, BeanTransaction } from "./directives.ts";
import { Lots } from "./lots.ts";
import { parseBeancount, type BeanFile } from "./parse-beancount.ts";

/** Beancount's order within a day: an account is open before, and closed after everything else. */
const ORDER: Readonly<Record<BeanDirective["kind"], number>> = {
  open: 0,
  balance: 1,
  pad: 2,
  transaction: 2,
  close: 3,
};

const HALF: ExactAmount = { units: 5n, digits: 1 };

/** Returns what a Beancount file holds; `tops` are its own names for the five types. */
export function readBeancount(
  text: string,
): Journal & { readonly tops: ReadonlyMap<string, AccountType> } {
  const file = parseBeancount(text);
  const inOrder = file.directives.toSorted(
    (a, b) => a.day - b.day || ORDER[a.kind] - ORDER[b.kind],
  );
  const accounts = accountsOfFile(inOrder);
  const factor = readExactAmount(file.options.get("inferred_tolerance_multiplier") ?? "") ?? HALF;
  const unbooked: JournalRemark[] = [];
  const steps = stepsOf(inOrder, bookingContext(file, accounts, factor), unbooked);
  const pads = padEntries(steps, factor);
  const entries = [...entriesOf(steps), ...pads.entries];
  const isOpenWithout = file.plugins.has("beancount.plugins.auto_accounts");
  const remarks: readonly JournalRemark[] = [
    ...file.errors,
    ...unbooked,
    ...pads.remarks,
    ...checkBalances(withPads(steps, pads.entries), factor),
    ...(isOpenWithout ? [] : checkAccounts(entries, accounts)),
  ];
  const isNothingLeft = entries.length === 0 && remarks.length > 0;
  return {
    entries: entries.toSorted((a, b) => a.line - b.line),
    accounts: [...accounts.opens.values()].map(({ account }) => ({
      name: account,
      type: null,
      isClosed: accounts.closes.has(account),
    })),
    errors: isNothingLeft ? byLine(remarks) : [],
    warnings: isNothingLeft ? [] : warningsOf(file, remarks),
    questions: [],
    tops: topsOf(file.options),
  };
}

function accountsOfFile(directives: readonly BeanDirective[]): OpenAccounts {
  const opens = new Map<string, BeanOpen>();
  const closes = new Map<string, BeanClose>();
  for (const directive of directives) {
    if (directive.kind === "open") opens.set(directive.account, directive);
    if (directive.kind === "close") closes.set(directive.account, directive);
  }
  return { opens, closes };
}

function bookingContext(
  { options }: BeanFile,
  { opens }: OpenAccounts,
  toleranceFactor: ExactAmount,
): BookingContext {
  const usual = options.get("booking_method") ?? "STRICT";
  return {
    lots: new Lots(),
    methodOf: (account) => opens.get(account)?.booking ?? usual,
    toleranceFactor,
  };
}

/** Books the transactions in order; those without known amounts are left out and told. */
function stepsOf(
  directives: readonly BeanDirective[],
  context: BookingContext,
  remarks: JournalRemark[],
): BalanceStep[] {
  const steps: BalanceStep[] = [];
  for (const directive of directives) {
    if (directive.kind === "balance" || directive.kind === "pad") steps.push(directive);
    if (directive.kind !== "transaction") continue;
    const booked = bookTransaction(directive, context);
    const problem = problemText(booked);
    if (problem !== null) remarks.push({ line: directive.line, text: problem });
    if (booked.legs !== null && booked.legs.length > 0) {
      steps.push({ kind: "entry", entry: entryOf(directive, booked.legs) });
    }
  }
  return steps;
}

function entryOf(
  { line, day, id, text, note }: BeanTransaction,
  legs: JournalEntry["legs"],
): JournalEntry {
  return { line, day, code: id, text, note, legs };
}

function problemText({ problem, legs, rest }: BookedTransaction): Sentence | null {
  switch (problem) {
    case null:
      return null;
    case "unbalanced": {
      const sums = [...rest].slice(0, 3);
      return sentence("The transaction does not balance; {rest} is left over.", {
        rest: sums.map(([commodity, amount]) => quantityText({ commodity, amount })).join(", "),
      });
    }
    case "several-elided":
      return sentence("Several postings of the transaction have no amount; it was left out.");
    case "no-lot":
      return sentence("The account has no lot that the transaction can sell; it was left out.");
    case "several-lots":
      return sentence("Several lots may be meant by what is sold; the transaction was left out.");
    case "too-large":
      return legs === null
        ? sentence("An amount has too many digits; the transaction was left out.")
        : null;
  }
}

/** Steps with the transactions of pads in the place of the pads. */
function withPads(steps: readonly BalanceStep[], pads: readonly JournalEntry[]): BalanceStep[] {
  const padsByLine = Map.groupBy(pads, ({ line }) => line);
  return steps.flatMap((step) =>
    step.kind === "pad"
      ? (padsByLine.get(step.line) ?? []).map((entry) => ({ kind: "entry" as const, entry }))
      : [step],
  );
}

function entriesOf(steps: readonly BalanceStep[]): JournalEntry[] {
  return steps.flatMap((step) => (step.kind === "entry" ? [step.entry] : []));
}

function warningsOf({ warnings }: BeanFile, remarks: readonly JournalRemark[]): ImportWarning[] {
  const told = warnings.map((each) => ({ ...each, isRecord: false }));
  return [...told, ...byLine(remarks).map((each) => ({ ...each, isRecord: true }))];
}

function byLine(remarks: readonly JournalRemark[]): JournalRemark[] {
  return remarks.toSorted((a, b) => a.line - b.line);
}

function topsOf(options: ReadonlyMap<string, string>): ReadonlyMap<string, AccountType> {
  const names: readonly (readonly [string, AccountType])[] = [
    ["name_assets", "asset"],
    ["name_liabilities", "liability"],
    ["name_equity", "equity"],
    ["name_income", "income"],
    ["name_expenses", "expense"],
  ];
  return new Map(
    names.flatMap(([option, type]) => {
      const name = options.get(option);
      return name === undefined ? [] : [[name, type]];
    }),
  );
}
