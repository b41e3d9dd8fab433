/**
 * The entries of a CAMT statement as rows: one for each entry, or for each payment of an entry that
 * is a batch. The direction is what `CdtDbtInd` says, also of a reversal: `RvslInd` only tells that
 * the entry takes an earlier one back (ISO 20022, BankToCustomerStatement, ReportEntry).
 */

import { inARow, sentence, type Sentence } from "../../sentence.ts";
import type { Day } from "../../calendar/day.ts";
import { displayText } from "../display-text.ts";
import type { ImportedRow, ImportWarning } from "../imported-file.ts";
import { childrenOf, elementAt, textAt } from "../xml/xml-element.ts";
import type { XmlElement } from "../xml/xml-element.ts";
import { splitEntry } from "./batch.ts";
import { readAmount, readDay, readDirection, readStatus, statusCode } from "./camt-values.ts";
import type { CamtAmount, Direction } from "./camt-values.ts";
import { batchText, paymentId, paymentText } from "./entry-text.ts";
import type { Payment } from "./entry-text.ts";

/** What the entries of a statement are read with, and what is added to. */
export interface EntryContext {
  readonly account: string | null;
  readonly currency: string | null;
  /** The day of entries that have none of their own, or null. */
  readonly statementDay: Day | null;
  readonly rows: ImportedRow[];
  readonly warnings: ImportWarning[];
}

/** Adds the rows of an entry and what is to be said of it. Returns true if it had no day. */
export function readEntry(entry: XmlElement, context: EntryContext): boolean {
  const { rows, warnings, account } = context;
  const { line } = entry;
  const problems: Sentence[] = [];
  const ownDay = readDay(elementAt(entry, "BookgDt")) ?? readDay(elementAt(entry, "ValDt"));
  const day = ownDay ?? context.statementDay;
  if (day === null) problems.push(sentence("The entry has no date."));
  const direction = readDirection(entry);
  if (direction === null) {
    problems.push(
      sentence("The entry does not say whether it is a credit or a debit (CdtDbtInd)."),
    );
  }
  const total = readAmount(elementAt(entry, "Amt"), direction ?? "credit");
  if (total === null) problems.push(amountProblem(entry));
  const skipped = inARow(problems) ?? reasonNotBooked(entry);
  if (skipped !== null) warnings.push({ line, text: skipped, isRecord: problems.length > 0 });
  if (readStatus(entry) === "unknown") {
    const status = displayText(statusCode(entry));
    const text = sentence("The status {status} is not known; the entry was taken as booked.", {
      status,
    });
    warnings.push({ line, text, isRecord: false });
  }
  const base: ImportedRow = {
    line,
    day,
    amount: direction === null ? null : (total?.amount ?? null),
    currency: total?.currency ?? context.currency,
    text: "",
    bankId: null,
    account,
    pending: readStatus(entry) === "pending",
    skipped,
  };
  const payments = childrenOf(entry, "NtryDtls").flatMap((part) => childrenOf(part, "TxDtls"));
  if (payments.length > 1 && total !== null && direction !== null) {
    rows.push(...batchRows(base, entry, payments, { total, direction }, context));
  } else {
    const payment = { entry, details: payments[0], direction: direction ?? "credit", account };
    rows.push({ ...base, text: paymentText(payment), bankId: paymentId(payment, true) });
  }
  return ownDay === null && day !== null;
}

function amountProblem(entry: XmlElement): Sentence {
  const amountText = displayText(textAt(entry, "Amt"));
  return amountText === ""
    ? sentence("The entry has no amount.")
    : sentence('The entry: "{amountText}" is not an amount.', { amountText });
}

function reasonNotBooked(entry: XmlElement): Sentence | null {
  switch (readStatus(entry)) {
    case "pending":
      return sentence("The transaction is pending: it comes with a later file when it is booked.");
    case "information":
      return sentence("The bank gives the entry for information only: it is not booked.");
    case "booked":
    case "unknown":
      return null;
  }
}

function batchRows(
  base: ImportedRow,
  entry: XmlElement,
  payments: readonly XmlElement[],
  { total, direction }: { readonly total: CamtAmount; readonly direction: Direction },
  { account, currency, warnings }: EntryContext,
): ImportedRow[] {
  const inCurrency = { ...total, currency: total.currency ?? currency };
  const parts = splitEntry(inCurrency, direction, payments);
  if (parts !== null) {
    return parts.map((part) => {
      const payment: Payment = { entry, account, ...part };
      const text = paymentText(payment);
      const bankId = paymentId(payment, false);
      return { ...base, line: part.details.line, amount: part.amount, text, bankId };
    });
  }
  if (base.skipped === null) {
    const text = sentence(
      "The entry holds {count} payments whose amounts do not add up to it; it is one row.",
      { count: payments.length },
    );
    warnings.push({ line: base.line, text, isRecord: false });
  }
  const all = payments.map((details): Payment => ({ entry, details, direction, account }));
  const own = { entry, details: undefined, direction, account };
  return [{ ...base, text: batchText(entry, all), bankId: paymentId(own, true) }];
}
