/** Where the action of a piece of advice is done. */
import type { AdviceModel } from "../engine/home-models.ts";

const addresses = {
  "too-early": "/import",
  "income-dropped": "/budget",
  "rule-out-of-reach": "/budget",
  "floor-ahead": "/budget",
  "one-large-item": "/budget",
  "large-bills": "/transactions",
  "ceiling-passed": "/budget",
  "floor-not-reached": "/transactions",
  "no-emergency-fund": "/accounts",
  "price-rise": "/transactions",
} as const satisfies Readonly<Record<AdviceModel["advice"]["code"], string>>;

/** The address of the screen that a piece leads to. */
export function adviceAddress({ advice }: AdviceModel): string {
  return addresses[advice.code];
}
