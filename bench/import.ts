/** Reading a bank's CSV and judging every row against a full account, against papaparse alone on the same bytes. */
import Papa from "papaparse";
import { existingRowsOf, importFile, judgeRows } from "@coffer/ledger";
import { againstFloor, cpuMs, type Measurement } from "./measure.ts";
import { bookOf } from "./reports.ts";

function csvOf(rows: number): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const day = new Date(Date.UTC(2024, 0, 1 + (row % 700))).toISOString().slice(0, 10);
    const cents = ((row * 7_919) % 30_000) + 1;
    return `${day},"Shop ${row % 900}, branch ${row % 17}",-${(cents / 100).toFixed(2)}`;
  });
  return `Date,Description,Amount\n${lines.join("\n")}\n`;
}

/** Measures an import of 10,000 rows into an account that holds 100,000. */
export async function measureImport(): Promise<readonly Measurement[]> {
  const text = csvOf(10_000);
  const bytes = new TextEncoder().encode(text);
  const book = bookOf(100_000);
  const account = book.tables.account.ids[0];
  if (account === undefined) throw new Error("Broken invariant: the book has an account");
  const floor = await cpuMs(() => Papa.parse(text));
  const ours = await cpuMs(() => {
    const { rows } = importFile(bytes, {});
    return judgeRows(rows, { currency: "USD", existing: existingRowsOf(book, account) });
  });
  return [
    againstFloor("import of 10,000 CSV rows, duplicates checked against 100,000", {
      ours,
      floor,
      against: "papaparse alone",
      reach: 20,
    }),
  ];
}
