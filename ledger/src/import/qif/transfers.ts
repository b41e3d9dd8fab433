/**
 * Transfers that a file holds from both of its accounts: on the same day opposite amounts, and each
 * names the other account. They are counted one to one, so that a file that holds two equal
 * transfers has two, and a side without its other stays alone.
 */

import { formatExact, negateExact } from "../exact-amount.ts";
import type { ExactAmount } from "../exact-amount.ts";
import type { QifEntry } from "./entries.ts";
import type { QifContents } from "./lists.ts";

/** Where a record, or one of its parts, says that money came from or went to. */
interface Reference {
  readonly entry: QifEntry;
  readonly from: string;
  readonly to: string;
  readonly amount: ExactAmount;
}

/** References that have not met their other side, by what they are; the oldest is taken first. */
type Waiting = Map<string, { readonly references: Reference[]; taken: number }>;

/** Returns for the second side of each transfer the record that is its first. */
export function pairTransfers(
  entries: readonly QifEntry[],
  contents: QifContents,
): ReadonlyMap<QifEntry, QifEntry> {
  const firsts = new Map<QifEntry, QifEntry>();
  const wholes: Waiting = new Map();
  const parts: Waiting = new Map();
  for (const entry of entries) {
    const { day, amount, book, target } = entry;
    const from = book.account;
    if (day === null || amount === null || from === null) continue;
    const other = target.account;
    if (other !== null && other !== from) {
      const whole = { entry, from, to: other, amount };
      const key = otherSideOf(whole, contents);
      const first = take(wholes, key) ?? take(parts, key);
      if (first === undefined) wait(wholes, whole, contents);
      else firsts.set(entry, first.entry);
    }
    for (const part of entry.parts) {
      const to = part.target.account;
      if (to === null || to === from) continue;
      const reference = { entry, from, to, amount: part.amount };
      // A split record stays where it is, and the whole one that is the other side follows it.
      const second = take(wholes, otherSideOf(reference, contents));
      if (second === undefined) wait(parts, reference, contents);
      else firsts.set(second.entry, entry);
    }
  }
  return firsts;
}

function take(waiting: Waiting, key: string): Reference | undefined {
  const queue = waiting.get(key);
  const reference = queue?.references[queue.taken];
  if (queue !== undefined && reference !== undefined) queue.taken += 1;
  return reference;
}

function wait(waiting: Waiting, reference: Reference, contents: QifContents): void {
  const { from, to, amount } = reference;
  const key = keyOf(reference, from, to, amount, contents);
  const queue = waiting.get(key);
  if (queue === undefined) waiting.set(key, { references: [reference], taken: 0 });
  else queue.references.push(reference);
}

function otherSideOf(reference: Reference, contents: QifContents): string {
  const { from, to, amount } = reference;
  return keyOf(reference, to, from, negateExact(amount), contents);
}

/** Between accounts of different currencies only the direction is the same. */
function keyOf(
  { entry }: Reference,
  from: string,
  to: string,
  amount: ExactAmount,
  { accounts }: QifContents,
): string {
  const currencies = [accounts.get(from)?.currency, accounts.get(to)?.currency];
  const isExchange =
    currencies.every((code) => typeof code === "string") && currencies[0] !== currencies[1];
  const size = isExchange ? (amount.units < 0n ? "-" : "+") : formatExact(amount, 0);
  return [entry.day, from, to, size].join("\n");
}
