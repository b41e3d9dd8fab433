/** What the parts of a split transaction of Actual leave over, which Actual shows as an error. */
import { sentence, type Sentence } from "../../sentence.ts";
import { addExact, formatExact, negateExact, ZERO_AMOUNT } from "../exact-amount.ts";
import type { ExactAmount } from "../exact-amount.ts";
import type { LegPart } from "../imported-file.ts";

/** Returns the parts with what they leave over of the whole, and what to say of that; none has none. */
export function withRemainder(
  parts: readonly LegPart[],
  whole: ExactAmount,
): { readonly all: readonly LegPart[]; readonly warning: Sentence | null } {
  const sum = parts.reduce((total, { amount }) => addExact(total, amount), ZERO_AMOUNT);
  const amount = addExact(whole, negateExact(sum));
  if (parts.length === 0 || amount.units === 0n) return { all: parts, warning: null };
  return {
    all: [...parts, { amount, category: null, note: "" }],
    warning: sentence(
      "The parts of the transaction leave {difference} of it over, which has no category.",
      { difference: formatExact(amount, 2) },
    ),
  };
}
