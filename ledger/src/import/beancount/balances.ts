/**
 * "balance" and "pad" of Beancount: what an account must have at the beginning of a day, and the
 * transaction that makes it so where a pad stands before it.
 *
 * Beancount, "Language Syntax", "Balance Assertions" and "Pad"; beancount/ops/pad.py.
 */

import { sentence } from "../../sentence.ts";
import { addExact, negateExact, type ExactAmount } from "../exact-amount.ts";
import type { JournalEntry, JournalRemark } from "../journal/entry.ts";
import { quantityText } from "../journal/resolve.ts";
import { RunningBalances } from "../journal/running-balances.ts";
import { isWithin } from "./book-transaction.ts";
import type { BeanBalance, BeanPad } from "./directives.ts";

/** What happens to accounts, in the order in which Beancount takes it. */
export type BalanceStep =
  | BeanBalance
  | BeanPad
  | { readonly kind: "entry"; readonly entry: JournalEntry };

/** Returns the transactions that pads stand for, and the pads that nothing needs. */
export function padEntries(
  steps: readonly BalanceStep[],
  toleranceFactor: ExactAmount,
): { readonly entries: JournalEntry[]; readonly remarks: JournalRemark[] } {
  const balances = balancesOf(steps);
  const active = new Map<string, { readonly pad: BeanPad; readonly done: Set<string> }>();
  const used = new Set<BeanPad>();
  const entries: JournalEntry[] = [];
  for (const step of steps) {
    if (step.kind === "entry") addEntry(balances, step.entry);
    else if (step.kind === "pad") active.set(step.account, { pad: step, done: new Set() });
    else {
      const pad = active.get(step.account);
      const { commodity } = step.quantity;
      if (pad === undefined || pad.done.has(commodity)) continue;
      pad.done.add(commodity);
      const missing = missingOf(step, balances);
      if (isWithin(missing, toleranceOf(step, toleranceFactor))) continue;
      balances.add(step.account, { commodity, amount: missing });
      used.add(pad.pad);
      entries.push(padEntry(pad.pad, step, missing));
    }
  }
  const remarks = steps
    .filter((step) => step.kind === "pad" && !used.has(step))
    .map((step) => ({
      line: (step as BeanPad).line,
      text: sentence("No balance of the account needs this pad."),
    }));
  return { entries, remarks };
}

/** Returns the balances that are not as the file says. */
export function checkBalances(
  steps: readonly BalanceStep[],
  toleranceFactor: ExactAmount,
): JournalRemark[] {
  const balances = balancesOf(steps);
  const remarks: JournalRemark[] = [];
  for (const step of steps) {
    if (step.kind === "entry") addEntry(balances, step.entry);
    if (step.kind !== "balance") continue;
    if (isWithin(missingOf(step, balances), toleranceOf(step, toleranceFactor))) continue;
    const { line, account, quantity } = step;
    const amount = balances.of(account, quantity.commodity, true);
    remarks.push({
      line,
      text: sentence("{account} should have {asserted}, but has {held}.", {
        account,
        asserted: quantityText(quantity),
        held: quantityText({ commodity: quantity.commodity, amount }),
      }),
    });
  }
  return remarks;
}

function balancesOf(steps: readonly BalanceStep[]): RunningBalances {
  return new RunningBalances(
    steps.filter((step) => step.kind === "balance").map(({ account }) => account),
  );
}

function addEntry(balances: RunningBalances, { legs }: JournalEntry): void {
  for (const { account, quantity } of legs) balances.add(account, quantity);
}

function missingOf({ account, quantity }: BeanBalance, balances: RunningBalances): ExactAmount {
  return addExact(quantity.amount, negateExact(balances.of(account, quantity.commodity, true)));
}

/** Twice what a transaction tolerates; nothing if the balance has no decimals. */
function toleranceOf(
  { quantity, tolerance }: BeanBalance,
  factor: ExactAmount,
): ExactAmount | undefined {
  if (tolerance !== null) return tolerance;
  const { digits } = quantity.amount;
  if (digits === 0) return undefined;
  const one = { units: factor.units, digits: factor.digits + digits };
  return addExact(one, one);
}

function padEntry(pad: BeanPad, balance: BeanBalance, missing: ExactAmount): JournalEntry {
  const { commodity } = balance.quantity;
  const { line, day, account, source } = pad;
  const here = { commodity, amount: missing };
  return {
    line,
    day,
    code: `pad ${line} ${commodity}`,
    text: `Padding for balance of ${quantityText(balance.quantity)}`,
    note: "",
    legs: [
      { line, account, quantity: here, note: "" },
      { line, account: source, quantity: { commodity, amount: negateExact(missing) }, note: "" },
    ],
  };
}
