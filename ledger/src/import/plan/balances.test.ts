/** The balance line: what the file says, what Coffer will say, and why they differ. */
import assert from "node:assert/strict";
import test from "node:test";
import { bankRow, exact, fileOf, ImportVault } from "../../../../test/fixtures/import-vault.ts";
import { sentenceText } from "../../sentence.ts";
import { statementKey, type ImportedRow } from "../imported-file.ts";
import type { PlannedFile } from "./plan-file.ts";

/** A file of one account with the balances that it states. */
function statement(
  rows: readonly ImportedRow[],
  { opening, closing }: { readonly opening?: string; readonly closing: string },
  account: string | null = null,
) {
  const balances = new Map([
    [
      statementKey(account, null),
      { opening: opening === undefined ? null : exact(opening), closing: exact(closing) },
    ],
  ]);
  return fileOf(
    rows.map((row) => ({ ...row, account })),
    { balances },
  );
}

const shop = bankRow({ amount: "-30", text: "SHOP", day: 20_000 });
const pay = bankRow({ amount: "1000", text: "PAY", day: 20_005 });

function linesOf(planned: PlannedFile | undefined): readonly string[] {
  return (planned?.balances ?? []).map(
    ({ account, day, fileMinor, cofferMinor, reason }) =>
      `${account} ${day} ${fileMinor} ${cofferMinor} ${reason === null ? "equal" : sentenceText(reason)}`,
  );
}

function vaultWith(openingMinor: bigint) {
  const vault = new ImportVault();
  const current = vault.account("Current", { openingMinor });
  return { vault, current };
}

test("both agree where the opening balance is right, before and after the import", () => {
  const { vault, current } = vaultWith(5_000n);
  const file = statement([shop, pay], { opening: "50", closing: "1020" });
  assert.deepEqual(linesOf(vault.plan([file])[0]), ["Current 20005 102000 102000 equal"]);
  vault.import([file]);
  assert.deepEqual(linesOf(vault.plan([file])[0]), ["Current 20005 102000 102000 equal"]);
  // What comes after the last day of the file is not compared with it.
  vault.import([fileOf([bankRow({ amount: "-5", text: "LATER", day: 20_006 })])], {
    target: current,
  });
  assert.deepEqual(linesOf(vault.plan([file])[0]), ["Current 20005 102000 102000 equal"]);
});

test("a difference from before the file is said to be older, with the opening balance that mends it", () => {
  const { vault } = vaultWith(1_000n);
  const [line] = linesOf(vault.plan([statement([shop, pay], { closing: "1020" })])[0]);
  assert.match(
    line ?? "",
    /difference of 40.00 is older: before 2024-10-04 the file had 50.00, Coffer 10.00.*opening balance of Current to 50.00/u,
  );
});

test("rows that are not written, and pending ones, explain a difference", () => {
  const { vault, current } = vaultWith(0n);
  const typed = {
    day: 20_000,
    account: current,
    kind: "expense",
    minor: -3_000n,
    text: "?",
  } as const;
  vault.change({ table: "transaction", id: vault.newId(), fields: typed });
  const file = statement([shop, pay], { opening: "0", closing: "970" });
  assert.deepEqual(linesOf(vault.plan([file])[0]), ["Current 20005 97000 97000 equal"]);
  const twice = statement([shop, { ...shop, text: "PUB", day: 20_001 }, pay], {
    opening: "0",
    closing: "940",
  });
  const maybe = statement([shop, pay], { opening: "30", closing: "1000" });
  assert.match(linesOf(vault.plan([twice])[0])[0] ?? "", /94000 94000 equal/u);
  assert.match(linesOf(vault.plan([maybe])[0])[0] ?? "", /older/u);
  const pending = statement([shop, pay, { ...shop, day: 20_005, pending: true, text: "HOTEL" }], {
    opening: "0",
    closing: "970",
  });
  assert.match(
    linesOf(vault.plan([pending])[0])[0] ?? "",
    /still pending make the difference of 30.00/u,
  );
});

test("maybe rows and skipped rows are named as the difference", () => {
  const { vault, current } = vaultWith(0n);
  const typed = {
    day: 19_999,
    account: current,
    kind: "income",
    minor: 100_000n,
    text: "?",
  } as const;
  vault.change({ table: "transaction", id: vault.newId(), fields: typed });
  vault.change({ table: "transaction", id: vault.newId(), fields: { ...typed, minor: -100_000n } });
  const file = statement([{ ...pay, day: 20_000 }, shop], { opening: "0", closing: "970" });
  assert.match(
    linesOf(vault.plan([file])[0])[0] ?? "",
    /97000 -3000 The rows that may be there already make the difference of 1000.00/u,
  );
  const foreign = statement([shop, { ...pay, currency: "USD" }], { closing: "970" });
  const [planned] = vault.plan([{ ...foreign, statements: foreign.statements.slice(0, 1) }]);
  assert.match(linesOf(planned)[0] ?? "", /skipped make the difference of 1000.00/u);
});

test("an account that the import makes begins with what the file says", () => {
  for (const opening of [{ opening: "50" }, {}]) {
    const vault = new ImportVault();
    vault.account("Other");
    const file = statement([shop, pay], { ...opening, closing: "1020" }, "DE1");
    const second = statement([{ ...pay, day: 20_010 }], { closing: "2020" }, "DE1");
    const other = bankRow({ amount: "1", account: "DE2" });
    const files = [file, second].map((one) => ({
      ...one,
      rows: [...one.rows, other],
      statements: [...one.statements, ...fileOf([other]).statements],
    }));
    const expected = [["DE1 20005 102000 102000 equal"], ["DE1 20010 202000 202000 equal"]];
    assert.deepEqual(vault.plan(files).map(linesOf), expected);
    vault.import(files);
    assert.equal(vault.balances()["DE1"], 202_000n);
    assert.deepEqual(vault.plan(files).map(linesOf), expected);
  }
});

test("what neither rows nor the opening explain is said to be so", () => {
  const { vault, current } = vaultWith(0n);
  const typed = {
    day: 20_003,
    account: current,
    kind: "expense",
    minor: -700n,
    text: "?",
  } as const;
  vault.change({ table: "transaction", id: vault.newId(), fields: typed });
  const file = statement([shop, pay], { opening: "0", closing: "970" });
  assert.match(
    linesOf(vault.plan([file])[0])[0] ?? "",
    /97000 96300 There is a difference of 7.00: Current may have transactions that the file lacks/u,
  );
});
