/**
 * Trades of an OFX investment statement as what they did to the cash of the account: the total of a
 * purchase or a sale, nothing for shares that were only moved. Units, prices and securities stand
 * in the text; Coffer keeps no portfolio.
 */

import { inARow, sentence, type Sentence } from "../../sentence.ts";
import { ZERO_AMOUNT } from "../exact-amount.ts";
import { displayText } from "../display-text.ts";
import { currencyOfSymbol } from "../currency-symbols.ts";
import type { Element } from "./elements.ts";
import { readOfxAmount, readOfxDay } from "./ofx-values.ts";
import type { ReadRow, StatementContext } from "./statements.ts";

/** Returns the row of one record of an INVTRANLIST. */
export function readInvestment(record: Element, context: StatementContext): ReadRow {
  const problems: Sentence[] = [];
  const bankId = displayText(deepValue(record, "FITID"));
  const label = `${record.name}${bankId === "" ? "" : ` ${bankId}`}`;
  const dateText = deepValue(record, "DTTRADE") || deepValue(record, "DTSETTLE");
  const day = readOfxDay(dateText);
  if (day === null)
    problems.push(
      sentence('{label}: "{dateText}" is not a date.', { label, dateText: displayText(dateText) }),
    );
  const totalText = deepValue(record, "TOTAL");
  const total = totalText === "" ? ZERO_AMOUNT : readOfxAmount(totalText);
  if (total === null)
    problems.push(
      sentence('{label}: "{totalText}" is not an amount.', {
        label,
        totalText: displayText(totalText),
      }),
    );
  return {
    row: {
      line: record.line,
      day,
      amount: total,
      currency: currencyOfSymbol(deepValue(record, "CURSYM")) ?? context.currency,
      text: textOf(record),
      bankId: bankId === "" ? null : bankId,
      account: context.account,
      pending: false,
      skipped: inARow(problems),
    },
    problems,
    remark: null,
  };
}

function textOf(record: Element): string {
  const units = deepValue(record, "UNITS");
  const security = deepValue(record, "UNIQUEID");
  const parts = [
    deepValue(record, "MEMO"),
    `${record.name}${units === "" ? "" : ` ${units}`}${security === "" ? "" : ` of ${security}`}`,
  ];
  return displayText(parts.filter((part) => part !== "").join(" - "));
}

/** Returns the first value of a name anywhere below an element, or "". */
function deepValue(element: Element, name: string): string {
  for (const child of element.children) {
    if (child.name === name && child.children.length === 0) return child.value;
    const below = deepValue(child, name);
    if (below !== "") return below;
  }
  return "";
}
