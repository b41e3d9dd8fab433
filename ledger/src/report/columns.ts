/**
 * One pass over the columns: the sum of every period × flow × key (line-keys.ts). Whatever reports by month, by
 * category and by bucket need is a small sum over these.
 *
 * Exact: amounts are whole numbers, and floats add them exactly as long as no sum can leave 2^53. If the number of
 * rows and their largest amount do not rule that out, the pass is made with bigints instead.
 */
import type { Book } from "../book/book.ts";
import { bookLimits } from "../book/limits.ts";
import { transactionKinds } from "../book/records.ts";
import {
  HIDDEN_FLAGS,
  KIND_BITS,
  rowFlags,
  type TransactionColumns,
} from "../book/transaction-columns.ts";
import type { Period } from "../calendar/period.ts";
import { assert } from "../result.ts";
import {
  countRow,
  FLOW_COUNT,
  flowOfState,
  flowRules,
  flowsOfPlace,
  type FlowRules,
} from "./flows.ts";
import type { LineKeys } from "./line-keys.ts";
import { periodLookup, type PeriodLookup } from "./period-lookup.ts";

/** Sums of the periods that a pass was about; a period is named by its place in the list. */
export type FlowSums = {
  /** What some flows together come to in a period, key by key. */
  readonly byKey: (period: number, flows: readonly number[]) => readonly bigint[];
};

/** Sums kept at a time: more periods than fit are passed over in turns. */
const CELLS_MAX = 2 ** 22;

const transfer = transactionKinds.indexOf("transfer");

/** The sums of every period, flow and key. Throws if two periods overlap. */
export function sumFlows(book: Book, periods: readonly Period[], keys: LineKeys): FlowSums {
  const rules = flowRules(book);
  const perFlow = keys.isByFlow ? keys.count : 0;
  const perPeriod = keys.isByFlow ? keys.count * FLOW_COUNT : keys.count;
  const turn = Math.max(1, Math.floor(CELLS_MAX / perPeriod));
  const turns: Cells[] = [];
  for (let start = 0; start < periods.length; start += turn) {
    const lookup = periodLookup(periods.slice(start, start + turn));
    const length = Math.min(turn, periods.length - start) * perPeriod;
    turns.push(pass({ rules, lookup, keys, perFlow, perPeriod, length }));
  }
  return {
    byKey: (period, flows) => {
      const cells = turns[Math.floor(period / turn)];
      assert(cells !== undefined, "a sum is of one of the periods");
      const starts = flows.map((flow) => (period % turn) * perPeriod + flow * perFlow);
      return cells instanceof Float64Array
        ? sumFloats(cells, starts, keys.count)
        : sumBigints(cells, starts, keys.count);
    },
  };
}

/** The sums of as many stretches of cells, place by place. What floats hold they also sum exactly. */
function sumFloats(cells: Float64Array, starts: readonly number[], length: number): bigint[] {
  const sums: bigint[] = [];
  for (let key = 0; key < length; key++) {
    let sum = 0;
    for (const start of starts) sum += cells[start + key] ?? 0;
    sums.push(sum === 0 ? 0n : BigInt(sum));
  }
  return sums;
}

function sumBigints(cells: readonly bigint[], starts: readonly number[], length: number): bigint[] {
  const sums: bigint[] = [];
  for (let key = 0; key < length; key++) {
    let sum = 0n;
    for (const start of starts) sum += cells[start + key] ?? 0n;
    sums.push(sum);
  }
  return sums;
}

type Cells = Float64Array | readonly bigint[];

/** A pass: cell = period × perPeriod + flow × perFlow + key. */
type Pass = {
  readonly rules: FlowRules;
  readonly lookup: PeriodLookup;
  readonly keys: LineKeys;
  readonly perFlow: number;
  readonly perPeriod: number;
  readonly length: number;
};

function pass(over: Pass): Cells {
  if (!canSumFloats(over.rules.columns)) return passOfBigints(over);
  const cells = passOfFloats(over);
  addSlowRows(over, cells);
  return cells;
}

/**
 * Whether no sum over any rows can leave the whole numbers that floats have. A split row has at most its parts and
 * a rest that is at most the amount and all parts together; a transfer counts at most twice.
 */
function canSumFloats({ count, splits, minorBound }: TransactionColumns): boolean {
  const partsAtMost = 2 * bookLimits.splitsMax + 1;
  return 2 * (count + splits.size * partsAtMost) * minorBound <= Number.MAX_SAFE_INTEGER;
}

