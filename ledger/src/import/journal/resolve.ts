/**
 * Written transactions to transactions with all their amounts: in the order of their dates, as
 * hledger does, balance assignments are set, left-out amounts worked out, assertions checked.
 */

import { sentence, type Sentence } from "../../sentence.ts";
import {
  addExact,
  equalsExact,
  formatExact,
  negateExact,
  type ExactAmount,
} from "../exact-amount.ts";
import type { ImportWarning } from "../imported-file.ts";
import { JOURNAL_ERRORS_MAX } from "../limits.ts";
import { balancePostings, type Balanced, type Sums } from "./balance.ts";
import type { EntryLeg, JournalEntry, JournalRemark, Quantity } from "./entry.ts";
import { fitsRow } from "./exact-math.ts";
import type { WrittenTransaction } from "./parse-journal.ts";
import type { Assertion, WrittenPosting } from "./posting-text.ts";
import { RunningBalances } from "./running-balances.ts";

/** Transactions with all their amounts, in the order of the file. */
export interface ResolvedTransactions {
  readonly entries: readonly JournalEntry[];
  readonly errors: readonly JournalRemark[];
  readonly warnings: readonly ImportWarning[];
}

/** Returns the transactions with all their amounts. */
export function resolveTransactions(
  transactions: readonly WrittenTransaction[],
  precisionOf: (commodity: string) => number | null,
): ResolvedTransactions {
  const errors: JournalRemark[] = [];
  const warnings: ImportWarning[] = [];
  const postings = transactions.flatMap((transaction) => transaction.postings);
  const isChecked = postings.some(({ assertion }) => assertion !== null);
  const balances = new RunningBalances(
    postings
      .filter(({ assertion }) => assertion?.isInclusive === true)
      .map(({ account }) => account),
  );
  const byLine = new Map<number, JournalEntry>();
  const inOrder = isChecked ? transactions.toSorted((a, b) => a.day - b.day) : transactions;
  for (const transaction of inOrder) {
    const set = isChecked ? withAssignments(transaction.postings, balances) : transaction.postings;
    const legs = legsOf({ ...transaction, postings: set }, precisionOf);
    if ("message" in legs) {
      errors.push({ line: transaction.line, text: legs });
      if (errors.length >= JOURNAL_ERRORS_MAX) break;
      continue;
    }
    if (isChecked) checkAssertions(transaction.postings, legs, balances, warnings);
    byLine.set(transaction.line, entryOf(transaction, legs));
  }
  const entries = transactions
    .map(({ line }) => byLine.get(line))
    .filter((entry) => entry !== undefined);
  return { entries, errors, warnings };
}

function entryOf(
  { line, day, status, code, text, note }: WrittenTransaction,
  legs: readonly EntryLeg[],
): JournalEntry {
  const notes = [status === "!" ? "!" : "", note].filter((part) => part !== "");
  return { line, day, code, text, note: notes.join(" "), legs };
}

/** "= $500" without an amount: the amount is what makes it so. */
function withAssignments(
  postings: readonly WrittenPosting[],
  balances: RunningBalances,
): readonly WrittenPosting[] {
  if (postings.every(({ quantity, assertion }) => quantity !== null || assertion === null)) {
    return postings;
  }
  const before = new Map<string, ExactAmount>();
  return postings.map((posting) => {
    const { account, quantity, assertion } = posting;
    let set = quantity;
    if (set === null && assertion !== null) {
      const held = balances.of(account, assertion.commodity, assertion.isInclusive);
      const here = before.get(`${account}\n${assertion.commodity}`);
      const now = here === undefined ? held : addExact(held, here);
      set = {
        commodity: assertion.commodity,
        amount: addExact(assertion.amount, negateExact(now)),
      };
    }
    if (set !== null) {
      const key = `${account}\n${set.commodity}`;
      const here = before.get(key);
      before.set(key, here === undefined ? set.amount : addExact(here, set.amount));
    }
    return { ...posting, quantity: set };
  });
}

