/**
 * Records of `!Type:Invst` as what they did to the cash of the account. `T` is without a sign; the
 * action in `N` says which way the money went. Actions that end in X take it from or bring it to
 * another account: the cash of this one stays as it was, and the other account has a record of its
 * own. Coffer keeps no portfolio: security, number and price stand in the text.
 */

import { displayText } from "../display-text.ts";
import { fieldOf } from "./records.ts";
import type { QifRecord } from "./records.ts";

/** 1: money comes in, -1: it goes out, 0: the cash stays as it was. */
export type CashEffect = 1 | -1 | 0;

const IN = "sell div intinc cglong cgmid cgshort miscinc rtrncap shtsell xin contribx";
const OUT = "buy cvrshrt miscexp margint xout withdrwx";
const NONE = "shrsin shrsout stksplit grant vest exercise exercisx expire reminder";

const EFFECTS: ReadonlyMap<string, CashEffect> = new Map([
  ...IN.split(" ").map((action) => [action, 1] as const),
  ...OUT.split(" ").map((action) => [action, -1] as const),
  ...NONE.split(" ").map((action) => [action, 0] as const),
]);

/** Returns what an action does to the cash, or null if it is not known. */
export function cashEffect(action: string): CashEffect | null {
  const name = action.toLowerCase();
  const known = EFFECTS.get(name);
  if (known !== undefined) return known;
  if (name.startsWith("reinv")) return 0;
  return name.endsWith("x") && EFFECTS.has(name.slice(0, -1)) ? 0 : null;
}

/** Returns "BuyX 32.616 of Growth Fund at 15.330". */
export function investmentText(record: QifRecord): string {
  const quantity = fieldOf(record, "Q");
  const security = fieldOf(record, "Y");
  const price = fieldOf(record, "I");
  return displayText(
    [
      fieldOf(record, "N"),
      quantity,
      security === "" ? "" : `of ${security}`,
      price === "" ? "" : `at ${price}`,
    ].join(" "),
  );
}
