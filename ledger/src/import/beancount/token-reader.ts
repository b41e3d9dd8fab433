/** The words of a line, taken one after the other, and the amounts that they make. */

import { dayFromCivil, type Day } from "../../calendar/day.ts";
import { addExact, negateExact, readExactAmount, type ExactAmount } from "../exact-amount.ts";
import { EXPRESSION_DEPTH_MAX } from "../limits.ts";
import { divideExact, multiplyExact } from "../journal/exact-math.ts";
import type { CostSpec, PartialQuantity } from "./directives.ts";
import type { Token, TokenKind } from "./tokens.ts";

/** A line word by word; what cannot be taken as it must be makes it broken. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;
  /** Something was not as it must be. */
  isBroken = false;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  get next(): Token | null {
    return this.#tokens[this.#at] ?? null;
  }

  /** Takes a word of a kind, and of a text if one is given, or returns null. */
  take(kind: TokenKind, text?: string): string | null {
    const token = this.next;
    if (token === null || token.kind !== kind || (text !== undefined && token.text !== text)) {
      return null;
    }
    this.#at += 1;
    return token.text;
  }

  /** Takes a word of a kind, which must stand here. */
  must(kind: TokenKind): string {
    const found = this.take(kind);
    if (found === null) this.isBroken = true;
    return found ?? "";
  }

  takeDay(): Day | null {
    const text = this.take("date");
    if (text === null) return null;
    const [year, month, dayOfMonth] = text.split(/[-/]/u, 3).map(Number);
    const day = dayFromCivil(year ?? 0, month ?? 0, dayOfMonth ?? 0);
    if (day === undefined) this.isBroken = true;
    return day ?? null;
  }

  /** Takes a number or arithmetic, or returns null if neither begins here. */
  takeNumber(): ExactAmount | null {
    const token = this.next;
    if (token === null) return null;
    const isMark = token.kind === "mark" && ["(", "-", "+"].includes(token.text);
    return token.kind === "number" || isMark ? this.#sum(0) : null;
  }

  /** Takes "10 USD", "10", "USD" or nothing. */
  takeQuantity(): PartialQuantity {
    return { amount: this.takeNumber(), currency: this.take("currency") };
  }

  /** Takes "{…}" or "{{…}}", or returns null. */
  takeCost(): CostSpec | null {
    const isTotal = this.take("mark", "{{") !== null;
    if (!isTotal && this.take("mark", "{") === null) return null;
    const end = isTotal ? "}}" : "}";
    const cost: { -readonly [Key in keyof CostSpec]: CostSpec[Key] } = {
      each: null,
      total: null,
      currency: null,
      day: null,
      label: null,
    };
    for (;;) {
      if (this.take("mark", end) !== null) return cost;
      const before = this.#at;
      const day = this.takeDay();
      const label = day === null ? this.take("string") : null;
      if (day !== null) cost.day = day;
      else if (label !== null) cost.label = label;
      else {
        const number = this.takeNumber();
        if (isTotal) cost.total = number ?? cost.total;
        else cost.each = number ?? cost.each;
        // "502.12 # 9.95 USD": each, and on top of all of them.
        if (this.take("mark", "#") !== null) cost.total = this.takeNumber();
        cost.currency = this.take("currency") ?? cost.currency;
      }
      this.take("mark", ",");
      if (this.#at === before || this.isAtEnd) {
        this.isBroken = true;
        return cost;
      }
    }
  }

  #sum(depth: number): ExactAmount | null {
    let sum = this.#product(depth);
    for (;;) {
      const isMinus = this.take("mark", "-") !== null;
      if (!isMinus && this.take("mark", "+") === null) return this.#whole(sum);
      const term = this.#product(depth);
      if (sum === null || term === null) return this.#whole(null);
      sum = addExact(sum, isMinus ? negateExact(term) : term);
    }
  }

  #product(depth: number): ExactAmount | null {
    let product = this.#factor(depth);
    for (;;) {
      const isQuotient = this.take("mark", "/") !== null;
      if (!isQuotient && this.take("mark", "*") === null) return product;
      const factor = this.#factor(depth);
      if (product === null || factor === null) return this.#whole(null);
      product = isQuotient ? divideExact(product, factor) : multiplyExact(product, factor);
    }
  }

  #factor(depth: number): ExactAmount | null {
    let isNegative = false;
    for (;;) {
      if (this.take("mark", "-") !== null) isNegative = !isNegative;
      else if (this.take("mark", "+") === null) break;
    }
    const value = this.#plain(depth);
    return value !== null && isNegative ? negateExact(value) : value;
  }

  #plain(depth: number): ExactAmount | null {
    if (depth > EXPRESSION_DEPTH_MAX) return this.#whole(null);
    if (this.take("mark", "(") !== null) {
      const value = this.#sum(depth + 1);
      return this.take("mark", ")") === null ? this.#whole(null) : value;
    }
    const text = this.take("number")?.replaceAll(",", "") ?? "";
    const plain = text.startsWith(".") ? `0${text}` : text.replace(/\.$/u, "");
    return this.#whole(readExactAmount(plain.replace(/^0+(?=\d)/u, "")));
  }

  #whole(value: ExactAmount | null): ExactAmount | null {
    if (value === null) this.isBroken = true;
    return value;
  }
}
