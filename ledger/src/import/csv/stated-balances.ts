/**
 * The balances that a table states for itself: a running balance that was seen to follow from the
 * amounts gives the opening and the closing balance of each account, and the first row at which it
 * does not follow is named.
 */

import { sentence } from "../../sentence.ts";
import { addExact, equalsExact, negateExact, readExactAmount } from "../exact-amount.ts";
import type { ExactAmount } from "../exact-amount.ts";
import { isTaken, statementKey } from "../imported-file.ts";
import type { ImportedRow, ImportWarning, StatedBalances, TakenRow } from "../imported-file.ts";
import { readMoneyCell } from "./column-profile.ts";
import type { Layout } from "./layout.ts";
import { plainAmount } from "./table.ts";
import type { CsvRecord } from "./tokenize.ts";

interface BalancedRow {
  readonly row: TakenRow;
  readonly balance: ExactAmount;
}

/**
 * Returns the opening and closing balances by statement, and warnings where balances do not follow.
 */
export function balancesOf(
  records: readonly CsvRecord[],
  rows: readonly ImportedRow[],
  layout: Layout,
): { readonly balances: ReadonlyMap<string, StatedBalances>; readonly warnings: ImportWarning[] } {
  const { balance: column, balanceOrder } = layout;
  const balances = new Map<string, StatedBalances>();
  const warnings: ImportWarning[] = [];
  if (column === null || balanceOrder === null) return { balances, warnings };
  for (const [key, group] of groupRows(records, rows, column, layout)) {
    const ordered = balanceOrder.isNewestFirst ? group.toReversed() : group;
    const first = ordered[0];
    const last = ordered.at(-1);
    if (first === undefined || last === undefined) continue;
    const breakAt = firstBreak(ordered, balanceOrder.isBefore);
    if (breakAt !== null) {
      warnings.push({
        line: breakAt.row.line,
        text: sentence(
          "The balance of this row does not follow from the row before and the amount.",
        ),
        isRecord: false,
      });
      continue;
    }
    const { isBefore } = balanceOrder;
    balances.set(key, {
      opening: isBefore ? first.balance : addExact(first.balance, negateExact(first.row.amount)),
      closing: isBefore ? addExact(last.balance, last.row.amount) : last.balance,
    });
  }
  return { balances, warnings };
}

/** Accounts whose rows do not all state a balance are left out. */
function groupRows(
  records: readonly CsvRecord[],
  rows: readonly ImportedRow[],
  column: number,
  { decimalSign }: Layout,
): Map<string, BalancedRow[]> {
  const groups = new Map<string, BalancedRow[]>();
  const incomplete = new Set<string>();
  for (const [index, row] of rows.entries()) {
    if (!isTaken(row)) continue;
    const key = statementKey(row.account, row.currency);
    const money = readMoneyCell(records[index]?.cells[column] ?? "");
    const plain = money === null ? null : plainAmount(money.digits, decimalSign);
    const size = plain === null ? null : readExactAmount(plain);
    if (money === null || size === null) {
      incomplete.add(key);
      continue;
    }
    const group = groups.get(key) ?? [];
    group.push({ row, balance: money.isNegative ? negateExact(size) : size });
    groups.set(key, group);
  }
  for (const key of incomplete) groups.delete(key);
  return groups;
}

function firstBreak(rows: readonly BalancedRow[], isBefore: boolean): BalancedRow | null {
  let before: BalancedRow | undefined;
  for (const next of rows) {
    if (before !== undefined) {
      const moved = isBefore ? before.row.amount : next.row.amount;
      if (!equalsExact(addExact(before.balance, moved), next.balance)) return next;
    }
    before = next;
  }
  return null;
}
