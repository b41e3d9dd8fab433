/**
 * Which of "," and "." is the decimal mark in the amounts of a journal. A directive for the
 * commodity decides, then the person's answer, then what other amounts of the commodity or the file
 * show beyond doubt. "1,000" without any of these is a thousand, as ledger reads it, and a question;
 * "1.000" is one, as both programs read it (hledger manual, "Decimal marks").
 */

import type { DecimalSign } from "../amount-cell.ts";
import { readExactAmount, type ExactAmount } from "../exact-amount.ts";
import type { ImportQuestion } from "../imported-file.ts";

/** Marks of a journal; a first reading of the file teaches them, a second one asks. */
export class DecimalMarks {
  readonly #answer: DecimalSign | null;
  readonly #byCommodity = new Map<string, DecimalSign>();
  readonly #precisions = new Map<string, number>();
  readonly #seen = new Map<string, DecimalSign | "both">();
  #default: DecimalSign | null = null;
  #isGuessed = false;

  constructor(answer: DecimalSign | null) {
    this.#answer = answer;
  }

  /** Takes the sample of a directive ("1.000,00"). */
  declare(commodity: string, digits: string): void {
    const shape = shapeOf(digits);
    if (shape.mark !== null) this.#byCommodity.set(commodity, shape.mark);
    const mark = shape.mark ?? (shape.isAmbiguous ? "." : null);
    const at = mark === null ? -1 : digits.lastIndexOf(mark);
    this.#precisions.set(commodity, at < 0 ? 0 : digits.length - at - 1);
  }

  /** Takes the directive "decimal-mark". */
  declareDefault(mark: DecimalSign): void {
    this.#default = mark;
  }

  /** Returns the decimals that a directive gives a commodity, or null. */
  precisionOf(commodity: string): number | null {
    return this.#precisions.get(commodity) ?? null;
  }

  /** Returns the number, or null if its marks are in conflict or it has too many digits. */
  read(commodity: string, digits: string): ExactAmount | null {
    const shape = shapeOf(digits);
    if (shape.mark !== null) this.#learn(commodity, shape.mark);
    const declared = this.#byCommodity.get(commodity) ?? this.#default;
    const mark =
      declared ?? shape.mark ?? (shape.isAmbiguous ? this.#likely(commodity, digits) : ".");
    const plain = plainNumber(digits, mark) ?? plainNumber(digits, shape.mark ?? mark);
    return plain === null ? null : readExactAmount(plain);
  }

  /** What had to be guessed in a first reading may be known in the second one. */
  forgetGuesses(): void {
    this.#isGuessed = false;
  }

  /** Returns what to ask. */
  questions(): readonly ImportQuestion[] {
    if (!this.#isGuessed) return [];
    return [{ about: "decimal", choices: [".", ","], taken: this.#answer ?? "." }];
  }

  #learn(commodity: string, mark: DecimalSign): void {
    for (const key of [`of ${commodity}`, "file"]) {
      const seen = this.#seen.get(key);
      this.#seen.set(key, seen === undefined || seen === mark ? mark : "both");
    }
  }

  #likely(commodity: string, digits: string): DecimalSign {
    const shown = this.#seen.get(`of ${commodity}`) ?? this.#seen.get("file");
    if (shown !== undefined && shown !== "both") return shown;
    if (digits.includes(".")) return ".";
    this.#isGuessed = true;
    return this.#answer ?? ".";
  }
}

/** What the marks of a number show by themselves. */
interface NumberShape {
  readonly mark: DecimalSign | null;
  readonly isAmbiguous: boolean;
}

function shapeOf(digits: string): NumberShape {
  const point = digits.lastIndexOf(".");
  const comma = digits.lastIndexOf(",");
  if (point < 0 && comma < 0) return { mark: null, isAmbiguous: false };
  if (point >= 0 && comma >= 0) return { mark: point > comma ? "." : ",", isAmbiguous: false };
  const sign = point >= 0 ? "." : ",";
  const other = sign === "." ? "," : ".";
  const last = Math.max(point, comma);
  if (digits.indexOf(sign) !== last) return { mark: other, isAmbiguous: false };
  const isGroup = digits.length - last === 4 && /^[1-9]\d{0,2}$/u.test(digits.slice(0, last));
  return isGroup ? { mark: null, isAmbiguous: true } : { mark: sign, isAmbiguous: false };
}

function plainNumber(digits: string, mark: DecimalSign): string | null {
  const at = digits.indexOf(mark);
  if (at !== digits.lastIndexOf(mark)) return null;
  const other = mark === "." ? "," : ".";
  const whole = (at < 0 ? digits : digits.slice(0, at)).replaceAll(/[^\d]/gu, "");
  const decimals = at < 0 ? "" : digits.slice(at + 1);
  if (decimals.includes(other)) return null;
  const plain = whole.replace(/^0+(?=\d)/u, "") || "0";
  return decimals === "" ? plain : `${plain}.${decimals.replaceAll(/[^\d]/gu, "")}`;
}
