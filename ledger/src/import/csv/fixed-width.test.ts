import assert from "node:assert/strict";
import test from "node:test";
import { dayToText } from "../../calendar/day.ts";
import { formatExact } from "../exact-amount.ts";
import { isTaken } from "../imported-file.ts";
import { splitFixedWidth } from "./fixed-width.ts";
import { readCsv } from "./read-csv.ts";

const TABLE = [
  "Kontoauszug Januar",
  "",
  "Datum        Text                      Betrag       Saldo",
  "----------   --------------------  ----------  ----------",
  "03.01.2026   Bäckerei am Markt         -12,50       87,50",
  "14.01.2026   Miete                  -1.200,00   -1.112,50",
  "",
  "15.01.2026   Gehalt Januar AG        2.500,00    1.387,50",
].join("\n");

test("fixed-width: columns aligned by spaces are a table", () => {
  const file = readCsv(new TextEncoder().encode(`${TABLE}\n`), {});
  assert.deepEqual(
    file.rows
      .filter(isTaken)
      .map(({ line, day, amount, text }) => [line, dayToText(day), formatExact(amount, 2), text]),
    [
      [5, "2026-01-03", "-12.50", "Bäckerei am Markt"],
      [6, "2026-01-14", "-1200.00", "Miete"],
      [8, "2026-01-15", "2500.00", "Gehalt Januar AG"],
    ],
  );
  assert.equal(file.mapping?.delimiter, "fixed");
  assert.equal(file.mapping.headerLine, 3);
  const [statement] = file.statements;
  assert.equal(statement?.closing && formatExact(statement.closing, 2), "1387.50");
});

test("fixed-width: without names, and with one space between columns", () => {
  const cells = (text: string): readonly (readonly string[])[] =>
    splitFixedWidth(text).map((record) => record.cells);
  assert.deepEqual(
    cells("2026-01-03  Shop on corner   -1.00\n2026-01-04  Cafe            -20.00\n"),
    [
      ["2026-01-03", "Shop on corner", "-1.00"],
      ["2026-01-04", "Cafe", "-20.00"],
    ],
  );
  assert.deepEqual(cells("2026-01-03 Shop   -1.00\n2026-01-04 Market -2.00\n"), [
    ["2026-01-03", "Shop", "-1.00"],
    ["2026-01-04", "Market", "-2.00"],
  ]);
});

test("fixed-width: prose is no table", () => {
  assert.deepEqual(splitFixedWidth("On 2026-01-03\nwe met.\n"), []);
  assert.deepEqual(splitFixedWidth(""), []);
});
