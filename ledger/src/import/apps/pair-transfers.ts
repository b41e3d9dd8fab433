/**
 * The two sides of transfers, one to one. An app writes a transfer as two records, of one day and one amount,
 * and at best each names the other account; two equal transfers of a day are two transfers.
 */
import { formatExact, negateExact, type ExactAmount } from "../exact-amount.ts";

/** One side of a transfer. */
export interface TransferSide {
  readonly day: number;
  readonly account: string | null;
  /** The account on the other side, or null if the app does not say. */
  readonly other: string | null;
  readonly amount: ExactAmount;
  readonly currency: string | null;
}

/** How many waiting sides of the same day and amount are looked at, the last first, which bounds the work. */
const WAITING_MAX = 32;

/** Returns the pairs, each side once; sides without a partner are in none. */
export function pairTransfers<T extends TransferSide>(
  sides: readonly T[],
): readonly (readonly [T, T])[] {
  const waitingByKey = new Map<string, T[]>();
  const pairs: (readonly [T, T])[] = [];
  for (const side of sides) {
    const waiting = waitingByKey.get(keyOf(side, negateExact(side.amount)));
    const partner = takeOpposite(waiting ?? [], side);
    if (partner !== undefined) {
      pairs.push([partner, side]);
      continue;
    }
    const key = keyOf(side, side.amount);
    const own = waitingByKey.get(key);
    if (own === undefined) waitingByKey.set(key, [side]);
    else own.push(side);
  }
  return pairs;
}

/** Sides that name each other wait where only they look. */
function keyOf({ day, currency, account, other }: TransferSide, amount: ExactAmount): string {
  const own = account ?? "";
  const accounts = other === null ? "" : own < other ? `${own}\n${other}` : `${other}\n${own}`;
  return `${day}\n${currency ?? ""}\n${formatExact(amount, 0)}\n${accounts}`;
}

/** Takes the last that fits: the sides of a transfer mostly stand beside each other. */
function takeOpposite<T extends TransferSide>(waiting: T[], side: T): T | undefined {
  const end = Math.max(0, waiting.length - WAITING_MAX);
  for (let at = waiting.length - 1; at >= end; at -= 1) {
    const one = waiting[at];
    if (one !== undefined && areOpposite(one, side)) return waiting.splice(at, 1)[0];
  }
  return undefined;
}

function areOpposite(a: TransferSide, b: TransferSide): boolean {
  return a.account !== b.account && (a.other === null || a.other === b.account);
}
