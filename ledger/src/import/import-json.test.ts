import assert from "node:assert/strict";
import test from "node:test";
import { importFile } from "./import-file.ts";
import { importFileToJson } from "./import-json.ts";
import { judgeRows } from "./verdict.ts";

test("import-json: money as decimal strings, dates ISO, one verdict for each row", () => {
  const text =
    "Date,Text,Amount,Currency,Balance\n02/03/2026,a,-1.5,EUR,8.50\n02/13/2026,b,-2.125,EUR,6.375\n02/14/2026,c,,EUR,\n";
  const file = importFile(new TextEncoder().encode(text), {});
  const verdicts = judgeRows(file.rows, { currency: "EUR", existing: [] });
  assert.deepEqual(importFileToJson("bank.csv", file, verdicts), {
    file: "bank.csv",
    format: "csv",
    encoding: "utf-8",
    outcome: "ok",
    reason: null,
    statements: [
      {
        account: null,
        currency: "EUR",
        count: 2,
        sum: "-3.625",
        first: "2026-02-03",
        last: "2026-02-13",
        opening: "10.00",
        closing: "6.375",
      },
    ],
    transactions: 2,
    rows: [
      {
        line: 2,
        date: "2026-02-03",
        amount: "-1.50",
        currency: "EUR",
        text: "a",
        account: null,
        transaction: null,
        suggested: null,
        category: null,
        pending: false,
        verdict: "new",
        reason: "Not in the account yet.",
      },
      {
        line: 3,
        date: "2026-02-13",
        amount: "-2.125",
        currency: "EUR",
        text: "b",
        account: null,
        transaction: null,
        suggested: null,
        category: null,
        pending: false,
        verdict: "new",
        reason: "Not in the account yet.",
      },
      {
        line: 4,
        date: "2026-02-14",
        amount: null,
        currency: "EUR",
        text: "c",
        account: null,
        transaction: null,
        suggested: null,
        category: null,
        pending: false,
        verdict: "skipped",
        reason: "The row has no amount.",
      },
    ],
    warnings: [
      { line: 4, text: "The row has no amount." },
      { line: 3, text: "-2.125 is finer than EUR can be; it will be rounded." },
    ],
    questions: [],
  });
});
