/**
 * What each transaction means to the budget. These are the rules; everything under report/ follows them.
 *
 * An account is spending-like (spending, cash, card, or unknown), saving (savings, investment), a loan, or tracking.
 * 1. Expenses and refunds on a spending-like account count in the bucket of each line: the line's own, else its
 *    category's, else the parent category's, else unassigned. A refund counts against what was spent.
 * 2. On a saving account they count in the same way, and the savings change by as much: as if the money was
 *    withdrawn first. Income there (interest) is income, and is saved.
 * 3. A transfer from a spending-like to a saving account is saved; back, it is taken from what was saved.
 * 4. A transfer to a loan counts in its lines' buckets, by default in the first ceiling of the rule; one to a
 *    tracking account counts in its lines' buckets or unassigned. From a saving account, the savings also
 *    change by as much.
 * 5. Transfers between spending-like accounts (so also paying a card), between saving accounts, and from a loan
 *    or tracking account count nowhere; nor does anything else on a loan or tracking account.
 * 6. Savings count in the first floor of the rule; without one, they are unassigned.
 * 7. Income counts by its day, windfalls apart. Pending transactions count; deleted ones do not.
 * 8. Only the vault's main currency counts. A transfer has the amount that it had on the side in that currency,
 *    first of all on the side it left. What is in no such account is reported apart, not converted.
 */
import { settingsOf, type Book } from "../book/book.ts";
import { sumOfSplits } from "../book/lines.ts";
import { accountRoles, transactionKinds } from "../book/records.ts";
import { KIND_BITS, rowFlags, type TransactionColumns } from "../book/transaction-columns.ts";

/**
 * What an amount is to the budget. Amounts are signed as on the account: spending is negative. Those of saving
 * accounts follow their like by SAVING_FLOWS.
 */
export const flows = {
  expense: 0,
  refund: 1,
  income: 2,
  windfall: 3,
  savingExpense: 4,
  savingRefund: 5,
  savingIncome: 6,
  savingWindfall: 7,
  paidToLoan: 8,
  paidToTracking: 9,
  /** Transferred into (positive) or out of saving accounts. */
  saved: 10,
} as const;

/** How many flows there are. */
export const FLOW_COUNT = 11;

/** From a flow on a spending-like account to the same on a saving account. */
const SAVING_FLOWS = 4;

/** Flows of money spent (a refund: got back), which count in the bucket of their line. */
export const spendingFlows: readonly number[] = [
  flows.expense,
  flows.refund,
  flows.savingExpense,
  flows.savingRefund,
  flows.paidToLoan,
  flows.paidToTracking,
];

/** Those of them that take something off. */
export const refundFlows: readonly number[] = [flows.refund, flows.savingRefund];

/** Flows that change the savings by their amount. */
export const savingFlows: readonly number[] = [
  flows.saved,
  flows.savingExpense,
  flows.savingRefund,
  flows.savingIncome,
  flows.savingWindfall,
];

/** Flows of income that is expected again, and of windfalls. */
export const incomeFlows: readonly number[] = [flows.income, flows.savingIncome];
export const windfallFlows: readonly number[] = [flows.windfall, flows.savingWindfall];

const classes = { spending: 0, saving: 1, loan: 2, tracking: 3 } as const;
type AccountClass = (typeof classes)[keyof typeof classes];

/** What the accounts of a book mean, ready for a pass over its rows. */
export type FlowRules = {
  readonly columns: TransactionColumns;
  /** By account slot + 1: its class, and 1 if it is in the main currency. */
  readonly classOf: Uint8Array;
  readonly isMain: Uint8Array;
};

/** Takes one amount of a row. `bucket` is the text index of the line's own bucket, −1 for none. */
export type CountAmount = (flow: number, category: number, bucket: number, minor: number) => void;

/** Takes a row that is in no account of the main currency. */
export type CountForeign = (row: number) => void;

/** By the number of a kind of transaction; a transfer has no one flow. */
const flowOfKind = transactionKinds.map((kind) => {
  switch (kind) {
    case "expense":
      return flows.expense;
    case "refund":
      return flows.refund;
    case "income":
      return flows.income;
    case "transfer":
      return undefined;
  }
});

/** The rules for the accounts of a book as they are now. */
export function flowRules(book: Book): FlowRules {
  const { records } = book.tables.account;
  const main = settingsOf(book).currency;
  const places = records.length + 1;
  const classOf = new Uint8Array(places).fill(classes.spending);
  const isMain = new Uint8Array(places).fill(1);
  for (const [slot, record] of records.entries()) {
    if (record === null) continue;
    classOf[slot + 1] = classOfRole[accountRoles.indexOf(record.role)] ?? classes.spending;
    isMain[slot + 1] = record.currency === main ? 1 : 0;
  }
  return { columns: book.transactions, classOf, isMain };
}

/** The flow of a row on a spending-like account by its state; undefined for a transfer. */
export function flowOfState(state: number): number | undefined {
  const flow = flowOfKind[state & KIND_BITS];
  return flow === flows.income && (state & rowFlags.windfall) !== 0 ? flows.windfall : flow;
}

