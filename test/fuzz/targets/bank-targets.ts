/** Readers of files that a person has from a bank or from the first prototype. */
import { createHash } from "node:crypto";
import { validateSnapshot } from "../../../ledger/src/budget/snapshot.ts";
import { isDay } from "../../../ledger/src/calendar/day.ts";
import { readCsv } from "../../../ledger/src/import/csv/read-csv.ts";
import { importFile } from "../../../ledger/src/import/import-file.ts";
import { importFileToJson } from "../../../ledger/src/import/import-json.ts";
import {
  isTaken,
  type ImportedFile,
  type ImportOptions,
} from "../../../ledger/src/import/imported-file.ts";
import { AMOUNT_DIGITS_MAX, TEXT_LENGTH_MAX } from "../../../ledger/src/import/limits.ts";
import { readOfx } from "../../../ledger/src/import/ofx/read-ofx.ts";
import { planFile } from "../../../ledger/src/import/plan/plan-file.ts";
import { isPrototypeUsers, readPrototypeFile } from "../../../ledger/src/import/prototype.ts";
import { judgeRows } from "../../../ledger/src/import/verdict.ts";
import { parseCurrency } from "../../../ledger/src/money/currency.ts";
import type { Bytes } from "../../../protocol/src/bytes.ts";
import { csvSamples, ofxSamples, prototypeSample } from "../bank-samples.ts";
import { must, tokensOf, type Target } from "../target.ts";

const usd = parseCurrency("USD");
must(usd !== undefined, "the currency is one");
const currency = usd;

/** SHA-256 in hex, as an import needs it. */
export function hash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Answers of a person to what files leave open. */
const answers: readonly ImportOptions[] = [
  {},
  { dateOrder: "MDY", decimal: ",", sign: "inverted", currency: "JPY" },
];

/** What must be true of every file that was read, whatever was in it. */
export function mustBeSound(imported: ImportedFile): void {
  const { outcome, reason, rows, statements } = imported;
  const taken = rows.filter(isTaken);
  const isEmpty = outcome === "reject" || outcome === "no_transactions";
  must(!isEmpty || (reason !== null && reason.message !== ""), "what is not taken has a reason");
  must(outcome !== "reject" || taken.length === 0, "of a refused file nothing is taken");
  for (const { day, amount, text, line } of rows) {
    must(Number.isInteger(line) && line >= 1, "a row has a line");
    must(text.length <= TEXT_LENGTH_MAX, "a text has a maximum");
    must(day === null || isDay(day), "a day is within the calendar");
    if (amount === null) continue;
    const { units, digits } = amount;
    const size = units < 0n ? -units : units;
    must(digits >= 0 && digits <= AMOUNT_DIGITS_MAX, "an amount has few decimals");
    must(size < 10n ** BigInt(AMOUNT_DIGITS_MAX), "an amount has few digits");
  }
  const count = statements.reduce((sum, statement) => sum + statement.count, 0);
  must(count === taken.length, "statements count what was taken");
  const verdicts = judgeRows(rows, { currency: null, existing: [] });
  must(verdicts.length === rows.length, "every row is judged");
  JSON.stringify(importFileToJson("file", imported, verdicts));
}

/** Reads a file with each set of answers; yes if one of them takes it. */
export function takeFile(
  read: (bytes: Bytes, options: ImportOptions) => ImportedFile,
): Target["take"] {
  return (input) => {
    let isAccepted = false;
    for (const options of answers) {
      const imported = read(input, options);
      mustBeSound(imported);
      isAccepted ||= imported.outcome === "ok" || imported.outcome === "ok_with_warnings";
    }
    return isAccepted;
  };
}

const ofxTokens = tokensOf(
  "<STMTTRN>",
  "</STMTTRN>",
  "<OFX>",
  "</OFX>",
  "<TRNAMT>",
  "<DTPOSTED>",
  "<FITID>",
  "<NAME>",
  "<MEMO>",
  "<",
  ">",
  "</",
  "<!--",
  "-->",
  "<![CDATA[",
  "]]>",
  "&amp;",
  "&#x110000;",
  "&#0;",
  "&#xd800;",
  "&",
  "-0",
  "1e99",
  ",",
  "NaN",
  "20260230",
  "99999999",
  "<CURDEF>XXX",
  "<BALAMT>",
  "\0",
  "\ufeff",
  "<?xml encoding='utf-16'?>",
  "ENCODING:UTF-8",
);
const csvTokens = tokensOf(
  ",",
  ";",
  "\t",
  "|",
  '"',
  '""',
  '"\n',
  "\r\n",
  "\r",
  "\n",
  "\0",
  "\ufeff",
  "Date",
  "Datum",
  "Amount",
  "Betrag",
  "Soll",
  "Haben",
  "Balance",
  "Saldo",
  "Currency",
  "EUR",
  "€",
  "-",
  "1.234,56",
  "1,234.56",
  "(5)",
  "31.12.2026",
  "2026-13-45",
  "=1+1",
  "'",
  "sep=;\n",
);
const jsonTokens = tokensOf(
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  '"',
  "null",
  "true",
  "1e999",
  "-1e-999",
  "1E30",
  "0.005",
  "99999999999999999999",
  '"income":',
  '"__proto__":',
  '"constructor"',
  "Infinity",
  "\\u0000",
  '"needs"',
  '"savings_status":',
  "[[[[[[[[",
  '"Within recommended budget"',
  '"Meeting or exceeding savings goal"',
);
/** Encodings that a file may be in. */
const encodings = [
  ...csvSamples,
  Uint8Array.from(Buffer.from(`\ufeff${Buffer.from(csvSamples[0]).toString()}`, "utf16le")),
  Uint8Array.from(Buffer.from(Buffer.from(csvSamples[1] ?? csvSamples[0]).toString(), "latin1")),
] as [Uint8Array, ...Uint8Array[]];

export const bankTargets: readonly Target[] = [
  { name: "OFX", samples: ofxSamples, tokens: ofxTokens, inputs: 1_500, take: takeFile(readOfx) },
  { name: "CSV", samples: encodings, tokens: csvTokens, inputs: 1_000, take: takeFile(readCsv) },
  {
    name: "files of any format",
    samples: [...ofxSamples, ...csvSamples] as [Uint8Array, ...Uint8Array[]],
    tokens: [
      ...ofxTokens,
      ...csvTokens,
      ...tokensOf("PK\u0003\u0004", "%PDF-", "!Type:Bank", ":20:", "\u001f\u008b"),
    ],
    inputs: 1_000,
    take: takeFile(importFile),
  },
  {
    name: "files of the first prototype",
    samples: [prototypeSample],
    tokens: jsonTokens,
    inputs: 2_500,
    take: (input) => {
      isPrototypeUsers(input);
      const file = readPrototypeFile(input, currency);
      if (file === null) return false;
      const plan = planFile("history.json", input, {
        book: undefined,
        target: undefined,
        usual: undefined,
        reviewCurrency: currency,
        hash,
        earlier: [],
      });
      for (const snapshot of plan.reviews?.snapshots ?? []) {
        must(validateSnapshot(snapshot).ok, "what an import plans can be stored");
      }
      return file.kind === "budget-history";
    },
  },
];
