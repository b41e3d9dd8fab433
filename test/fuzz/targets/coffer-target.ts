/** Coffer's own exports, which anybody may have changed before they come back. */
import { importFile } from "../../../ledger/src/import/import-file.ts";
import { textBytes, tokensOf, type Target } from "../target.ts";
import { takeFile } from "./bank-targets.ts";

const json = JSON.stringify({
  format: "coffer",
  version: 1,
  settings: { currency: "EUR" },
  accounts: [
    { id: "a", name: "Giro", role: "spending", currency: "EUR", opening: "5.00", openingDay: null },
    { id: "b", name: "Card", role: "card", currency: "USD", opening: "0.00", closed: true },
  ],
  categories: [
    { id: "k", name: "Food", parent: null, kind: "expense" },
    { id: "l", name: "Lunch", parent: "k", kind: "expense" },
  ],
  transactions: [
    {
      id: "t1",
      day: "2026-01-03",
      account: "a",
      kind: "expense",
      amount: "-3.00",
      text: "Shop",
      splits: [{ amount: "-1.00", category: "l", note: "soup" }],
    },
    {
      id: "t2",
      day: "2026-01-02",
      account: "a",
      kind: "transfer",
      amount: "-4.00",
      transferAccount: "b",
      transferAmount: "4.60",
    },
  ],
});

const csv =
  "id,date,kind,amount,currency,text,note,category,bucket,account,pending\r\n" +
  "t1,2026-01-05,transfer,-5.00,EUR,Move,,,,Giro,pending\r\n" +
  "t1,2026-01-05,transfer,5.00,EUR,Move,,,,Card,pending\r\n" +
  "t2,2026-01-04,expense,-1.00,EUR,'=SUM(A1),soup,Lunch,wants,Giro,\r\n" +
  "a,2026-01-01,opening,9.00,EUR,Opening balance,,,,Giro,\r\n";

export const cofferTargets: readonly Target[] = [
  {
    name: "Coffer's own exports",
    samples: [json, csv].map(textBytes) as [Uint8Array, ...Uint8Array[]],
    tokens: tokensOf(
      '"transactions":',
      '"accounts":',
      '"splits":[{}]',
      '"parent":"l"',
      '"parent":"k"',
      '"version":2',
      '"id":"__proto__"',
      '"id":null',
      '"amount":"99999999999999"',
      '"day":"0000-00-00"',
      "null",
      "[]",
      "{}",
      "opening",
      "transfer",
      "'=",
      '"',
      "\r\n",
    ),
    inputs: 1_500,
    take: takeFile(importFile),
  },
];