/** Returns the legs of a transaction, one posting after the other, or why it does not balance. */
function legsOf(
  transaction: WrittenTransaction,
  precisionOf: (commodity: string) => number | null,
): readonly EntryLeg[] | Sentence {
  const postings = withBucket(transaction, precisionOf);
  const real = balancePostings(
    postings.filter(({ kind }) => kind === "real"),
    precisionOf,
  );
  const virtual = balancePostings(
    postings.filter(({ kind }) => kind === "balanced"),
    precisionOf,
  );
  if (!real.ok) return problemOf(real);
  if (!virtual.ok) return problemOf(virtual);
  const legs: EntryLeg[] = [];
  for (const { kind, quantity, account, note, line: ownLine } of postings) {
    const elided = kind === "real" ? real.elided : kind === "balanced" ? virtual.elided : [];
    for (const each of quantity === null ? elided : [quantity]) {
      if (!fitsRow(each.amount)) return tooLarge();
      legs.push({ line: ownLine, account, quantity: each, note });
    }
  }
  return legs;
}

/** A lone posting goes against ledger's bucket. */
function withBucket(
  { postings, bucket, line }: WrittenTransaction,
  precisionOf: (commodity: string) => number | null,
): readonly WrittenPosting[] {
  const [only] = postings;
  if (bucket === null || postings.length !== 1 || only?.kind !== "real") return postings;
  if (balancePostings(postings, precisionOf).ok) return postings;
  const none = { quantity: null, cost: null, lot: null, assertion: null, note: "" };
  return [only, { line, account: bucket, kind: "real", ...none }];
}

function problemOf(balanced: Balanced & { readonly ok: false }): Sentence {
  switch (balanced.code) {
    case "two-elided":
      return sentence("Two postings of the transaction have no amount; only one may be left out.");
    case "too-large":
      return tooLarge();
    case "unbalanced":
      return sentence("The transaction does not balance; {rest} is left over.", {
        rest: sumsText(balanced.rest),
      });
  }
}

function tooLarge(): Sentence {
  return sentence("The amount has too many digits.");
}

/** The first sums as text: a refusal is read by a person. */
function sumsText(sums: Sums): string {
  return [...sums]
    .slice(0, 3)
    .map(([commodity, amount]) => quantityText({ commodity, amount }))
    .join(", ");
}

/** Returns an amount with its commodity as text. */
export function quantityText({ commodity, amount }: Quantity): string {
  return `${formatExact(amount, 0)} ${commodity}`.trim();
}

/** Goes through the legs of a transaction and reports assertions that do not hold. */
function checkAssertions(
  postings: readonly WrittenPosting[],
  legs: readonly EntryLeg[],
  balances: RunningBalances,
  warnings: ImportWarning[],
): void {
  const byLine = Map.groupBy(legs, ({ line }) => line);
  for (const { line, account, assertion } of postings) {
    for (const { quantity } of byLine.get(line) ?? []) balances.add(account, quantity);
    if (assertion === null) continue;
    const text = brokenAssertion(account, assertion, balances);
    if (text !== null) warnings.push({ line, text, isRecord: true });
  }
}

function brokenAssertion(
  account: string,
  assertion: Assertion,
  balances: RunningBalances,
): Sentence | null {
  const { commodity, amount, isInclusive, isTotal } = assertion;
  const held = balances.of(account, commodity, isInclusive);
  if (!equalsExact(held, amount)) {
    return sentence("{account} should have {asserted}, but has {held}.", {
      account,
      asserted: quantityText(assertion),
      held: quantityText({ commodity, amount: held }),
    });
  }
  const other = isTotal ? balances.otherThan(account, commodity, isInclusive) : null;
  if (other === null) return null;
  return sentence("{account} should have nothing but {asserted}, but has {other}.", {
    account,
    asserted: quantityText(assertion),
    other: other === "" ? "0" : other,
  });
}
