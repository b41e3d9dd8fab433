/**
 * What a GnuCash file holds, whichever way it was stored: as XML or as an SQLite database. Texts are
 * as the file has them. Templates, from which GnuCash makes scheduled transactions, are left out.
 */

/** An account of the tree; the root is one too. */
export interface GnuCashAccount {
  readonly id: string;
  readonly name: string;
  /** GnuCash's own word: BANK, EXPENSE, … */
  readonly type: string;
  /** Its currency, or what else is counted on it; "" if nothing is. */
  readonly commodity: string;
  /** The id of the account above it; "" if there is none. */
  readonly parent: string;
  readonly isHidden: boolean;
}

/** A transaction; the values of its splits should add up to zero. */
export interface GnuCashTransaction {
  readonly id: string;
  /** The line of the file, or of a database the number of the row. */
  readonly line: number;
  /** The day that the person chose, where the file keeps it beside the moment: 2026-01-31 or 20260131. */
  readonly chosenDay: string;
  /** The moment that stands for the day: 2026-01-31 10:59:00 +0000, 2026-01-31 10:59:00, 20260131105900. */
  readonly posted: string;
  readonly description: string;
  readonly notes: string;
  readonly splits: readonly GnuCashSplit[];
}

/** What a transaction does to one account. */
export interface GnuCashSplit {
  /** The account's id. */
  readonly account: string;
  /** A fraction, in the currency of the transaction. */
  readonly value: string;
  /** A fraction, in what is counted on the account. */
  readonly quantity: string;
  readonly memo: string;
  /** The id that the bank gave when it was downloaded, or "". */
  readonly onlineId: string;
}

/** A book. */
export interface GnuCashBook {
  readonly accounts: readonly GnuCashAccount[];
  readonly transactions: readonly GnuCashTransaction[];
}
