/**
 * What a CAMT entry says in words: who is on the other side, what the payment is for, and by which
 * id the bank knows it.
 */

import { displayText } from "../display-text.ts";
import { joinTexts } from "../join-texts.ts";
import { childrenOf, elementAt, textAt } from "../xml/xml-element.ts";
import type { XmlElement } from "../xml/xml-element.ts";
import { readReference } from "./camt-values.ts";
import type { Direction } from "./camt-values.ts";

/** One payment within an entry, as far as its words go; `details` is undefined if it has none. */
export interface Payment {
  readonly entry: XmlElement;
  readonly details: XmlElement | undefined;
  readonly direction: Direction;
  /** The account of the statement, to tell the other side from the own. */
  readonly account: string | null;
}

/** Returns the text of a payment: who and what for, else what the bank calls it. */
export function paymentText(payment: Payment): string {
  const { entry, details } = payment;
  const who = counterpartName(payment);
  const what = remittance(details);
  if (who !== "" && what !== "") return joinTexts([who, what]);
  const remarks = [
    textAt(details, "RtrInf", "AddtlInf"),
    textAt(details, "AddtlTxInf"),
    textAt(entry, "AddtlNtryInf"),
  ].map(displayText);
  const text = joinTexts([who, what, ...remarks]);
  return text === "" ? bankCode(details) || bankCode(entry) : text;
}

/** Returns the text of an entry of several payments that stays one row. */
export function batchText(entry: XmlElement, payments: readonly Payment[]): string {
  const remark = displayText(textAt(entry, "AddtlNtryInf"));
  if (remark !== "") return remark;
  const names = payments.slice(0, NAMES_OF_BATCH_MAX).map(counterpartName);
  return joinTexts(names) || bankCode(entry);
}

const NAMES_OF_BATCH_MAX = 3;

/**
 * Of money that comes in the other side is the debtor, else the creditor. In returns some banks
 * leave the roles of the payment that comes back: a side whose account is the statement's own is
 * not the other one.
 */
function counterpartName({ details, direction, account }: Payment): string {
  const parties = elementAt(details, "RltdPties");
  if (parties === undefined) return "";
  const role = direction === "credit" ? "Dbtr" : "Cdtr";
  const other = direction === "credit" ? "Cdtr" : "Dbtr";
  const isOwn = account !== null && accountId(elementAt(parties, `${role}Acct`)) === account;
  if (!isOwn) return partyName(parties, role);
  return partyName(parties, other) || partyName(parties, role);
}

/** Since version 8 a party is a `Pty` or an `Agt`. The ultimate one counts if there is no other. */
function partyName(parties: XmlElement, role: string): string {
  for (const element of [elementAt(parties, role), elementAt(parties, `Ultmt${role}`)]) {
    const name =
      textAt(element, "Nm") ||
      textAt(element, "Pty", "Nm") ||
      textAt(element, "Agt", "FinInstnId", "Nm");
    if (name !== "") return displayText(name);
  }
  return "";
}

/** Returns the IBAN or the other number of an `Acct` element, without spaces, or null. */
export function accountId(account: XmlElement | undefined): string | null {
  const iban = displayText(textAt(account, "Id", "IBAN")).replaceAll(" ", "");
  if (iban !== "") return iban;
  const other =
    textAt(account, "Id", "Othr", "Id") ||
    textAt(account, "Id", "PrtryAcct", "Id") ||
    textAt(account, "Id", "BBAN");
  return displayText(other) || null;
}

/** What the payment is for: free text, else a reference such as that of an invoice. */
function remittance(details: XmlElement | undefined): string {
  const information = elementAt(details, "RmtInf");
  const free = childrenOf(information, "Ustrd").map(({ text }) => text);
  const structured = childrenOf(information, "Strd").flatMap((item) => [
    textAt(item, "CdtrRefInf", "Ref"),
    ...childrenOf(item, "AddtlRmtInf").map(({ text }) => text),
  ]);
  return displayText([...free, ...structured].filter((text) => text !== "").join(" "));
}

function bankCode(element: XmlElement | undefined): string {
  const codes = elementAt(element, "BkTxCd");
  const family = [
    textAt(codes, "Domn", "Cd"),
    textAt(codes, "Domn", "Fmly", "Cd"),
    textAt(codes, "Domn", "Fmly", "SubFmlyCd"),
  ];
  return displayText(textAt(codes, "Prtry", "Cd") || family.join(" "));
}

/** A running number within one statement, which another statement has too. */
const RUNNING_NUMBER = /^0*\d{1,6}$/u;

/**
 * Returns the bank's id of a payment, or null. The entry's own reference names it only if the entry
 * is one payment; what the payer wrote (`EndToEndId`) comes last, because it need not be unique.
 */
export function paymentId({ entry, details }: Payment, isOnly: boolean): string | null {
  const references = elementAt(details, "Refs");
  const ofEntry = isOnly ? readReference(textAt(entry, "NtryRef")) : null;
  return (
    (isOnly ? readReference(textAt(entry, "AcctSvcrRef")) : null) ??
    readReference(textAt(references, "AcctSvcrRef")) ??
    (ofEntry === null || RUNNING_NUMBER.test(ofEntry) ? null : ofEntry) ??
    readReference(textAt(references, "TxId")) ??
    readReference(textAt(references, "EndToEndId"))
  );
}
