/**
 * What the directives of an hledger or ledger journal have said so far: the year of short dates, the
 * commodity of bare numbers, names that are put before or instead of accounts, and what accounts
 * are.
 */

import { sentence, type Sentence } from "../../sentence.ts";
import { displayText } from "../display-text.ts";
import { ACCOUNT_LEVELS_MAX, TEXT_LENGTH_MAX } from "../limits.ts";
import { takeAmount, takeSymbol, type AmountContext } from "./amount-text.ts";
import { Cursor } from "./cursor.ts";
import type { DecimalMarks } from "./decimal-marks.ts";
import type { AccountType, DeclaredAccount } from "./entry.ts";

const TYPES: ReadonlyMap<string, AccountType> = new Map([
  ["a", "asset"],
  ["asset", "asset"],
  ["c", "asset"],
  ["cash", "asset"],
  ["l", "liability"],
  ["liability", "liability"],
  ["e", "equity"],
  ["equity", "equity"],
  ["v", "equity"],
  ["conversion", "equity"],
  ["r", "income"],
  ["revenue", "income"],
  ["g", "income"],
  ["gain", "income"],
  ["x", "expense"],
  ["expense", "expense"],
]);

/** Returns true if an account has a name, of a bounded length and depth. */
export function isAccountName(name: string): boolean {
  if (name === "" || name.length > TEXT_LENGTH_MAX) return false;
  return name.split(":", ACCOUNT_LEVELS_MAX + 1).length <= ACCOUNT_LEVELS_MAX;
}

/** The state that directives change. */
export class JournalSetup {
  readonly marks: DecimalMarks;
  readonly #accounts = new Map<string, DeclaredAccount>();
  readonly #aliases = new Map<string, string>();
  readonly #prefixes: string[] = [];
  /** The year of dates without one. */
  year: number | null = null;
  /** ledger's "bucket": where the other half of a lone posting goes. */
  bucket: string | null = null;
  #commodity = "";

  constructor(marks: DecimalMarks) {
    this.marks = marks;
  }

  get context(): AmountContext {
    return { marks: this.marks, commodity: this.#commodity };
  }

  get accounts(): readonly DeclaredAccount[] {
    return [...this.#accounts.values()];
  }

  /** Puts a name before those of accounts; false if that becomes too long. */
  pushPrefix(account: string): boolean {
    const prefix = this.#prefixed(displayText(account));
    if (!isAccountName(prefix) || this.#prefixes.length >= ACCOUNT_LEVELS_MAX) return false;
    this.#prefixes.push(prefix);
    return true;
  }

  popPrefix(): void {
    this.#prefixes.pop();
  }

  /** "OLD=NEW"; a pattern is not taken, because one could take forever. */
  alias(words: string): boolean {
    const at = words.indexOf("=");
    if (at < 1 || words.startsWith("/")) return false;
    this.#aliases.set(displayText(words.slice(0, at)), displayText(words.slice(at + 1)));
    return true;
  }

  clearAliases(): void {
    this.#aliases.clear();
  }

  /** Returns the full name of an account that a posting names. */
  nameOf(written: string): string {
    const name = this.#prefixed(written);
    if (this.#aliases.size === 0 || !isAccountName(name)) return name;
    for (let end = name.length; end > 0; end = name.lastIndexOf(":", end - 1)) {
      const other = this.#aliases.get(name.slice(0, end));
      if (other !== undefined) return `${other}${name.slice(end)}`;
    }
    return name;
  }

  /** "account NAME  ; type: A" */
  declareAccount(words: string): string {
    const end = words.search(/\t| {2}|;/u);
    const name = this.nameOf(displayText(end < 0 ? words : words.slice(0, end)));
    const tag = /\btype:\s{0,9}(\w+)/u.exec(end < 0 ? "" : words.slice(end))?.[1]?.toLowerCase();
    const type = TYPES.get(tag ?? "") ?? null;
    this.#accounts.set(name, { name, type, isClosed: false });
    return name;
  }

  /** "D $1,000.00": the commodity of bare numbers, and how it is written. */
  declareDefault(words: string): Sentence | null {
    const problem = this.declareCommodity(words, null);
    if (typeof problem !== "string") return problem;
    this.#commodity = problem;
    return null;
  }

  /**
   * "commodity $", "commodity $1,000.00", or the "format" below it, whose commodity must be
   * `expected`; returns the commodity, or what is wrong.
   */
  declareCommodity(words: string, expected: string | null): string | Sentence {
    const semicolon = words.search(/\s;/u);
    const text = (semicolon < 0 ? words : words.slice(0, semicolon)).trim();
    const cursor = new Cursor(text);
    if (!/\d/u.test(text.replaceAll(/"[^"]{0,200}"/gu, ""))) {
      const symbol = takeSymbol(cursor) ?? text;
      return symbol;
    }
    const sample = takeAmount(cursor, { ...this.context, commodity: "" });
    if (sample === null || sample.digits === "") {
      return sentence("“{text}” is no amount that Coffer can read.", {
        text: displayText(text).slice(0, 80),
      });
    }
    if (expected !== null && sample.commodity !== expected) {
      return sentence("The format is one of “{other}”, the commodity is “{own}”.", {
        other: sample.commodity,
        own: expected,
      });
    }
    this.marks.declare(sample.commodity, sample.digits);
    return sample.commodity;
  }

  /** "default" below a commodity. */
  useCommodity(commodity: string): void {
    this.#commodity = commodity;
  }

  #prefixed(name: string): string {
    const prefix = this.#prefixes.at(-1);
    return prefix === undefined ? name : `${prefix}:${name}`;
  }
}
