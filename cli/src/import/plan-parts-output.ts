/** What an import would do beside its rows, for people: transfers, balances, and what a move from another app brings. */
import { _, said } from "@coffer/client/texts";
import {
  dayToText,
  formatDecimal,
  minorDigits,
  parseCurrency,
  type BalanceLine,
  type Migration,
  type PlannedFile,
} from "@coffer/ledger";
import { formatTable, printable } from "../terminal/table.ts";

/** Transfers and categories that are shown of each file; the rest is counted. */
const shownMax = 40;

/** Rows that may be the other side of a transaction on another account. */
export function transfersText({ transfers, imported }: PlannedFile): string {
  const lines = transfers.slice(0, shownMax).map(({ row, other, isExact }) => {
    const facts = {
      line: imported.rows[row]?.line ?? 0,
      amount: minorText(other.amountMinor, other.currency),
      currency: other.currency,
      account: printable(other.account),
      day: dayToText(other.day),
      text: printable(other.text).slice(0, 40),
    };
    return isExact
      ? _(
          'line {line}: it looks like the other side of {amount} {currency} on {account}, {day} ("{text}"); --join-transfers makes them one transfer',
          facts,
        )
      : _(
          'line {line}: it may be the other side of {amount} {currency} on {account}, {day} ("{text}"), with a fee or an exchange rate between them',
          facts,
        );
  });
  return listed(lines, transfers.length);
}

/** What the file and Coffer say is on each account. */
export function balancesText(balances: readonly BalanceLine[]): string {
  const lines = balances.map((balance) => {
    const { account, currency, day, fileMinor, cofferMinor, reason } = balance;
    const facts = {
      account: printable(account),
      day: dayToText(day),
      file: minorText(fileMinor, currency),
      coffer: minorText(cofferMinor, currency),
      currency,
    };
    const statement =
      reason === null
        ? _(
            "{account} on {day}: the file says {file} {currency}, Coffer will say {coffer} ✓",
            facts,
          )
        : _(
            "{account} on {day}: the file says {file} {currency}, Coffer will say {coffer}.",
            facts,
          );
    return reason === null ? statement : `${statement} ${printable(said(reason))}`;
  });
  return listed(lines, lines.length);
}

/** What comes from another app. */
export function migrationText(migration: Migration | null): string {
  if (migration === null) return "";
  const { transactions, transfers, accounts, categories } = migration;
  const head = _("{transactions} transactions, {transfers} of them transfers", {
    transactions,
    transfers,
  });
  return `  ${head}\n${accountsText(accounts)}${categoriesText(categories)}`;
}

function accountsText(accounts: Migration["accounts"]): string {
  if (accounts.length === 0) return "";
  return formatTable(
    [
      { title: _("Account there"), align: "left" },
      { title: _("Here"), align: "left" },
      { title: _("Role"), align: "left" },
      { title: _("Rows"), align: "right" },
      { title: _("Balance there"), align: "right" },
      { title: _("Here"), align: "right" },
      { title: "", align: "left" },
    ],
    accounts.map((account) => [
      printable(account.source),
      account.name === null
        ? _("not kept: {currency} is no currency", { currency: printable(account.currency) })
        : printable(account.name),
      account.role ?? "",
      String(account.rows),
      `${formatDecimal(account.sourceBalance.units, account.sourceBalance.digits)} ${printable(account.currency)}`,
      account.cofferMinor === null ? "" : minorText(account.cofferMinor, account.currency),
      account.isEqual ? "✓" : "",
    ]),
  );
}

function categoriesText(categories: Migration["categories"]): string {
  if (categories.length === 0) return "";
  const table = formatTable(
    [
      { title: _("Category there"), align: "left" },
      { title: _("Here"), align: "left" },
      { title: _("Bucket"), align: "left" },
      { title: _("Why"), align: "left" },
    ],
    categories
      .slice(0, shownMax)
      .map((category) => [
        printable(category.source.join(":")),
        printable(category.path.join(":")),
        category.bucket ?? "",
        category.reason === null
          ? category.isNew
            ? ""
            : _("there already")
          : said(category.reason),
      ]),
  );
  const more = categories.length - shownMax;
  return table + (more > 0 ? `${_("… and {count} more", { count: more })}\n` : "");
}

function listed(lines: readonly string[], count: number): string {
  const more = count - lines.length;
  const rest = more > 0 ? `  ${_("… and {count} more", { count: more })}\n` : "";
  return lines.map((text) => `  ${text}\n`).join("") + rest;
}

/** An amount with the decimals of its currency. */
export function minorText(minor: bigint, currency: string | null): string {
  const code = currency === null ? undefined : parseCurrency(currency);
  return formatDecimal(minor, code === undefined ? 2 : minorDigits(code));
}
