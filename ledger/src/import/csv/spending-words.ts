/**
 * Words that tell purchases from refunds and payments, and card statements from account statements.
 * They are used only where a file says nothing about the sign of its amounts, and the person is
 * asked all the same.
 */

import { speaksFor } from "./table.ts";
import type { Table } from "./table.ts";
import type { Direction } from "./direction-words.ts";

const IN_START =
  /^(?:退货|退款|还款|信用卡还款|返现|存款利息|利息收入|refund|return|payment received|payment -|payment thank|cash ?back|gutschrift|erstattung|remboursement|abono|devolucion|accredito|reembolso)/iu;
const OUT_START =
  /^(?:消费|取现|年费|手续费|purchase|pos purchase|card purchase|achat|kauf|einkauf|compra|acquisto|aankoop|fee\b|annual fee|cash advance)/iu;

/** Returns the direction that one of a record's texts begins with, or null. */
export function wordDirection(cells: readonly string[]): Direction | null {
  for (const cell of cells) {
    if (IN_START.test(cell)) return "in";
    if (OUT_START.test(cell)) return "out";
  }
  return null;
}

const PAYMENT =
  /\bpayment|thank you|autopay|refund|\breturn\b|credit|paiement|remboursement|zahlung|gutschrift|erstattung|betaling|abono|\bpago\b|pagamento|还款|退货|退款/iu;

/** Returns true if a text is of a payment to a card, or of a refund. */
export function isPaymentText(cell: string): boolean {
  return PAYMENT.test(cell);
}

const CARD_TEXT =
  /credit ?card|kreditkarte|carte de credit|carte bancaire|tarjeta de credito|kreditkort|luottokortti|mastercard|american express|\bamex\b|\bvisa\b|信用卡/iu;
const SPENDING_CATEGORY =
  /^(?:automotive|restaurants?|dining|groceries|supermarkets?|merchandise|gas(?:oline)?|travel|entertainment|shopping|medical services|services|department stores|food ?& ?drink|health|bills & utilities|education|fees & adjustments|personal|home)\b/iu;

/**
 * Returns true if a table looks like the statement of a credit card, on which spending is often
 * positive.
 */
export function looksLikeCard(table: Table, preamble: string): boolean {
  if (CARD_TEXT.test(preamble)) return true;
  for (const column of table.columns) {
    if (speaksFor(column, "card") && !speaksFor(column, "balance")) return true;
    if (!table.hasHeader && isAllCard(table, column.index)) return true;
    if (speaksFor(column, "category") && isAllSpending(table, column.index)) return true;
  }
  return false;
}

function isAllCard(table: Table, column: number): boolean {
  const cells = table.sample.map((record) => record.cells[column] ?? "");
  return cells.every((cell) => cell !== "" && cell.length < 24 && CARD_TEXT.test(cell));
}

function isAllSpending(table: Table, column: number): boolean {
  const filled = table.sample
    .map((record) => record.cells[column] ?? "")
    .filter((cell) => cell !== "");
  const spending = filled.filter((cell) => SPENDING_CATEGORY.test(cell)).length;
  return filled.length > 0 && spending * 2 >= filled.length;
}
