/** What the tests of other apps' files share: a file in, short facts about it out. */
import { dayToText } from "../../calendar/day.ts";
import { sentenceText } from "../../sentence.ts";
import { formatExact } from "../exact-amount.ts";
import { importFile } from "../import-file.ts";
import { isTaken, type ImportedFile, type ImportOptions } from "../imported-file.ts";

/** Returns what a text holds. */
export function readText(text: string, options: ImportOptions = {}): ImportedFile {
  return importFile(new TextEncoder().encode(text), options);
}

/** Returns a line for each transaction's row: day, account, amount and currency, text, category. */
export function rowsOf(file: ImportedFile): string[] {
  return file.rows.filter(isTaken).map(({ day, account, amount, currency, text, leg }) => {
    const money = `${formatExact(amount, 2)}${currency === null ? "" : ` ${currency}`}`;
    const parts = (leg?.parts ?? []).map(
      (part) => `${formatExact(part.amount, 2)} ${part.category?.join(":") ?? "-"}`,
    );
    const category = parts.length > 0 ? `[${parts.join(", ")}]` : (leg?.category?.join(":") ?? "-");
    return `${dayToText(day)} ${account ?? "-"} ${money} ${text} ${category}`;
  });
}

/** Returns which rows are of one transaction: the same number for each of them. */
export function transactionsOf(file: ImportedFile): number[] {
  const ids = file.rows.filter(isTaken).map(({ leg }) => leg?.transaction ?? "");
  return ids.map((id) => ids.indexOf(id));
}

/** Returns the balance of each account. */
export function balancesOf(file: ImportedFile): Record<string, string> {
  return Object.fromEntries(
    file.accounts.map(({ name, balance }) => [
      name,
      balance === null ? "unknown" : formatExact(balance, 2),
    ]),
  );
}

/** Returns the warnings with their lines. */
export function warningsOf(file: ImportedFile): string[] {
  return file.warnings.map(({ line, text }) => `${line ?? "file"}: ${sentenceText(text)}`);
}
