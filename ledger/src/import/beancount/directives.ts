/** What a Beancount file says, as it is written: amounts that are left out are null. */

import type { Day } from "../../calendar/day.ts";
import type { ExactAmount } from "../exact-amount.ts";
import type { Quantity } from "../journal/entry.ts";

/** An amount of which the number, the currency or both may be left out. */
export interface PartialQuantity {
  readonly amount: ExactAmount | null;
  readonly currency: string | null;
}

/** "{…}": what a lot cost, or which lot is meant. */
export interface CostSpec {
  readonly each: ExactAmount | null;
  readonly total: ExactAmount | null;
  readonly currency: string | null;
  readonly day: Day | null;
  readonly label: string | null;
}

/** "@" or "@@". */
export interface PriceSpec extends PartialQuantity {
  readonly isTotal: boolean;
}

export interface BeanPosting {
  readonly line: number;
  readonly account: string;
  readonly quantity: PartialQuantity;
  readonly cost: CostSpec | null;
  readonly price: PriceSpec | null;
  readonly note: string;
}

export interface BeanTransaction {
  readonly kind: "transaction";
  readonly line: number;
  readonly day: Day;
  readonly id: string | null;
  readonly text: string;
  readonly note: string;
  readonly postings: readonly BeanPosting[];
}

export interface BeanOpen {
  readonly kind: "open";
  readonly line: number;
  readonly day: Day;
  readonly account: string;
  readonly currencies: readonly string[];
  readonly booking: string | null;
}

export interface BeanClose {
  readonly kind: "close";
  readonly line: number;
  readonly day: Day;
  readonly account: string;
}

export interface BeanPad {
  readonly kind: "pad";
  readonly line: number;
  readonly day: Day;
  readonly account: string;
  readonly source: string;
}

export interface BeanBalance {
  readonly kind: "balance";
  readonly line: number;
  readonly day: Day;
  readonly account: string;
  readonly quantity: Quantity;
  readonly tolerance: ExactAmount | null;
}

export type BeanDirective = BeanTransaction | BeanOpen | BeanClose | BeanPad | BeanBalance;
