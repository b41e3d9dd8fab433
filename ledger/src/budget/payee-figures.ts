/**
 * Payments summed by payee for two neighbouring periods, and the bills among them that moved over the boundary.
 *
 * A bill moved if its payee was paid in only one of the two periods, once or twice, and one of these payments is
 * within five days of the boundary: November's rent, paid on 30 October. A payee that was paid more often is a
 * habit and not a bill; one that was never paid before is new and not late. Both periods are over: in one that
 * still runs, a bill that is missing may come. It looks at days and counts only, not at amounts or texts.
 */
import type { Day } from "../calendar/day.ts";
import type { PayeeFigures, VarianceFacts } from "./variance.ts";

/** One payment in minor units; a refund is negative. */
export type Payment<Name> = {
  readonly payee: Name;
  readonly day: Day;
  readonly amountMinor: bigint;
};

/** The payments of one bucket. */
export type PaymentFacts<Name> = {
  readonly before: readonly Payment<Name>[];
  readonly now: readonly Payment<Name>[];
  /** First day of the later period. */
  readonly boundary: Day;
  /** Whom something was paid to before the earlier period. */
  readonly known: ReadonlySet<Name>;
};

/** How far from the boundary, on either side, a bill can have moved over it. */
const boundaryDays = 5;

/** The payment that a bill has in every period, and the one that moved. */
const billPaymentsMax = 2;

/** A payment that belongs to the other period, and whether the payee was paid another one beside it. */
type Moved = { readonly amountMinor: bigint; readonly isSecond: boolean };

/** The figures of every payee, as a variance is found from them. */
export function payeeFigures<Name>(
  facts: PaymentFacts<Name>,
): Pick<VarianceFacts<Name>, "payeesBefore" | "payeesNow"> {
  const { before, now, boundary, known } = facts;
  const paidBefore = Map.groupBy(before, (payment) => payment.payee);
  const paidNow = Map.groupBy(now, (payment) => payment.payee);
  const payeesBefore = new Map<Name, PayeeFigures>();
  const payeesNow = new Map<Name, PayeeFigures>();
  for (const payee of new Set([...paidNow.keys(), ...paidBefore.keys()])) {
    const older = paidBefore.get(payee) ?? [];
    const newer = paidNow.get(payee) ?? [];
    const early = newer.length === 0 ? movedOf(older, boundary) : undefined;
    const late = older.length === 0 && known.has(payee) ? movedOf(newer, boundary) : undefined;
    payeesBefore.set(payee, figuresOf(older, early, late));
    payeesNow.set(payee, figuresOf(newer, late, early));
  }
  return { payeesBefore, payeesNow };
}

/** The payment of a bill that is nearest to the boundary, if it is near enough; of two as near, the earlier. */
function movedOf(payments: readonly Payment<unknown>[], boundary: Day): Moved | undefined {
  if (payments.length > billPaymentsMax) return undefined;
  const [nearest] = payments.toSorted(
    (left, right) => distance(left.day, boundary) - distance(right.day, boundary),
  );
  if (nearest === undefined || distance(nearest.day, boundary) > boundaryDays) return undefined;
  return { amountMinor: nearest.amountMinor, isSecond: payments.length === billPaymentsMax };
}

/** 1 on the last day before the boundary and on the first day after it. */
function distance(day: Day, boundary: Day): number {
  return day < boundary ? boundary - day : day - boundary + 1;
}

/** What moved in is part of the sum. What moved out is missed only if it comes every period. */
function figuresOf(
  payments: readonly Payment<unknown>[],
  movedIn: Moved | undefined,
  movedOut: Moved | undefined,
): PayeeFigures {
  const isMissed = movedOut !== undefined && movedOut.isSecond;
  return {
    amountMinor: payments.reduce((sum, payment) => sum + payment.amountMinor, 0n),
    count: payments.length,
    movedMinor: (movedIn?.amountMinor ?? 0n) - (isMissed ? movedOut.amountMinor : 0n),
    movedCount: (movedIn === undefined ? 0 : 1) - (isMissed ? 1 : 0),
  };
}
