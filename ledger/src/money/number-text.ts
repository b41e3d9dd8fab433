/**
 * A number with `.` and `,` in it: which of them is the decimal sign, and which one only groups digits.
 *
 * Both there: the last one is the decimal sign. One kind, several times: it groups. One, once: it groups only
 * if the locale groups with it and exactly three digits follow; otherwise it is the decimal sign.
 */

/** numerator ÷ denominator; the denominator is above zero. */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

/** The value of digits with decimal and grouping signs; undefined if they make no number. */
export function readNumber(text: string, localeDecimalSign: "." | ","): Fraction | undefined {
  const decimalSign = decimalSignIn(text, localeDecimalSign);
  const groupSign = decimalSign === "," ? "." : ",";
  const [whole = "", decimals = "", ...more] =
    decimalSign === undefined ? [text] : text.split(decimalSign);
  if (more.length > 0 || decimals.includes(groupSign)) return undefined;
  const groups = whole.split(decimalSign === undefined ? /[.,]/ : groupSign);
  if (groups.length > 1 && !areGroups(groups)) return undefined;
  const digits = groups.join("");
  if (digits + decimals === "") return undefined;
  return {
    numerator: BigInt(digits + decimals),
    denominator: 10n ** BigInt(decimals.length),
  };
}

function decimalSignIn(text: string, localeDecimalSign: "." | ","): "." | "," | undefined {
  const points = text.split(".").length - 1;
  const commas = text.split(",").length - 1;
  if (points > 0 && commas > 0) return text.lastIndexOf(".") > text.lastIndexOf(",") ? "." : ",";
  if (points + commas !== 1) return undefined;
  const sign = points === 1 ? "." : ",";
  const [whole = "", after = ""] = text.split(sign);
  const looksGrouped = after.length === 3 && whole.length >= 1 && whole.length <= 3;
  return looksGrouped && sign !== localeDecimalSign && whole !== "0" ? undefined : sign;
}

/** Thousands, or the Indian way: the first group is shorter, the last has three digits. */
function areGroups(groups: readonly string[]): boolean {
  const [first = "", ...rest] = groups;
  if (first.length < 1 || first.length > 3 || rest.at(-1)?.length !== 3) return false;
  const middle = rest.slice(0, -1);
  return middle.every((group) => group.length === 3) || middle.every((group) => group.length === 2);
}
