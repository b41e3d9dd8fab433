/**
 * Words by which a row says that it is no booked transaction: a balance or a total among the rows,
 * a reservation that is still pending, a payment that failed. A phrase must be the whole cell or
 * begin it: "Total Wine" is a shop.
 */

import { plainText } from "./column-names.ts";

/** In a row with a date and an amount these are rather names: "Total" sells petrol. */
const TOTAL =
  "total|totals|grand total|subtotal|sub total|summe|gesamt|gesamtsumme|zwischensumme|saldo|solde|totaal|totale|" +
  "totaux|合计|总计|小计";
const BALANCE =
  "opening balance|closing balance|beginning balance|starting balance|ending balance|balance forward|" +
  "balance brought forward|balance carried forward|previous balance|new balance|current balance|available balance|" +
  "ledger balance|account balance|transactions total|total transactions|anfangssaldo|endsaldo|startsaldo|" +
  "anfangsbestand|endbestand|kontostand|alter kontostand|neuer kontostand|letzter kontostand|saldovortrag|" +
  "schlusssaldo|solde initial|solde final|solde precedent|nouveau solde|ancien solde|solde d ouverture|" +
  "solde de cloture|saldo inicial|saldo final|saldo anterior|saldo actual|saldo do dia|saldo iniziale|" +
  "saldo finale|saldo contabile|beginsaldo|eindsaldo|nieuw saldo|oud saldo|saldo poczatkowe|saldo koncowe|" +
  "pocatecni zustatek|konecny zustatek|ingaende saldo|utgaende saldo|inngaende saldo|primosaldo|ultimosaldo|" +
  "alkusaldo|loppusaldo|nyitoegyenleg|zaroegyenleg|likutis pradziai|likutis pabaigai|apyvarta|" +
  "sakuma atlikums|beigu atlikums|algsaldo|loppsaldo|期初余额|期末余额|人民币合计|残高合計";
const PENDING =
  "pending|vorgemerkt|vorgemerkte buchung|umsatz vorgemerkt|reserved|authorised|authorized|unposted|not posted|" +
  "uncleared|en attente|pendiente|pendiente de contabilizar|in sospeso|non contabilizzato|pendente|gereserveerd|" +
  "oczekujaca|oczekujace|nezauctovano|skyddat belopp|reserverat belopp|preliminar|reservert|reserveret|afventer|" +
  "katevaraus|未入账|待入账|未確定|승인대기|в обработке|ausstehend|pending transaction|pending authorization";
/** Words that mean it only where a column says that it holds the status. */
const PENDING_STATUS =
  "offen|reservation|reservierung|reserviert|authorisation|authorization|processing|in progress|in process|on hold|" +
  "hold|en cours|a venir|retenido|retenida|in attesa|in behandeling|reservering|wachtend|oczekuje|w realizacji|" +
  "blokada|zablokowane|cekajici|blokace|reserverat|under behandling|venter|varaus|odottava|处理中|保留中|" +
  "zarezervovano|fuggoben|einbehaltung";
const FAILED =
  "failed|declined|rejected|denied|reverted|cancelled|canceled|voided|expired|abgelehnt|storniert|fehlgeschlagen|" +
  "abgebrochen|refuse|refusee|annule|annulee|echoue|rechazado|rechazada|cancelado|anulado|rifiutato|rifiutata|" +
  "annullato|geweigerd|geannuleerd|mislukt|odrzucona|odrzucone|anulowana|zamitnuto|stornovano|avvisad|avbruten|" +
  "avvist|afvist|hylatty|peruttu|交易关闭|支付失败|已关闭|失败|отклонено";

/**
 * What a cell says about its row; `total` does not count in a row with date and amount,
 * `pending-status` and `failed` count only in a column of statuses.
 */
export type RowLabel = "total" | "balance" | "pending" | "pending-status" | "failed";

const labelByPhrase: ReadonlyMap<string, RowLabel> = new Map([
  ...entriesOf(FAILED, "failed"),
  ...entriesOf(PENDING_STATUS, "pending-status"),
  ...entriesOf(PENDING, "pending"),
  ...entriesOf(TOTAL, "total"),
  ...entriesOf(BALANCE, "balance"),
]);

/** The first words of all phrases, to dismiss nearly every cell at a glance. */
const firstWords: ReadonlySet<string> = new Set(
  labelByPhrase.keys().map((phrase) => phrase.split(" ")[0] ?? ""),
);

function entriesOf(phrases: string, label: RowLabel): [string, RowLabel][] {
  return phrases.split("|").map((phrase) => [phrase, label]);
}

const PHRASE_LENGTH_MAX = 60;

const FIRST_WORD = /^[^A-Za-z\u0080-\uFFFF]{0,4}([A-Za-z]*)(.?)/u;

/**
 * Returns what a cell says about its row, or null. The phrase must be all of the cell but for a
 * date: numbers and the small words before them do not belong to a label ("Kontostand vom
 * 31.12.2024:").
 */
export function readRowLabel(cell: string): RowLabel | null {
  if (cell === "" || cell.length > PHRASE_LENGTH_MAX) return null;
  const [, first = "", next = ""] = FIRST_WORD.exec(cell) ?? [];
  if (next <= "\u007F" && !firstWords.has(first.toLowerCase())) return null;
  const plain = plainText(cell);
  return labelByPhrase.get(plain) ?? labelByPhrase.get(withoutDate(plain)) ?? null;
}

const SMALL_WORD =
  /^(?:vom|am|per|on|at|as|of|au|du|al|del|op|na|den|the|le|il|el|dne|eur|usd|\d{1,8})$/u;

function withoutDate(plain: string): string {
  const words = plain.split(" ");
  let end = words.length;
  while (end > 1 && SMALL_WORD.test(words[end - 1] ?? "")) end -= 1;
  return words.slice(0, end).join(" ");
}
