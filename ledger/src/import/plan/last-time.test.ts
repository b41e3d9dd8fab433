import assert from "node:assert/strict";
import test from "node:test";
import { ImportVault } from "../../../../test/fixtures/import-vault.ts";
import { apply } from "../../book/apply.ts";
import { importSets } from "../../book/change-sets.ts";
import type { Id } from "../../book/id.ts";
import { usualAccount } from "../../book/usual-account.ts";
import type { CurrencyCode } from "../../money/currency.ts";
import { sentenceText } from "../../sentence.ts";
import { formatExact } from "../exact-amount.ts";
import { isTaken, type ImportOptions } from "../imported-file.ts";
import { importChanges } from "./import-changes.ts";
import { planFile, type PlannedFile } from "./plan-file.ts";

/** A vault with two accounts, into which files are imported as text. */
class Vault extends ImportVault {
  readonly main: Id = this.account("Main", { order: 0 });
  readonly card: Id = this.account("Card", { order: 1 });

  read(text: string, options: ImportOptions = {}, target?: Id): PlannedFile {
    const { book } = this;
    return planFile("bank.csv", new TextEncoder().encode(text), {
      ...options,
      book,
      target: book.tables.account.records.find((one) => one?.id === target) ?? undefined,
      usual: usualAccount(book),
      reviewCurrency: "EUR" as CurrencyCode,
      hash: () => "hash",
      earlier: [],
    });
  }

  take(text: string, options: ImportOptions = {}, target?: Id): PlannedFile {
    const planned = this.read(text, options, target);
    const wanted = { maybe: false, changed: false };
    const made = importChanges(this.book, [planned], wanted, this.newId);
    const ids = { newId: this.newId, nowSeconds: () => 0 };
    for (const set of importSets(ids, made.batch, made.changes)) apply(this.book, set, "anna");
    return planned;
  }

  kept(): readonly (readonly unknown[])[] {
    return this.book.tables.mapping.records.flatMap((one) =>
      one === null || one.deleted
        ? []
        : [[one.fingerprint, one.columns, one.dateOrder, one.sign, one.account]],
    );
  }
}

function amounts({ imported }: PlannedFile): readonly string[] {
  return imported.rows.filter(isTaken).map(({ amount }) => formatExact(amount, 2));
}

function accountNames({ accounts }: PlannedFile): readonly (string | undefined)[] {
  return accounts.map((account) => account?.name);
}

const HEADER = "Date,Text,Amount,Fee\n";
const MAPPED: ImportOptions = { mapping: { roles: { amount: ["Fee"] } }, dateOrder: "MDY" };

test("last-time: what was said of the columns holds for the next file with that header", () => {
  const vault = new Vault();
  const first = vault.take(`${HEADER}03/02/2026,a,-1.00,-9.00\n`, MAPPED, vault.card);
  const fingerprint = first.imported.mapping?.fingerprint;
  assert.deepEqual(vault.kept(), [[fingerprint, "amount=Fee", "MDY", null, vault.card]]);
  const next = vault.take(`${HEADER}04/02/2026,b,-2.00,-8.00\n`);
  assert.deepEqual(amounts(next), ["-8.00"]);
  assert.deepEqual(next.imported.questions, []);
  assert.deepEqual(accountNames(next), ["Card"]);
  assert.equal(next.lastTime?.record.columns, "amount=Fee");
  assert.equal(next.lastTime.account?.name, "Card");
  assert.equal(vault.kept().length, 1);
});

test("last-time: another header is read by itself", () => {
  const vault = new Vault();
  vault.take(`${HEADER}03/02/2026,a,-1.00,-9.00\n`, MAPPED, vault.card);
  const other = vault.read("Date,Text,Fee,Amount\n04/02/2026,b,-8.00,-2.00\n");
  assert.equal(other.lastTime, undefined);
  assert.deepEqual(amounts(other), ["-2.00"]);
  assert.deepEqual(accountNames(other), ["Main"]);
});

test("last-time: what is said now stands before it, and is kept instead", () => {
  const vault = new Vault();
  vault.take(`${HEADER}03/02/2026,a,-1.00,-9.00\n`, MAPPED, vault.card);
  const roles = { amount: ["Amount"] };
  const next = vault.take(`${HEADER}04/02/2026,b,-2.00,-8.00\n`, { mapping: { roles } });
  assert.deepEqual(amounts(next), ["-2.00"]);
  const [kept] = vault.kept();
  assert.deepEqual(kept?.slice(1), ["amount=Amount", "MDY", null, vault.card]);
});

test("last-time: what does not fit a file any more is not used, and that is said", () => {
  const vault = new Vault();
  vault.take(`${HEADER}03/02/2026,a,-1.00,-9.00\n`, MAPPED, vault.card);
  const other = vault.read(`${HEADER}31/02/2026,x,-2.00,-8.00\n31/01/2026,b,-2.00,-8.00\n`);
  assert.equal(other.lastTime, undefined);
  assert.deepEqual(amounts(other), ["-2.00"]);
  assert.match(
    other.imported.warnings.map(({ text }) => sentenceText(text)).join("\n"),
    /How such a file was read the last time does not fit this one\./u,
  );
});

test("last-time: nothing is kept of a file about which nothing was said, or that is refused", () => {
  const vault = new Vault();
  vault.take(`${HEADER}13/02/2026,a,-1.00,-9.00\n`);
  vault.take(`${HEADER}13/02/2026,c,-1.00,-9.00\n`, { mapping: { roles: { amount: ["Text"] } } });
  assert.deepEqual(vault.kept(), []);
});

test("last-time: a line of names that was said is found again by what the file shows by itself", () => {
  const vault = new Vault();
  const text = (row: string): string => `Date,Text,Amount\nWhen,What,Sum\n${row}\n`;
  vault.take(text("13/02/2026,a,-1.00"), { mapping: { headerLine: 2 } }, vault.card);
  const next = vault.read(text("14/02/2026,b,-2.00"));
  assert.equal(next.imported.mapping?.headerLine, 2);
  assert.equal(next.lastTime?.record.columns, "header=2");
});

const OFX = (id: string): string =>
  `OFXHEADER:100\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>1<ACCTID>DE001</BANKACCTFROM>
<BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260112<TRNAMT>-20.00<FITID>${id}<NAME>Shop</STMTTRN>
</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`;

test("last-time: where a bank's account number went, its next file goes", () => {
  const vault = new Vault();
  assert.deepEqual(accountNames(vault.read(OFX("1"))), ["Main"]);
  vault.take(OFX("1"), {}, vault.card);
  assert.deepEqual(vault.kept(), [["account de001", "", null, null, vault.card]]);
  assert.deepEqual(accountNames(vault.read(OFX("2"))), ["Card"]);
  assert.equal(vault.read(OFX("2")).lastTime?.account?.name, "Card");
  assert.equal(vault.read(OFX("2"), {}, vault.card).lastTime, undefined);
  vault.take(OFX("3"), {}, vault.main);
  assert.deepEqual(accountNames(vault.read(OFX("4"))), ["Main"]);
  assert.equal(vault.kept().length, 1);
});

test("last-time: an account that is closed is not gone to", () => {
  const vault = new Vault();
  vault.take(OFX("1"), {}, vault.card);
  vault.change({ table: "account", id: vault.card, fields: { closed: true } });
  assert.deepEqual(accountNames(vault.read(OFX("2"))), ["Main"]);
});