/**
 * What is added to that flow on the account in a place (slot + 1); undefined if nothing there counts that is no
 * transfer.
 */
export function flowsOfPlace(rules: FlowRules, place: number): number | undefined {
  if (rules.isMain[place] !== 1) return undefined;
  switch (rules.classOf[place]) {
    case classes.spending:
      return 0;
    case classes.saving:
      return SAVING_FLOWS;
    default:
      return undefined;
  }
}

/** Counts every amount of a row that is not hidden, whatever it is. */
export function countRow(
  rules: FlowRules,
  row: number,
  count: CountAmount,
  countForeign: CountForeign,
): void {
  const { columns, classOf, isMain } = rules;
  const flow = flowOfState(columns.state[row] ?? 0);
  if (flow === undefined) {
    countTransfer(rules, row, count, countForeign);
    return;
  }
  const place = (columns.account[row] ?? -1) + 1;
  if (classOf[place] === classes.loan || classOf[place] === classes.tracking) return;
  if (isMain[place] !== 1) {
    countForeign(row);
    return;
  }
  const ofPlace = flow + (flowsOfPlace(rules, place) ?? 0);
  eachLine(columns, row, (category, bucket, minor) => count(ofPlace, category, bucket, minor));
}

const classOfRole: readonly AccountClass[] = accountRoles.map((role) => {
  switch (role) {
    case "spending":
    case "cash":
    case "card":
      return classes.spending;
    case "savings":
    case "investment":
      return classes.saving;
    case "loan":
      return classes.loan;
    case "tracking":
      return classes.tracking;
  }
});

function countTransfer(
  rules: FlowRules,
  row: number,
  count: CountAmount,
  countForeign: CountForeign,
): void {
  const { columns, classOf, isMain } = rules;
  const own = (columns.account[row] ?? -1) + 1;
  const other = (columns.transferAccount[row] ?? -1) + 1;
  const ownMinor = columns.minor[row] ?? 0;
  const otherMinor = columns.transferMinor[row] ?? 0;
  const isOutgoing = ownMinor < 0 || (ownMinor === 0 && otherMinor > 0);
  const [from, fromMinor, to, toMinor] = isOutgoing
    ? [own, ownMinor, other, otherMinor]
    : [other, otherMinor, own, ownMinor];
  const fromClass = classOf[from] ?? 0;
  const toClass = classOf[to] ?? 0;
  const isFromBudget = fromClass === classes.spending || fromClass === classes.saving;
  // Rule 5: within one class, and out of accounts that the budget does not look at.
  if (!isFromBudget || fromClass === toClass) return;
  if (isMain[from] !== 1 && isMain[to] !== 1) {
    countForeign(row);
    return;
  }
  const amount = Math.abs(isMain[from] === 1 ? fromMinor : toMinor);
  if (fromClass === classes.saving) count(flows.saved, -1, -1, -amount);
  else if (toClass === classes.saving) count(flows.saved, -1, -1, amount);
  if (toClass !== classes.loan && toClass !== classes.tracking) return;
  const flow = toClass === classes.loan ? flows.paidToLoan : flows.paidToTracking;
  if (Math.abs(ownMinor) !== amount) {
    // Its parts are in the other currency: it counts as a whole.
    count(flow, columns.category[row] ?? -1, columns.bucket[row] ?? -1, -amount);
    return;
  }
  const sign = isOutgoing ? 1 : -1;
  eachLine(columns, row, (category, bucket, minor) => count(flow, category, bucket, sign * minor));
}

/** The furthest from zero that a rest is visited in one piece: any such number is exact. */
const PIECE_MAX = 10 ** 15;

/**
 * The lines of a row as numbers (book/lines.ts has them as objects). A rest that no amount can be, because parts
 * in conflict sum to so much, comes in several pieces.
 */
function eachLine(
  columns: TransactionColumns,
  row: number,
  visit: (category: number, bucket: number, minor: number) => void,
): void {
  const parts = columns.splits.get(row);
  if (parts === undefined) {
    visit(columns.category[row] ?? -1, columns.bucket[row] ?? -1, columns.minor[row] ?? 0);
    return;
  }
  const whole = columns.minor[row] ?? 0;
  let rest = whole;
  let furthest = Math.abs(whole);
  for (const part of parts) {
    visit(part.category, part.bucket, part.minor);
    rest -= part.minor;
    furthest += Math.abs(part.minor);
  }
  if (furthest <= Number.MAX_SAFE_INTEGER) {
    if (rest !== 0) visit(-1, -1, rest);
    return;
  }
  // The float may have lost units on the way.
  let exact = BigInt(whole) - sumOfSplits(parts);
  while (exact !== 0n) {
    const piece = Math.max(-PIECE_MAX, Math.min(PIECE_MAX, Number(exact)));
    visit(-1, -1, piece);
    exact -= BigInt(piece);
  }
}
