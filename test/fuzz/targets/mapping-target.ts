/** How tables are understood and corrected. */
import { isDeepStrictEqual } from "node:util";
import { mapText, parseMapText } from "../../../ledger/src/import/csv/map-text.ts";
import { readCsv } from "../../../ledger/src/import/csv/read-csv.ts";
import type { CsvCorrections } from "../../../ledger/src/import/csv/mapping.ts";
import { csvSamples } from "../bank-samples.ts";
import { asText, must, textBytes, tokensOf, type Target } from "../target.ts";
import { mustBeSound } from "./bank-targets.ts";

const aligned = `Datum       Text                 Betrag      Saldo
----------  ---------------  ----------  ---------
03.01.2026  Bakery               -12,50      87,50
14.01.2026  Rent in Berlin    -1.200,00  -1.112,50
`;

/** Corrections that may or may not fit. */
const corrections: readonly CsvCorrections[] = [
  { roles: { date: [1], amount: [3], memo: [2] } },
  { roles: { date: ["Date"], debit: [3], credit: [4], balance: [], currency: ["Currency"] } },
  { roles: { direction: [2], account: [2], "bank-id": [1], status: [2], kind: [] } },
  { headerLine: 2, delimiter: ";", quote: "'" },
  { headerLine: null, encoding: "utf-16le" },
  { delimiter: "fixed", sign: "column", decimal: ",", dateOrder: "YMD" },
];

export const mappingTargets: readonly Target[] = [
  {
    name: "mappings of tables",
    samples: [textBytes(aligned), ...csvSamples],
    tokens: tokensOf(
      " ",
      "  ",
      "\n",
      ";",
      ",",
      "Date",
      "Datum",
      "Betrag",
      "Saldo",
      "-",
      "03.01.2026",
    ),
    inputs: 250,
    take: (input) => {
      for (const mapping of corrections) mustBeSound(readCsv(input, { mapping }));
      const first = readCsv(input, {});
      const { mapping } = first;
      if (mapping === undefined || mapping.roles.date.length === 0) return false;
      const second = readCsv(input, { mapping });
      must(isDeepStrictEqual(second.rows, first.rows), "a mapping gives the rows it was made of");
      must(isDeepStrictEqual(second.mapping, mapping), "a mapping is understood as it is");
      return true;
    },
  },
  {
    name: "mappings as text",
    samples: [
      textBytes('date=1,amount=Betrag,text=4+5,balance=none,id="a,b",header=3'),
      textBytes("delimiter=tab,quote=',encoding=utf-8,header=none"),
    ],
    tokens: tokensOf("=", ",", "+", '"', '""', "none", "text", "date", "id", "header", "delimiter"),
    inputs: 2_000,
    take: (input) => {
      const parsed = parseMapText(asText(input));
      if (!parsed.ok) return false;
      const again = parseMapText(mapText(parsed.value));
      must(again.ok && isDeepStrictEqual(again.value, parsed.value), "a mapping comes back");
      return true;
    },
  },
];
