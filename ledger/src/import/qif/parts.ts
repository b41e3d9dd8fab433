/**
 * The parts of a split record, `S`, `E` and `$`. They should add up to the record; what they lack or
 * have too much becomes a part without a category, which a warning says.
 */

import { sentence, type Sentence } from "../../sentence.ts";
import type { DecimalSign } from "../amount-cell.ts";
import { displayText } from "../display-text.ts";
import { addExact, formatExact, negateExact, ZERO_AMOUNT } from "../exact-amount.ts";
import type { ExactAmount } from "../exact-amount.ts";
import { PARTS_MAX } from "../limits.ts";
import type { QifRecord } from "./records.ts";
import { readQifAmount } from "./qif-values.ts";

/** One part as written; `amount` is null if it has none that can be read. */
export interface WrittenPart {
  readonly target: string;
  readonly note: string;
  readonly amount: ExactAmount | null;
}

/** One part; an empty `target` is the rest. */
export interface SplitPart extends WrittenPart {
  readonly amount: ExactAmount;
}

/** Returns the parts of a record as they are written. */
export function writtenParts({ fields }: QifRecord, sign: DecimalSign): WrittenPart[] {
  const parts: { target: string; note: string; amount: ExactAmount | null }[] = [];
  for (const { code, value } of fields) {
    const last = parts.at(-1);
    if (code === "S") parts.push({ target: value, note: "", amount: null });
    else if (code === "E" && last !== undefined) last.note = displayText(value);
    else if (code === "$" && last !== undefined) last.amount = readQifAmount(value, sign);
  }
  return parts;
}

/** Returns the sum of parts that all have an amount, or null. */
export function sumOfParts(parts: readonly WrittenPart[]): ExactAmount | null {
  let sum = ZERO_AMOUNT;
  for (const { amount } of parts) {
    if (amount === null) return null;
    sum = addExact(sum, amount);
  }
  return parts.length === 0 ? null : sum;
}

/** Returns parts that add up to a total, and what had to be done for it, or null. */
export function settledParts(
  parts: readonly WrittenPart[],
  total: ExactAmount,
): { readonly parts: readonly SplitPart[]; readonly remark: Sentence | null } {
  if (parts.length > PARTS_MAX) {
    const remark = sentence(
      "The transaction has more than {most} parts; it was taken as a whole.",
      {
        most: PARTS_MAX,
      },
    );
    return { parts: [], remark };
  }
  if (parts.length === 0) return { parts: [], remark: null };
  const known = parts.filter(hasAmount);
  const sum = sumOfParts(known) ?? ZERO_AMOUNT;
  const rest = addExact(total, negateExact(sum));
  if (known.length === parts.length - 1) {
    const settled = parts.map((part) => (hasAmount(part) ? part : { ...part, amount: rest }));
    // A single part without an amount is the whole.
    if (known.length === 0) return { parts: settled, remark: null };
    const remark = sentence(
      "A part has no amount that can be read; it was taken for the rest, {rest}.",
      {
        rest: formatExact(rest, 2),
      },
    );
    return { parts: settled, remark };
  }
  if (rest.units === 0n) return { parts: known, remark: null };
  const remark = sentence(
    "The parts add up to {sum}, the transaction to {total}: the rest, {rest}, has no category.",
    { sum: formatExact(sum, 2), total: formatExact(total, 2), rest: formatExact(rest, 2) },
  );
  return { parts: [...known, { target: "", note: "", amount: rest }], remark };
}

function hasAmount(part: WrittenPart): part is SplitPart {
  return part.amount !== null;
}
