import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { sentenceText } from "../../sentence.ts";
import { mapText, parseMapText } from "./map-text.ts";
import { mappingRoles } from "./mapping.ts";
import type { CsvCorrections } from "./mapping.ts";

function parsed(text: string): CsvCorrections {
  const result = parseMapText(text);
  assert.ok(result.ok, text);
  return result.value;
}

function refused(text: string): string {
  const result = parseMapText(text);
  return result.ok ? "" : sentenceText(result.error.reason);
}

test("map-text: roles with numbers, names, several columns and none", () => {
  assert.deepEqual(parsed('date=1, amount=Betrag ,text=4+5,balance=none,id="Nr, neu"'), {
    roles: {
      date: [1],
      amount: ["Betrag"],
      payee: [],
      memo: [4, 5],
      kind: [],
      balance: [],
      "bank-id": ["Nr, neu"],
    },
  });
  assert.deepEqual(parsed('memo="12"+"a ""b"""'), { roles: { memo: ["12", 'a "b"'] } });
});

test("map-text: what is not a column", () => {
  assert.deepEqual(parsed("header=3,delimiter=tab,quote=',encoding=utf-8"), {
    headerLine: 3,
    delimiter: "\t",
    quote: "'",
    encoding: "utf-8",
  });
  assert.deepEqual(parsed("header=none,delimiter=;"), { headerLine: null, delimiter: ";" });
  assert.deepEqual(parsed("delimiter=fixed"), { delimiter: "fixed" });
  assert.deepEqual(parsed(""), {});
});

test("map-text: what cannot be is named", () => {
  assert.equal(refused("date"), '"date" is not of the form role=column.');
  assert.equal(refused("date="), '"date=" is not of the form role=column.');
  assert.match(refused("datum=1"), /^"datum" is no role of a column; there are date, value-date,/u);
  assert.equal(refused("header=first"), "header is the number of a line, or none.");
  assert.match(refused(`memo=${"x".repeat(5000)}`), /more than 4096 characters/u);
});

test("map-text: every mapping comes back from its text", () => {
  const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
  const ref = fc.oneof(fc.integer({ min: 1, max: 256 }), name);
  const roles = fc.dictionary(fc.constantFrom(...mappingRoles), fc.array(ref, { maxLength: 3 }), {
    maxKeys: 5,
    noNullPrototype: true,
  });
  const delimiter = fc.constantFrom(",", ";", "\t", "|", "=", "+", "fixed");
  const headerLine = fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 99 }));
  const corrections = fc.record(
    { roles, delimiter, headerLine, quote: fc.constantFrom('"', "'"), encoding: name },
    { requiredKeys: [], noNullPrototype: true },
  );
  fc.assert(
    fc.property(corrections, (given) => {
      const { roles: columns = {}, ...rest } = given;
      const wanted = Object.keys(columns).length === 0 ? rest : given;
      assert.deepEqual(parsed(mapText(given)), wanted);
    }),
  );
});
