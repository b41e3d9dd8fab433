/**
 * The calculator in an amount: numbers, + − * / and parentheses, exactly, as fractions of whole numbers.
 */
import { fail, ok, type Result } from "../result.ts";
import { readNumber, type Fraction } from "./number-text.ts";

export type CalculationError = { readonly code: "not-an-amount" | "division-by-zero" };

/** A result, and whether the text was one number, perhaps with a sign, and no calculation. */
export type Calculated = Fraction & { readonly isPlain: boolean };

const depthMax = 20;

/** The value of a calculation without white space. `decimalSign` decides where a number leaves doubt. */
export function calculate(
  text: string,
  decimalSign: "." | ",",
): Result<Calculated, CalculationError> {
  const parser = new Parser(text, decimalSign);
  const value = parser.whole();
  if (value === undefined) {
    return fail({ code: parser.dividedByZero ? "division-by-zero" : "not-an-amount" });
  }
  return ok({ ...value, isPlain: /^[-+]?[\d.,]+$/.test(text) });
}

/** Recursive descent; every step consumes a character or ends, and nesting is bounded. */
class Parser {
  readonly #text: string;
  readonly #decimalSign: "." | ",";
  #at = 0;
  #depth = 0;
  dividedByZero = false;

  constructor(text: string, decimalSign: "." | ",") {
    this.#text = text;
    this.#decimalSign = decimalSign;
  }

  whole(): Fraction | undefined {
    const value = this.#sum();
    return this.#at === this.#text.length ? value : undefined;
  }

  #sum(): Fraction | undefined {
    let left = this.#product();
    for (;;) {
      const operator = this.#take("+-");
      if (operator === undefined || left === undefined) return left;
      const right = this.#product();
      left = right === undefined ? undefined : add(left, operator === "+" ? right : negated(right));
    }
  }

  #product(): Fraction | undefined {
    let left = this.#factor();
    for (;;) {
      const operator = this.#take("*/");
      if (operator === undefined || left === undefined) return left;
      const right = this.#factor();
      if (operator === "/" && right?.numerator === 0n) {
        this.dividedByZero = true;
        return undefined;
      }
      left =
        right === undefined
          ? undefined
          : multiplied(left, operator === "*" ? right : inverse(right));
    }
  }

  #factor(): Fraction | undefined {
    const sign = this.#take("+-");
    if (sign !== undefined || this.#take("(") !== undefined) {
      this.#depth += 1;
      if (this.#depth > depthMax) return undefined;
      const value = sign === undefined ? this.#sum() : this.#factor();
      this.#depth -= 1;
      if (sign !== undefined) return value !== undefined && sign === "-" ? negated(value) : value;
      return this.#take(")") === undefined ? undefined : value;
    }
    const digits = /^[\d.,]+/.exec(this.#text.slice(this.#at))?.[0];
    if (digits === undefined) return undefined;
    this.#at += digits.length;
    return readNumber(digits, this.#decimalSign);
  }

  /** The next character, if it is one of these. */
  #take(characters: string): string | undefined {
    const character = this.#text[this.#at];
    if (character === undefined || !characters.includes(character)) return undefined;
    this.#at += 1;
    return character;
  }
}

function add(a: Fraction, b: Fraction): Fraction {
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

function negated({ numerator, denominator }: Fraction): Fraction {
  return { numerator: -numerator, denominator };
}

function multiplied(a: Fraction, b: Fraction): Fraction {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

function inverse({ numerator, denominator }: Fraction): Fraction {
  return numerator < 0n
    ? { numerator: -denominator, denominator: -numerator }
    : { numerator: denominator, denominator: numerator };
}
