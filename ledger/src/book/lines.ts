/**
 * The lines of a transaction: what it consists of for lists and reports. One line if it is not split; else one per
 * part and, if the parts do not sum to the amount (two people edited at once), a last one without category
 * for the rest. So the lines of a transaction always sum to its amount, and nothing here can fail.
 */
import type { SplitLine, TransactionColumns } from "./transaction-columns.ts";

/** One line, in slots and text indexes like the columns; its amount is exact. */
export type Line = {
  readonly minor: bigint;
  readonly category: number;
  readonly bucket: number;
  /** Text index of the line's own note, −1 for none. */
  readonly note: number;
};

/** The lines of a row, in order. */
export function linesOfRow(columns: TransactionColumns, row: number): readonly Line[] {
  const splits = columns.splits.get(row);
  const minor = BigInt(columns.minor[row] ?? 0);
  if (splits === undefined) {
    return [
      {
        minor,
        category: columns.category[row] ?? -1,
        bucket: columns.bucket[row] ?? -1,
        note: -1,
      },
    ];
  }
  const lines = splits.map((split) => ({ ...split, minor: BigInt(split.minor) }));
  const rest = minor - sumOfSplits(splits);
  if (rest !== 0n) lines.push({ minor: rest, category: -1, bucket: -1, note: -1 });
  return lines;
}

/** What the parts of a split transaction sum to. */
export function sumOfSplits(splits: readonly SplitLine[]): bigint {
  return splits.reduce((sum, split) => sum + BigInt(split.minor), 0n);
}
