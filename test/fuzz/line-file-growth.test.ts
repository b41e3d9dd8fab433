/**
 * MT940 and QIF: what is repeated without end in a line, a field, a record or a file costs no more
 * than its length.
 */
import test from "node:test";
import { readMt940 } from "../../ledger/src/import/mt940/read-mt940.ts";
import { readQif } from "../../ledger/src/import/qif/read-qif.ts";
import { mustGrowLinearly } from "./growth.ts";
import { textBytes } from "./target.ts";
import { mustBeSound } from "./targets/bank-targets.ts";

type Trap = readonly [name: string, size: number, make: (size: number) => string];

const statement = ":20:X\n:25:1/2\n:28C:1\n:60F:C260101EUR1,\n";
const line = ":61:260105D1,NMSCNONREF\n:86:";

const mt940Traps: readonly Trap[] = [
  ["messages", 200, (size) => statement.repeat(size)],
  ["blocks", 500, (size) => "{1:}{4:\n:20:a\n".repeat(size)],
  ["ends", 2_000, (size) => `${statement}${"-\n".repeat(size)}`],
  ["ends and empty lines", 1_000, (size) => `${statement}${line}a\n${"-\n\n\n".repeat(size)}`],
  ["statement lines", 300, (size) => statement + `${line}Bread\n`.repeat(size)],
  ["details of one transaction", 500, (size) => `${statement}${line}a\n${":86:b\n".repeat(size)}`],
  ["lines of one field", 1_000, (size) => `${statement}${line}${"abc\n".repeat(size)}`],
  ["sub-fields", 500, (size) => `${statement}${line}166${"?20a".repeat(size)}`],
  ["signs without a code", 1_000, (size) => `${statement}${line}166?20${"?".repeat(size)}`],
  ["keywords", 500, (size) => `${statement}${line}166?20${"SVWZ+".repeat(size)}`],
  ["names between slashes", 500, (size) => `${statement}${line}/REMI/${"/NAME/".repeat(size)}`],
  ["slashes", 2_000, (size) => `${statement}${line}/REMI/a${"/".repeat(size)}b`],
  ["spaces", 2_000, (size) => `${statement}${line}/REMI/a${" ".repeat(size)}b`],
  ["slashes in a reference", 2_000, (size) => `${statement}:61:260105D1,NMSC${"//".repeat(size)}`],
  ["a long reference", 2_000, (size) => `${statement}:61:260105D1,NMSC//${"1a".repeat(size)}`],
  ["digits", 2_000, (size) => `${statement}:61:260105D${"9".repeat(size)}`],
  ["notes", 1_000, (size) => `${statement}:61:260105D1,NMSC\n:NS:${"09a\n".repeat(size)}`],
];

const record = "D12/31/25\nT-1.00\nPShop\n";

const qifTraps: readonly Trap[] = [
  ["records", 300, (size) => `!Type:Bank\n${`${record}^\n`.repeat(size)}`],
  ["headings", 1_000, (size) => `!Type:Bank\n${record}^\n${"!Type:Bank\n".repeat(size)}`],
  ["lines of one record", 1_000, (size) => `!Type:Bank\n${record}${"Mabc\n".repeat(size)}`],
  ["addresses", 1_000, (size) => `!Type:Bank\n${record}${"Aabc\n".repeat(size)}`],
  ["parts", 300, (size) => `!Type:Bank\n${record}${"SA\n$-1\n".repeat(size)}`],
  ["accounts", 300, (size) => numbered("!Account\n", size, (at) => `NA${at}\nTBank\n^\n`)],
  ["categories", 300, (size) => numbered("!Type:Cat\n", size, (at) => `NC${at}\nE\n^\n`)],
  [
    "used categories",
    300,
    (size) => numbered("!Type:Bank\n", size, (at) => `${record}LC${at}\n^\n`),
  ],
  ["levels", 1_000, (size) => `!Type:Bank\n${record}L${"a:".repeat(size)}\n^\n`],
  ["brackets", 1_000, (size) => `!Type:Bank\n${record}L${"[".repeat(size)}]\n^\n`],
  ["bars", 1_000, (size) => `!Type:Bank\n${record}L${"|".repeat(size)}\n^\n`],
  ["blanks in a date", 2_000, (size) => `!Type:Bank\nD1/${" ".repeat(size)}2'04\nT1\n^\n`],
  ["blanks before a line", 2_000, (size) => `!Type:Bank\n${" ".repeat(size)}D1/2'04\nT1\n^\n`],
  [
    "equal transfers",
    200,
    (size) =>
      `!Account\nNA\n^\n!Type:Bank\n${`${record}L[B]\n^\n`.repeat(size)}` +
      `!Account\nNB\n^\n!Type:Bank\n${`D12/31/25\nT1.00\nL[A]\n^\n`.repeat(size)}`,
  ],
];

function numbered(head: string, size: number, make: (at: number) => string): string {
  return head + Array.from({ length: size }, (_, at) => make(at)).join("");
}

for (const [reader, traps, read] of [
  ["MT940", mt940Traps, readMt940],
  ["QIF", qifTraps, readQif],
] as const) {
  for (const [name, size, make] of traps) {
    test(`${reader}: ${name} cost no more than their length`, (t) => {
      const { ratio } = mustGrowLinearly({
        make: (length) => textBytes(make(length)),
        read: (bytes) => mustBeSound(read(bytes, {})),
        size,
      });
      t.diagnostic(`${ratio.toFixed(2)} of linear`);
    });
  }
}
