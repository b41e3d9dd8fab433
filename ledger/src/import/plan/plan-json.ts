/**
 * A planned file as `coffer import --json` prints it: what import-json.ts says of the file, and beside it what only a
 * vault knows. The shape is public, and only ever gains members: `existing` and `transfer` of a row, `balances` and
 * `migration` of a file are there where there is something to say.
 */
import { dayToText, type Day } from "../../calendar/day.ts";
import { parseId } from "../../book/id.ts";
import { formatDecimal } from "../../money/decimal.ts";
import { minorDigits, parseCurrency } from "../../money/currency.ts";
import { sentenceText } from "../../sentence.ts";
import { formatExact } from "../exact-amount.ts";
import { importFileToJson, type ImportFileJson, type ImportRowJson } from "../import-json.ts";
import { isTaken } from "../imported-file.ts";
import type { BalanceLine } from "./balances.ts";
import type { Migration } from "./migration.ts";
import type { PlannedFile } from "./plan-file.ts";
import { suggestionJson } from "./suggestions.ts";

/** A transaction beside a row; `id` is null for one that the same import brings. */
interface OtherJson {
  readonly id: string | null;
  readonly date: string;
  readonly amount: string;
  readonly text: string;
}

export interface PlannedRowJson extends ImportRowJson {
  /** What a row that may be there, or has changed, is about. */
  readonly existing?: OtherJson & { readonly pending: boolean };
  /** A transaction on another account that the row may be the other side of. */
  readonly transfer?: OtherJson & {
    readonly account: string;
    readonly currency: string;
    readonly exact: boolean;
  };
}

export interface PlannedFileJson extends ImportFileJson {
  readonly rows: readonly PlannedRowJson[];
  readonly balances?: readonly BalanceJson[];
  readonly migration?: MigrationJson;
}

/** `file` and `coffer` are decimal strings; `reason` is null where they are equal. */
export interface BalanceJson {
  readonly account: string;
  readonly currency: string;
  readonly date: string;
  readonly file: string;
  readonly coffer: string;
  readonly reason: string | null;
}

export interface MigrationJson {
  readonly transactions: number;
  readonly transfers: number;
  readonly skipped: number;
  readonly accounts: readonly {
    readonly source: string;
    readonly kind: string | null;
    readonly account: string | null;
    readonly role: string | null;
    readonly new: boolean;
    readonly closed: boolean;
    readonly currency: string;
    readonly rows: number;
    readonly sourceBalance: string;
    readonly cofferBalance: string | null;
  }[];
  readonly categories: readonly {
    readonly source: string;
    readonly kind: string;
    readonly category: string;
    readonly new: boolean;
    readonly bucket: string | null;
    readonly reason: string | null;
    readonly rows: number;
  }[];
}

/** The file as `--json` prints it. */
export function plannedJson(path: string, planned: PlannedFile): PlannedFileJson {
  const json = importFileToJson(
    path,
    planned.imported,
    planned.verdicts,
    planned.suggestions.map(suggestionJson),
  );
  // Reviews are rows here, and no transactions.
  if (planned.reviews !== null) return { ...json, rows: planned.reviews.rows };
  // What its account cannot take is not known to the file itself.
  const refused = planned.verdicts.flatMap(({ verdict, reason }, index) => {
    const row = planned.imported.rows[index];
    if (verdict !== "skipped" || row === undefined || !isTaken(row)) return [];
    return [{ line: row.line, text: sentenceText(reason) }];
  });
  const { balances, migration } = planned;
  return {
    ...json,
    outcome: refused.length > 0 && json.outcome === "ok" ? "ok_with_warnings" : json.outcome,
    rows: rowsJson(json.rows, planned),
    warnings: [...json.warnings, ...refused],
    ...(balances.length > 0 && { balances: balances.map(balanceJson) }),
    ...(migration !== null && { migration: migrationJson(migration) }),
  };
}

function rowsJson(
  rows: readonly ImportRowJson[],
  { verdicts, places, transfers }: PlannedFile,
): readonly PlannedRowJson[] {
  const proposals = new Map(transfers.map((proposal) => [proposal.row, proposal]));
  return rows.map((row, index) => {
    const { verdict = "new", existing = null } = verdicts[index] ?? {};
    const to = places[index];
    const currency = to?.kind === "own" ? to.place.currency : null;
    const isShown = existing !== null && (verdict === "maybe" || verdict === "changed");
    const proposal = proposals.get(index);
    return {
      ...row,
      ...(isShown && {
        existing: { ...otherJson(existing, currency), pending: existing.pending },
      }),
      ...(proposal !== undefined && {
        transfer: {
          ...otherJson(proposal.other, proposal.other.currency),
          account: proposal.other.account,
          currency: proposal.other.currency,
          exact: proposal.isExact,
        },
      }),
    };
  });
}

function otherJson(
  other: {
    readonly id: string;
    readonly day: Day;
    readonly amountMinor: bigint;
    readonly text: string;
  },
  currency: string | null,
): OtherJson {
  return {
    id: parseId(other.id) ?? null,
    date: dayToText(other.day),
    amount: minorText(other.amountMinor, currency),
    text: other.text,
  };
}

function balanceJson(balance: BalanceLine): BalanceJson {
  const { account, currency, day, fileMinor, cofferMinor, reason } = balance;
  return {
    account,
    currency,
    date: dayToText(day),
    file: minorText(fileMinor, currency),
    coffer: minorText(cofferMinor, currency),
    reason: reason === null ? null : sentenceText(reason),
  };
}

function migrationJson(migration: Migration): MigrationJson {
  const { transactions, transfers, skipped, accounts, categories } = migration;
  return {
    transactions,
    transfers,
    skipped,
    accounts: accounts.map((account) => ({
      source: account.source,
      kind: account.kind,
      account: account.name,
      role: account.role,
      new: account.isNew,
      closed: account.isClosed,
      currency: account.currency,
      rows: account.rows,
      sourceBalance: formatExact(account.sourceBalance, digitsOf(account.currency)),
      cofferBalance:
        account.cofferMinor === null ? null : minorText(account.cofferMinor, account.currency),
    })),
    categories: categories.map((category) => ({
      source: category.source.join(":"),
      kind: category.kind,
      category: category.path.join(":"),
      new: category.isNew,
      bucket: category.bucket,
      reason: category.reason === null ? null : sentenceText(category.reason),
      rows: category.rows,
    })),
  };
}

function minorText(minor: bigint, currency: string | null): string {
  return formatDecimal(minor, digitsOf(currency));
}

function digitsOf(currency: string | null): number {
  const code = currency === null ? undefined : parseCurrency(currency);
  return code === undefined ? 2 : minorDigits(code);
}
