/** What `coffer import` was told, as the ledger takes it; what makes no sense ends the command. */
import { _, said } from "@coffer/client/texts";
import { createHash } from "node:crypto";
import {
  parseMapText,
  settingsOf,
  type Book,
  type CsvCorrections,
  type ImportOptions,
  type PlanOptions,
} from "@coffer/ledger";
import { currencyFrom } from "../amounts.ts";
import type { CommonFlags } from "../flags.ts";
import { openAccountNamed, usualAccountOf } from "../names.ts";
import { misuse } from "../terminal/terminal.ts";

/** What a person says to `coffer import`. */
export interface ImportFlags extends CommonFlags {
  readonly account?: string;
  readonly dryRun?: boolean;
  readonly acceptMaybe?: boolean;
  readonly joinTransfers?: boolean;
  readonly map?: string;
  readonly dateOrder?: string;
  readonly decimal?: string;
  readonly sign?: string;
  readonly currency?: string;
  readonly watch?: string;
  readonly unattended?: boolean;
}

/** Returns how the files of a command are planned, into a vault or, for a dry run, without one. */
export function planOptions(
  flags: ImportFlags,
  book: Book | undefined,
): Omit<PlanOptions, "earlier"> {
  const vaults = book === undefined ? undefined : settingsOf(book).currency;
  const currency = flags.currency === undefined ? undefined : currencyFrom(flags.currency);
  return {
    ...answersOf(flags),
    book,
    target:
      book === undefined || flags.account === undefined
        ? undefined
        : openAccountNamed(book, flags.account),
    usual: book === undefined ? undefined : usualAccountOf(book),
    hash: (bytes) => createHash("sha256").update(bytes).digest("hex"),
    reviewCurrency: currency ?? vaults ?? currencyFrom("USD"),
    ...(currency !== undefined && { currency }),
  };
}

/** The person's answers to what a file may leave open. */
function answersOf({ dateOrder, decimal, sign, map }: ImportFlags): ImportOptions {
  const order = dateOrder?.toUpperCase();
  if (order !== undefined && order !== "DMY" && order !== "MDY" && order !== "YMD") {
    misuse(_("--date-order {text}: DMY, MDY or YMD.", { text: dateOrder ?? "" }));
  }
  if (decimal !== undefined && decimal !== "." && decimal !== ",") {
    misuse(_("--decimal {decimal}: . or ,", { decimal }));
  }
  if (sign !== undefined && sign !== "as-written" && sign !== "inverted") {
    misuse(_("--sign {sign}: as-written or inverted.", { sign }));
  }
  return {
    ...(map !== undefined && { mapping: correctionsOf(map) }),
    ...(order !== undefined && { dateOrder: order }),
    ...(decimal !== undefined && { decimal }),
    ...(sign !== undefined && { sign }),
  };
}

function correctionsOf(map: string): CsvCorrections {
  const parsed = parseMapText(map);
  return parsed.ok
    ? parsed.value
    : misuse(_("--map: {problem}", { problem: said(parsed.error.reason) }));
}
