/** The accounts of a GnuCash book by their full names, and what they are to Coffer. */

import { sentence, type Sentence } from "../../sentence.ts";
import { displayText } from "../display-text.ts";
import type { SourceAccountKind } from "../imported-file.ts";
import { DEPTH_MAX, TEXT_LENGTH_MAX } from "../limits.ts";
import type { GnuCashAccount } from "./gnucash-book.ts";

/** An account as the rows call it. */
export interface NamedAccount {
  readonly name: string;
  readonly kind: SourceAccountKind;
  readonly commodity: string;
  readonly isHidden: boolean;
}

/**
 * What each type of GnuCash is. Of money that is owed or tied up elsewhere only the balance counts
 * (tracking); trading accounts balance exchanges of currencies and are no money of their own.
 */
const KINDS: ReadonlyMap<string, SourceAccountKind> = new Map([
  ["BANK", "spending"],
  ["CHECKING", "spending"],
  ["CASH", "cash"],
  ["CREDIT", "card"],
  ["SAVINGS", "savings"],
  ["MONEYMRKT", "savings"],
  ["STOCK", "investment"],
  ["MUTUAL", "investment"],
  ["CURRENCY", "investment"],
  ["LIABILITY", "loan"],
  ["PAYABLE", "loan"],
  ["CREDITLINE", "loan"],
  ["ASSET", "tracking"],
  ["RECEIVABLE", "tracking"],
  ["INCOME", "income"],
  ["EXPENSE", "expense"],
  ["EQUITY", "equity"],
  ["TRADING", "equity"],
]);

const ROOT = "ROOT";

/** Returns the accounts by their ids, without the root, or a sentence that says what is wrong. */
export function nameAccounts(
  accounts: readonly GnuCashAccount[],
): ReadonlyMap<string, NamedAccount> | Sentence {
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const named = new Map<string, NamedAccount>();
  for (const account of byId.values()) {
    if (account.type === ROOT) continue;
    const name = fullName(account, byId);
    if (name === null) {
      return sentence("The account {name} is nested too deeply, or within itself.", {
        name: displayText(account.name),
      });
    }
    const { commodity, isHidden } = account;
    named.set(account.id, {
      name,
      kind: KINDS.get(account.type) ?? "tracking",
      commodity,
      isHidden,
    });
  }
  return named;
}

/** The names from below the root, joined by ":"; null if there is no end of them. */
function fullName(
  account: GnuCashAccount,
  byId: ReadonlyMap<string, GnuCashAccount>,
): string | null {
  const names: string[] = [];
  let next: GnuCashAccount | undefined = account;
  while (next !== undefined && next.type !== ROOT) {
    if (names.length === DEPTH_MAX) return null;
    names.push(displayText(next.name));
    next = byId.get(next.parent);
  }
  const name = names.toReversed().join(":");
  return name.length > TEXT_LENGTH_MAX ? null : name;
}