/**
 * The pass without a branch, which is what costs in it: where a row's amount goes is the sum of four numbers that
 * its day, its state, its account and its category tell; what does not count, or not so simply, is
 * sent beyond the last cell. Those rows are then looked at one by one.
 */
function passOfFloats(over: Pass): Float64Array {
  const { rules, perFlow, length } = over;
  // Each of the first three can send a row beyond the last cell.
  const cells = new Float64Array(4 * length);
  const { day, account, category, minor, state, count, dayFirst } = rules.columns;
  const startOfDay = startsOfDays(over);
  const startOfState = startsOfStates(over);
  const startOfPlace = Int32Array.from(rules.classOf, (_, place) => {
    const flow = flowsOfPlace(rules, place);
    return flow === undefined ? length : flow * perFlow;
  });
  for (let row = 0; row < count; row++) {
    const cell =
      (startOfDay[(day[row] ?? 0) - dayFirst] ?? 0) +
      (startOfState[state[row] ?? 0] ?? 0) +
      (startOfPlace[(account[row] ?? 0) + 1] ?? 0) +
      (category[row] ?? 0) +
      1;
    cells[cell] = (cells[cell] ?? 0) + (minor[row] ?? 0);
  }
  return cells.subarray(0, length);
}

/** Where the cells of the period start that a day is in, for every day of the book. */
function startsOfDays({ rules, lookup, perPeriod, length }: Pass): Int32Array {
  const { dayFirst, dayLast } = rules.columns;
  const starts = new Int32Array(Math.max(0, dayLast - dayFirst + 1)).fill(length);
  for (const [at, period] of lookup.indexOf.entries()) {
    const place = lookup.first + at - dayFirst;
    if (period >= 0 && place >= 0 && place < starts.length) starts[place] = period * perPeriod;
  }
  return starts;
}

/** Where the cells of a row's state start after that. */
function startsOfStates({ keys, perFlow, length }: Pass): Int32Array {
  const stops = HIDDEN_FLAGS | slowFlags(keys);
  return Int32Array.from({ length: 256 }, (_, state) => {
    const flow = flowOfState(state);
    return flow === undefined || (state & stops) !== 0 ? length : flow * perFlow;
  });
}

/** Flags of rows that have lines of their own, or lines whose key is not that of their category. */
function slowFlags(keys: LineKeys): number {
  return keys.isByFlow ? rowFlags.split | rowFlags.bucket : rowFlags.split;
}

function addSlowRows(over: Pass, cells: Float64Array): void {
  const { keys, perFlow } = over;
  const { state, splits, count } = over.rules.columns;
  const addRow = rowCounter(over, (start, flow, key, amount) => {
    const cell = start + flow * perFlow + key;
    cells[cell] = (cells[cell] ?? 0) + amount;
  });
  if (!keys.isByFlow) {
    for (const row of splits.keys()) addRow(row);
    return;
  }
  const stops = slowFlags(keys);
  for (let row = 0; row < count; row++) {
    const own = state[row] ?? 0;
    if ((own & KIND_BITS) === transfer || (own & stops) !== 0) addRow(row);
  }
}

function passOfBigints(over: Pass): readonly bigint[] {
  const cells: bigint[] = Array.from({ length: over.length }, () => 0n);
  const addRow = rowCounter(over, (start, flow, key, amount) => {
    const cell = start + flow * over.perFlow + key;
    cells[cell] = (cells[cell] ?? 0n) + BigInt(amount);
  });
  for (let row = 0; row < over.rules.columns.count; row++) addRow(row);
  return cells;
}

/** Looks at one row as a whole, whatever it is, and adds each of its amounts. */
function rowCounter(
  { rules, lookup, keys, perPeriod }: Pass,
  add: (start: number, flow: number, key: number, amount: number) => void,
): (row: number) => void {
  const { day, state } = rules.columns;
  let start = 0;
  const count = (flow: number, category: number, bucket: number, amount: number): void => {
    add(start, flow, keys.keyOf(category, bucket), amount);
  };
  return (row) => {
    const period = lookup.indexOf[(day[row] ?? 0) - lookup.first] ?? -1;
    const own = state[row] ?? 0;
    if (period < 0 || (own & HIDDEN_FLAGS) !== 0) return;
    if (!keys.isByFlow && (own & KIND_BITS) === transfer) return;
    start = period * perPeriod;
    countRow(rules, row, count, ignoreForeign);
  };
}

function ignoreForeign(): void {
  // Reported by those who look at the rows of one period (contributors.ts).
}
