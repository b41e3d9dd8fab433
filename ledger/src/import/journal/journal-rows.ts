/**
 * The transactions of a journal as rows: one for each account and commodity that a transaction
 * changes, so that the sums of rows are the balances of the journal. Signs that mean one currency
 * become its code; a sign that several share is a question, and other commodities stay as they are.
 */

import { currencyChoices, currencyOfSymbol } from "../currency-symbols.ts";
import { displayText } from "../display-text.ts";
import { addExact, ZERO_AMOUNT, type ExactAmount } from "../exact-amount.ts";
import { isTaken } from "../imported-file.ts";
import type { ImportedAccount, ImportedRow, ImportQuestion } from "../imported-file.ts";
import { TEXT_LENGTH_MAX } from "../limits.ts";
import { accountKind } from "./account-kinds.ts";
import type { AccountType, DeclaredAccount, JournalEntry } from "./entry.ts";
import { trimExact } from "./exact-math.ts";

/** The currencies of the commodities of a journal, and what to ask. */
export class CommodityCodes {
  readonly #answer: string | null;
  readonly #codes = new Map<string, string | null>();
  readonly #questions = new Map<string, ImportQuestion>();

  constructor(answer: string | null) {
    this.#answer = answer;
  }

  get questions(): readonly ImportQuestion[] {
    return [...this.#questions.values()];
  }

  /** Returns the currency of a commodity; null for bare numbers. */
  codeOf(commodity: string): string | null {
    const known = this.#codes.get(commodity);
    if (known !== undefined) return known;
    const code = this.#decide(commodity);
    this.#codes.set(commodity, code);
    return code;
  }

  #decide(commodity: string): string | null {
    if (commodity === "") return this.#answer;
    const name = displayText(commodity);
    // Names of letters are the journal's own: "RM" may be a currency, or a share.
    if (/^[\p{L}\p{N} .'-]+$/u.test(name)) return name;
    const choices = currencyChoices(name);
    if (choices.length === 0) return currencyOfSymbol(name) ?? name;
    if (this.#answer !== null && choices.includes(this.#answer)) return this.#answer;
    this.#questions.set(choices.join(), { about: "currency", choices, taken: null });
    return name;
  }
}

/** Returns the rows of some transactions. */
export function rowsOfEntries(
  entries: readonly JournalEntry[],
  codes: CommodityCodes,
): ImportedRow[] {
  const codeCounts = new Map<string, number>();
  for (const { code } of entries) {
    if (code !== null) codeCounts.set(code, (codeCounts.get(code) ?? 0) + 1);
  }
  return entries.flatMap((entry) => {
    const isUnique = entry.code !== null && codeCounts.get(entry.code) === 1;
    const id = isUnique && entry.code !== null ? entry.code : `line ${entry.line}`;
    return rowsOfEntry(entry, id, codes);
  });
}

/** What a transaction does to one account and commodity. */
interface Change {
  readonly line: number;
  readonly account: string;
  readonly currency: string | null;
  amount: ExactAmount;
  notes: string[];
}

function rowsOfEntry(entry: JournalEntry, id: string, codes: CommodityCodes): ImportedRow[] {
  const changes = new Map<string, Change>();
  for (const { line, account, quantity, note } of entry.legs) {
    const currency = codes.codeOf(quantity.commodity);
    const key = `${account}\n${currency ?? ""}`;
    const change = changes.get(key) ?? { line, account, currency, amount: ZERO_AMOUNT, notes: [] };
    changes.set(key, change);
    change.amount = addExact(change.amount, quantity.amount);
    if (note !== "") change.notes.push(note);
  }
  const all = [...changes.values()];
  const moved = all.filter(({ amount }) => amount.units !== 0n);
  return (moved.length === 0 ? all : moved).map(({ line, account, currency, amount, notes }) => ({
    line,
    day: entry.day,
    amount: amount.digits > 2 ? trimExact(amount) : amount,
    currency,
    text: entry.text,
    bankId: null,
    account,
    pending: false,
    skipped: null,
    leg: {
      transaction: id,
      category: null,
      parts: [],
      note: [entry.note, ...notes]
        .filter((part) => part !== "")
        .join(" ")
        .slice(0, TEXT_LENGTH_MAX),
    },
  }));
}

/** Returns the accounts that a journal declares or uses. */
export function accountsOf(
  rows: readonly ImportedRow[],
  declared: readonly DeclaredAccount[],
  tops: ReadonlyMap<string, AccountType>,
): ImportedAccount[] {
  const byName = new Map(declared.map((account) => [account.name, account]));
  const sums = new Map<string, Map<string | null, ExactAmount>>();
  for (const { name } of declared) sums.set(name, new Map());
  for (const row of rows) {
    if (!isTaken(row) || row.account === null) continue;
    const own = sums.get(row.account) ?? new Map<string | null, ExactAmount>();
    sums.set(row.account, own);
    own.set(row.currency, addExact(own.get(row.currency) ?? ZERO_AMOUNT, row.amount));
  }
  return [...sums].map(([name, own]) => {
    const [only] = own;
    const single = own.size === 1 && only !== undefined ? only : null;
    return {
      name,
      kind: accountKind(name, byName, tops),
      currency: single?.[0] ?? null,
      isClosed: byName.get(name)?.isClosed ?? false,
      balance: single?.[1] ?? null,
    };
  });
}
