/** Transfers seen from both accounts: recognised where one is known, proposed where both sides look like it. */
import assert from "node:assert/strict";
import test from "node:test";
import {
  bankRow,
  fileOf,
  ImportVault,
  verdictsOf,
} from "../../../../test/fixtures/import-vault.ts";
import type { PlannedFile } from "./plan-file.ts";

function twoAccounts(fields: object = {}) {
  const vault = new ImportVault();
  const current = vault.account("Current");
  const savings = vault.account("Savings", { role: "savings", ...fields });
  return { vault, current, savings };
}

const out = bankRow({ amount: "-100", text: "STANDING ORDER", day: 20_000, bankId: "a1" });
const into = bankRow({ amount: "100", text: "CREDIT ANNA", day: 20_003, bankId: "b1" });

/** The proposals of a file, in short. */
function proposals(file: PlannedFile | undefined): readonly string[] {
  return (file?.transfers ?? []).map(
    ({ row, other, isExact, canJoin }) =>
      `${row} ${other.account} ${other.amountMinor} ${other.text} ${isExact} ${canJoin}`,
  );
}

test("the other side of a transfer adds nothing, and is proposed where it was a plain expense", () => {
  const { vault, current, savings } = twoAccounts();
  vault.import([fileOf([out])], { target: current });
  const [planned] = vault.plan([fileOf([into])], savings);
  assert.deepEqual(verdictsOf(planned), ["new"]);
  assert.deepEqual(proposals(planned), ["0 Current -10000 STANDING ORDER true true"]);
  const joined = vault.import([fileOf([into])], { target: savings, joined: true });
  assert.deepEqual([joined.made.added, joined.made.updated], [0, 1]);
  assert.deepEqual(vault.balances(), { Current: -10_000n, Savings: 10_000n });
  assert.deepEqual(
    vault.list().map(({ kind, account }) => `${kind} ${account}`),
    ["transfer Current", "transfer Savings"],
  );
  assert.deepEqual(verdictsOf(vault.plan([fileOf([into])], savings)[0]), ["same"]);
  assert.deepEqual(verdictsOf(vault.plan([fileOf([out])], current)[0]), ["same"]);
  vault.undo(joined.made.batch);
  assert.deepEqual(vault.balances(), { Current: -10_000n, Savings: 0n });
  assert.equal(vault.list()[0]?.kind, "expense");
});

test("nothing is joined unasked: the row is written as what it is", () => {
  const { vault, current, savings } = twoAccounts();
  vault.import([fileOf([out])], { target: current });
  vault.import([fileOf([into])], { target: savings });
  assert.deepEqual(
    vault.list().map(({ kind }) => kind),
    ["expense", "income"],
  );
});

test("two accounts in one import are joined into one transfer, row by row if so chosen", () => {
  const { vault } = twoAccounts();
  const files = [
    fileOf([{ ...out, account: "Current" }]),
    fileOf([
      { ...into, account: "Savings" },
      { ...into, account: "Savings", bankId: "b2", text: "GIFT" },
    ]),
  ];
  assert.deepEqual(vault.plan(files).map(proposals), [
    [],
    ["0 Current -10000 STANDING ORDER true true"],
  ]);
  const nothing = {
    leftOut: new Set<number>(),
    taken: new Set<number>(),
    joined: new Set<number>(),
  };
  const { made } = vault.import(files, {
    choices: [nothing, { ...nothing, joined: new Set([0]) }],
  });
  assert.deepEqual(
    vault.list().map(({ kind, account }) => `${kind} ${account}`),
    ["transfer Current", "transfer Savings", "income Savings"],
  );
  assert.deepEqual(vault.balances(), { Current: -10_000n, Savings: 20_000n });
  assert.deepEqual(
    vault.plan(files).map((file) => verdictsOf(file)),
    [["same"], ["same", "same"]],
  );
  vault.undo(made.batch);
  assert.deepEqual(vault.balances(), { Current: 0n, Savings: 0n });
});

test("one file of two accounts proposes its own pairs, each row for one", () => {
  const { vault } = twoAccounts();
  const rows = [
    { ...out, account: "Current" },
    { ...into, account: "Savings" },
    { ...into, account: "Savings", bankId: "b2" },
  ];
  assert.deepEqual(proposals(vault.plan([fileOf(rows)])[0]), [
    "1 Current -10000 STANDING ORDER true true",
  ]);
});

test("what somebody sorted is no transfer unless a text speaks of one", () => {
  const { vault, current, savings } = twoAccounts();
  vault.start();
  const shop = { ...out, text: "Supermarket" };
  vault.import([fileOf([shop])], { target: current });
  assert.deepEqual(proposals(vault.plan([fileOf([into])], savings)[0]), []);
  const spoken = { ...into, text: "Transfer" };
  assert.deepEqual(proposals(vault.plan([fileOf([spoken])], savings)[0]), [
    "0 Current -10000 Supermarket true true",
  ]);
  const far = { ...spoken, day: 20_006 };
  assert.deepEqual(proposals(vault.plan([fileOf([far])], savings)[0]), []);
});

test("a fee is pointed out and not joined; another currency is joined only if it is said", () => {
  const { vault, current, savings } = twoAccounts({ currency: "USD" });
  const other = vault.account("Other");
  vault.import([fileOf([{ ...out, text: "Transfer" }])], { target: current });
  const less = { ...into, amount: { units: 9_800n, digits: 2 } };
  assert.deepEqual(proposals(vault.plan([fileOf([less])], other)[0]), [
    "0 Current -10000 Transfer false false",
  ]);
  const dollars = { ...less, text: "From current" };
  assert.deepEqual(proposals(vault.plan([fileOf([dollars])], savings)[0]), [
    "0 Current -10000 Transfer false true",
  ]);
  vault.import([fileOf([dollars])], { target: savings, joined: true });
  assert.equal(vault.list().at(-1)?.kind, "income");
});

test("a file is new again after its import was undone, and once more after that", () => {
  const { vault, current } = twoAccounts();
  const file = fileOf([out, { ...out, bankId: null, text: "SHOP" }]);
  for (let round = 0; round < 3; round += 1) {
    const { planned, made } = vault.import([file], { target: current });
    assert.deepEqual(verdictsOf(planned[0]), ["new", "new"]);
    assert.equal(vault.balances()["Current"], -20_000n);
    assert.deepEqual(verdictsOf(vault.plan([file], current)[0]), ["same", "same"]);
    vault.undo(made.batch);
    assert.equal(vault.balances()["Current"], 0n);
  }
});
