import assert from "node:assert/strict";
import test from "node:test";
import * as fc from "fast-check";
import { dayToText } from "../../calendar/day.ts";
import { sentenceText } from "../../sentence.ts";
import { addExact, equalsExact, formatExact, ZERO_AMOUNT } from "../exact-amount.ts";
import { importFile } from "../import-file.ts";
import { transactionCount } from "../imported-file.ts";
import type { ImportedFile, ImportOptions } from "../imported-file.ts";
import { FIELD_LENGTH_MAX, PARTS_MAX } from "../limits.ts";

function read(text: string, options: ImportOptions = {}): ImportedFile {
  return importFile(new TextEncoder().encode(text), options);
}

/** "2026-01-03 -12.50 text" of every row that is a transaction. */
function taken(file: ImportedFile): string[] {
  return file.rows
    .filter(({ skipped }) => skipped === null)
    .map(({ day, amount, text }) => {
      assert.ok(day !== null && amount !== null);
      return `${dayToText(day)} ${formatExact(amount, 2)} ${text}`;
    });
}

/** "account transaction amount category (parts) [note]" of every row. */
function legs({ rows }: ImportedFile): string[] {
  return rows.map(({ account, amount, leg }) => {
    assert.ok(leg !== undefined && amount !== null);
    const parts = leg.parts.map(
      (part) => `${formatExact(part.amount, 0)} ${part.category?.join(">") ?? "-"} ${part.note}`,
    );
    const says = parts.length === 0 ? (leg.category?.join(">") ?? "-") : `(${parts.join("; ")})`;
    return `${account} ${leg.transaction} ${formatExact(amount, 0)} ${says} [${leg.note}]`;
  });
}

/** The questions, without what each answer would mean. */
function asked({ questions }: ImportedFile): object[] {
  return questions.map(({ about, choices, taken: meanwhile }) => ({
    about,
    choices,
    taken: meanwhile,
  }));
}

function warnings(file: ImportedFile): string[] {
  return file.warnings.map(({ line, text }) => `${line}: ${sentenceText(text)}`);
}

const record = (...fields: string[]): string => `${fields.join("\n")}\n^\n`;
const bank = (...records: string[]): string => `!Type:Bank\n${records.join("")}`;
const account = (name: string, type: string, ...records: string[]): string =>
  `!Account\nN${name}\nT${type}\n^\n!Type:${type}\n${records.join("")}`;

test("qif: one account without categories is like a bank's file", () => {
  const file = read(
    bank(
      record("D12/19/18", "T-1,234.56", "PBakery", "MBread", "N1001", "C*"),
      record("D12/20/18", "U5", "MOnly a memo"),
      record("D12/21/18", "T.50", "NDEP"),
    ).replaceAll("\n", "\r\n"),
  );
  assert.deepEqual(taken(file), [
    "2018-12-19 -1234.56 Bakery - Bread",
    "2018-12-20 5.00 Only a memo",
    "2018-12-21 0.50 DEP",
  ]);
  assert.deepEqual([file.outcome, file.questions, file.accounts], ["ok", [], []]);
  assert.ok(file.rows.every(({ leg }) => leg === undefined));
});

test("qif: dates with apostrophes, blanks, points and four-digit years", () => {
  const days = (...dates: string[]): string[] =>
    taken(read(bank(...dates.map((date) => record(`D${date}`, "T1"))))).map((row) =>
      row.slice(0, 10),
    );
  assert.deepEqual(days("12/19'18", " 1/ 2'04", "8/ 1/97"), [
    "2018-12-19",
    "2004-01-02",
    "1997-08-01",
  ]);
  assert.deepEqual(days("2018-12-19"), ["2018-12-19"]);
  assert.deepEqual(days("19.12.2018", "1.2.04"), ["2018-12-19", "2004-02-01"]);
  assert.deepEqual(days("31/12/2025", "1/2/2025"), ["2025-12-31", "2025-02-01"]);
  // With two digits in front, only the day can be meant.
  assert.deepEqual(read(bank(record("D31/12/25", "T1"))).questions, []);
  assert.deepEqual(days("12/29'2017", "1/ 2' 4"), ["2017-12-29", "2004-01-02"]);
});

test("qif: an order of dates that nothing settles is asked", () => {
  const text = bank(record("D6/1/94", "T-1.50"), record("D6/2/94", "T-2.50"));
  const file = read(text);
  assert.deepEqual(asked(file), [{ about: "date-order", choices: ["DMY", "MDY"], taken: "MDY" }]);
  assert.match(taken(file)[0] ?? "", /^1994-06-01/u);
  // A decimal comma is not American.
  assert.match(taken(read(text.replaceAll(".", ",")))[0] ?? "", /^1994-01-06/u);
  const answered = read(text, { dateOrder: "DMY" });
  assert.deepEqual(answered.questions, []);
  assert.match(taken(answered)[0] ?? "", /^1994-01-06/u);
});

test("qif: the decimal sign is that of the whole file, and asked if nothing settles it", () => {
  const amounts = (file: ImportedFile): string[] => taken(file).map((row) => row.slice(11, -1));
  const settled = read(bank(record("D31/12/25", "T1.234"), record("D31/12/25", "T-1.234,56")));
  assert.deepEqual(amounts(settled), ["1234.00", "-1234.56"]);
  const open = bank(record("D31/12/25", "T1.234"));
  assert.deepEqual(asked(read(open)), [{ about: "decimal", choices: [".", ","], taken: "," }]);
  assert.deepEqual(amounts(read(open, { decimal: "." })), ["1.234"]);
});

test("qif: each !Account names the account of what follows", () => {
  const file = read(
    "!Option:AutoSwitch\n!Account\nNOld\nTBank\n^\nNHouse\nTOth A\nDbrick\n^\n!Clear:AutoSwitch\n" +
      account("Checking", "Bank", record("D12/31/25", "T5", "Pa")) +
      account("Visa", "CCard", record("D12/31/25", "T-6", "Pb")) +
      account("Loan", "Oth L", record("D12/31/25", "T-7", "Pc")),
  );
  assert.deepEqual(
    file.rows.map(({ account: name, text }) => `${name} ${text}`),
    ["Checking a", "Visa b", "Loan c"],
  );
  assert.deepEqual(
    file.accounts.map(({ name, kind }) => `${name} ${kind}`),
    ["Old spending", "House tracking", "Checking spending", "Visa card", "Loan loan"],
  );
  assert.deepEqual(
    file.statements.map(({ account: name, sum }) => `${name} ${formatExact(sum, 0)}`),
    ["Checking 5", "Visa -6", "Loan -7"],
  );
});

test("qif: what is said of an account first stays, and is no longer its account after a clearing", () => {
  const file = read(
    "!Account\nNDepot\nTInvst\n$5.00\nDEUR\n^\n!Account\nNDepot\n^\n" +
      "!Type:Bank\nD12/31/25\n  T1.00\n^\n!Clear:AutoSwitch\n!Type:Bank\nD12/31/25\nT2.00\n^\n",
  );
  assert.deepEqual(
    file.rows.map((row) => [row.account, row.currency, row.amount?.units]),
    [
      ["Depot", "EUR", 100n],
      [null, null, 200n],
    ],
  );
  const [depot] = read(
    `!Type:Cat\nNA\nE\n^\n${account("Depot", "Invst")}!Account\nNDepot\n^\n!Type:Bank\nD12/31/25\n  T1.00\n^\n`,
  ).accounts;
  assert.equal(depot?.kind, "investment");
  const [stated] = read(
    `${account("A", "Bank").replace("TBank", "TBank\n$5.00")}!Account\nNA\n^\n!Type:Bank\n${record("D12/31/25", "T1.00", "LPay")}`,
  ).accounts;
  assert.equal(stated?.balance?.units, 500n);
});

test("qif: lists of different kinds without names are different accounts", () => {
  const file = read(`${bank(record("D12/31/25", "T5"))}!Type:CCard\n${record("D12/31/25", "T6")}`);
  assert.deepEqual(
    file.rows.map((row) => row.account),
    ["Bank", "CCard"],
  );
});

test("qif: transactions under a heading that is not known are transactions", () => {
  const file = read(`!Type:Banque\n${record("D31/12/25", "T-5,00", "PPain")}`);
  assert.deepEqual(taken(file), ["2025-12-31 -5.00 Pain"]);
});

test("qif: the balance and the currency that an account record states", () => {
  const text = account("Giro", "Bank", record("D12/31/25", "T5.00", "LPay")).replace(
    "TBank\n^",
    "TBank\nDEUR\n$1,234.56\n/12/31/25\n^",
  );
  const [only] = read(text).accounts;
  assert.ok(only !== undefined && only.balance !== null);
  assert.deepEqual([only.currency, formatExact(only.balance, 2)], ["EUR", "1234.56"]);
  assert.equal(read(text).rows[0]?.currency, "EUR");
});

test("qif: the opening balance is neither income nor a transfer, and names the account", () => {
  const opening = read(
    bank(record("D12/31/25", "T100", "POpening Balance", "L[Giro]"), record("D12/31/25", "T5")),
  );
  assert.deepEqual(legs(opening), ["Giro 2 100 - [[Giro]]", "Giro 7 5 - []"]);
  assert.equal(opening.rows[0]?.text, "Opening Balance");
  const french = read(
    account("Giro", "Bank", record("D12/31/25", "T1", "PSolde initial", "L[Giro]")),
  );
  assert.equal(french.rows[0]?.text, "Opening Balance");
  assert.deepEqual(legs(french), ["Giro 6 1 - [Solde initial - [Giro]]"]);
  const unsaid = read(account("Giro", "Bank", record("D12/31/25", "T1", "PReport", "L[Giro]")));
  assert.equal(unsaid.rows[0]?.text, "Opening Balance");
  const equity = read(bank(record("D12/31/25", "T1", "POpening Balance", "LEquity:Opening")));
  assert.deepEqual(legs(equity), ["null 2 1 - [Equity:Opening]"]);
});

test("qif: categories have levels and classes; a listed name keeps its slash", () => {
  const file = read(
    `!Type:Cat\n${record("NFood/Drink", "E")}${record("NPay", "I")}` +
      bank(
        record("D12/31/25", "T-1", "LAuto:Fuel/Work"),
        record("D12/31/25", "T-2", "LFood/Drink"),
        record("D12/31/25", "T3", "LBonus : Year"),
        record("D12/31/25", "T4", "L--Split--"),
      ),
  );
  assert.deepEqual(legs(file), [
    "null 9 -1 Auto>Fuel [/Work]",
    "null 13 -2 Food/Drink []",
    "null 17 3 Bonus>Year []",
    "null 21 4 - []",
  ]);
  assert.deepEqual(
    file.categories.map(({ path, kind }) => `${path.join(">")} ${kind}`),
    ["Food/Drink expense", "Pay income", "Auto>Fuel expense", "Bonus>Year income"],
  );
});

test("qif: parts that add up, and parts that do not", () => {
  const part = (category: string, amount: string, note = ""): string[] =>
    [`S${category}`, note === "" ? "" : `E${note}`, amount === "" ? "" : `$${amount}`].filter(
      (line) => line !== "",
    );
  const file = read(
    bank(
      record("D12/31/25", "T-10", "LA", ...part("A", "-4", "x"), ...part("B:C", "-6")),
      record("D12/31/25", "T-10", ...part("A", "-4")),
      record("D12/31/25", "T-10", ...part("A", "-4"), ...part("B", "-5")),
      record("D12/31/25", "T-10", ...part("A", "-4"), ...part("B", "=6")),
      record("D12/31/25", ...part("A", "-4"), ...part("B", "-5")),
      record("D12/31/25", "T-10", ...part("A", "")),
    ),
  );
  assert.deepEqual(
    legs(file).map((leg) => leg.replace(/^null \d+ /u, "")),
    [
      "-10 (-4 A x; -6 B>C ) []",
      "-10 (-4 A ; -6 - ) []",
      "-10 (-4 A ; -5 B ; -1 - ) []",
      "-10 (-4 A ; -6 B ) []",
      "-9 (-4 A ; -5 B ) []",
      "-10 A []",
    ],
  );
  assert.equal(file.outcome, "ok");
  assert.deepEqual(warnings(file), [
    "11: The parts add up to -4.00, the transaction to -10.00: the rest, -6.00, has no category.",
    "16: The parts add up to -9.00, the transaction to -10.00: the rest, -1.00, has no category.",
    "23: A part has no amount that can be read; it was taken for the rest, -6.00.",
  ]);
});

test("qif: more parts than the maximum leave the transaction whole", () => {
  const parts = Array.from({ length: PARTS_MAX + 1 }, () => "SA\n$-1");
  const file = read(bank(record("D12/31/25", "T-5", "LA", ...parts)));
  assert.deepEqual(legs(file), ["null 2 -5 A []"]);
  assert.match(warnings(file)[0] ?? "", /^2: The transaction has more than/u);
});

test("qif: a transfer seen from both accounts is one transaction, counted one to one", () => {
  const out = record("D12/30/25", "T-50", "Psave", "L[Savings]");
  const file = read(
    account("Giro", "Bank", out, out, out, record("D12/30/25", "T-1", "Pfee", "LFees")) +
      account(
        "Savings",
        "Bank",
        record("D12/30/25", "T50", "Psave", "L[Giro]"),
        record("D12/30/25", "T50", "Psave", "L[Giro]"),
        record("D12/31/25", "T50", "Pother day", "L[Giro]"),
        record("D12/30/25", "T50", "Pother account", "L[Cash]"),
      ),
  );
  assert.deepEqual(legs(file), [
    "Giro 6 -50 - []",
    "Savings 6 50 - []",
    "Giro 11 -50 - []",
    "Savings 11 50 - []",
    "Giro 16 -50 - [[Savings]]",
    "Giro 21 -1 Fees []",
    "Savings 41 50 - [[Giro]]",
    "Savings 46 50 - [[Cash]]",
  ]);
  assert.equal(transactionCount(file.rows), 6);
});

test("qif: what is transferred from an account to itself is not paired", () => {
  const self = (amount: string): string => record("D12/30/25", `T${amount}`, "Padjust", "L[Giro]");
  const file = read(
    account("Giro", "Bank", record("D12/30/25", "T1", "LPay"), self("5"), self("-5")),
  );
  assert.deepEqual(legs(file), [
    "Giro 6 1 Pay []",
    "Giro 10 5 - [[Giro]]",
    "Giro 15 -5 - [[Giro]]",
  ]);
});

test("qif: a category and an account in one", () => {
  for (const target of ["Fees|[Cash]", "[Cash]|Fees"]) {
    const file = read(account("Giro", "Bank", record("D12/30/25", "T1", `L${target}`)));
    assert.deepEqual(legs(file), ["Giro 6 1 Fees [[Cash]]"], target);
  }
});

test("qif: a part of a split record is the other side of a transfer, in either order", () => {
  const split = record("D12/30/25", "T-60", "Ppay", "S[Savings]", "$-50", "SFees", "$-10");
  const whole = record("D12/30/25", "T50", "Ppay", "L[Giro]");
  const giro = account("Giro", "Bank", split);
  const savings = account("Savings", "Bank", whole);
  assert.deepEqual(legs(read(giro + savings)), [
    "Giro 6 -60 (-50 - ; -10 Fees ) []",
    "Savings 6 50 - []",
  ]);
  assert.deepEqual(legs(read(savings + giro)), [
    "Giro 16 -60 (-50 - ; -10 Fees ) []",
    "Savings 16 50 - []",
  ]);
});

test("qif: between currencies only day, accounts and direction need to agree", () => {
  const of = (name: string, currency: string, ...records: string[]): string =>
    account(name, "Bank", ...records).replace("TBank\n", `TBank\nD${currency}\n`);
  const file = read(
    of("Giro", "EUR", record("D12/30/25", "T-50.00", "L[Dollars]")) +
      of("Dollars", "USD", record("D12/30/25", "T58.10", "L[Giro]")),
  );
  assert.deepEqual(legs(file), ["Giro 7 -50 - []", "Dollars 7 58.1 - []"]);
});

test("qif: an account's name without brackets is a transfer, unless a category has it", () => {
  const body =
    account("Giro", "Bank", record("D12/30/25", "T-50", "LVisa")) +
    account("Visa", "CCard", record("D12/30/25", "T50", "LGiro"));
  assert.deepEqual(legs(read(body)), ["Giro 6 -50 - []", "Visa 6 50 - []"]);
  const listed = `!Type:Cat\n${record("NVisa", "E")}${body}`;
  assert.deepEqual(legs(read(listed))[0], "Giro 10 -50 Visa []");
});

test("qif: of paths from the root, those that begin as an account's do are accounts", () => {
  const file = read(
    account(
      "Assets:Giro",
      "Bank",
      record("D12/30/25", "T-5", "LAssets:Savings"),
      record("D12/30/25", "T-6", "LExpenses:Food"),
    ),
  );
  assert.deepEqual(legs(file), [
    "Assets:Giro 6 -5 - [[Assets:Savings]]",
    "Assets:Giro 10 -6 Expenses>Food []",
  ]);
});

test("qif: trades count what they did to the cash", () => {
  const trade = (action: string, ...more: string[]): string =>
    record("D12/31/25", `N${action}`, "T100", "YFund", "Q2", "I50", ...more);
  const actions = ["Buy", "Sell", "BuyX", "SellX", "ReinvDiv", "ShrsIn", "Div", "MargInt", "XIn"];
  const file = read(
    account(
      "Depot",
      "Invst",
      ...actions.map((action) => trade(action, "L[Giro]")),
      record("D12/31/25", "NStkSplit", "Q2"),
      record("D12/31/25", "T-7", "PFee"),
      record("D12/31/25", "NCash", "T-8", "PFee"),
      record("D12/31/25", "NExercisX", "Q2"),
    ),
  );
  assert.deepEqual(
    file.rows.map(({ amount }) => (amount === null ? "" : formatExact(amount, 0))),
    ["-100", "100", "0", "0", "0", "0", "100", "-100", "100", "0", "-7", "-8", "0"],
  );
  assert.equal(file.rows[0]?.text, "Buy 2 of Fund at 50");
  assert.equal(file.rows[2]?.leg?.note, "[Giro]");
  const unknown = read(account("Depot", "Invst", trade("Barter"), trade("Buy")));
  assert.deepEqual([unknown.outcome, taken(unknown).length], ["ok_with_warnings", 1]);
  assert.match(warnings(unknown)[0] ?? "", /^6: "Barter" is not an action/u);
});

test("qif: bad records are reported with their line, the others are taken", () => {
  const file = read(
    bank(
      record("D13/45/25", "T1", "Pa"),
      record("D12/31/25", "Tmuch", "Pb"),
      record("T1", "Pc"),
      record("D12/31/25", "Pd"),
      record("D12/31/25", "T1", "Pe"),
    ),
  );
  assert.deepEqual(taken(file), ["2025-12-31 1.00 e"]);
  assert.equal(file.outcome, "ok_with_warnings");
  assert.deepEqual(warnings(file), [
    '2: "13/45/25" is not a date.',
    '6: "much" is not an amount.',
    "10: The record has no date.",
    "13: The record has no amount.",
  ]);
});

test("qif: lists that are not taken over are named; a file of nothing else says so", () => {
  const file = read(
    `!Type:Memorized\n${record("T-5", "D12/31/25", "KC")}!Type:Prices\n"A",1,"1/1/25"\n`,
  );
  assert.equal(file.outcome, "no_transactions");
  assert.deepEqual(warnings(file), [
    "1: The list Memorized is not taken over; its records: 1.",
    "6: The list Prices is not taken over; its records: 1.",
  ]);
});

test("qif: a line that is too long is refused, a last record without its end is taken", () => {
  const long = read(bank(record("D12/31/25", "T1", `P${"x".repeat(FIELD_LENGTH_MAX)}`)));
  assert.equal(long.outcome, "reject");
  assert.match(sentenceText(long.reason ?? { message: "", values: {} }), /^Line 4/u);
  assert.deepEqual(taken(read("!Type:Bank\nD12/31/25\nT1\nPa")), ["2025-12-31 1.00 a"]);
});

test("qif: whatever accounts transfer, sums by account stay and each transaction follows itself", () => {
  const names = ["A", "B", "C"] as const;
  const move = fc.record({
    from: fc.constantFrom(...names),
    to: fc.constantFrom(...names, "Elsewhere"),
    amount: fc.integer({ min: -3, max: 3 }),
    day: fc.integer({ min: 28, max: 30 }),
  });
  fc.assert(
    fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
      const lists = names.map((name) =>
        account(
          name,
          "Bank",
          ...moves
            .filter(({ from }) => from === name)
            .map(({ to, amount, day }) => record(`D12/${day}/25`, `T${amount}`, `L[${to}]`)),
        ),
      );
      const { rows } = read(lists.join(""));
      assert.equal(rows.length, moves.length);
      for (const name of names) {
        const sum = rows
          .filter((row) => row.account === name)
          .reduce((total, { amount }) => addExact(total, amount ?? ZERO_AMOUNT), ZERO_AMOUNT);
        const units = moves
          .filter(({ from }) => from === name)
          .reduce((total, { amount }) => total + BigInt(amount), 0n);
        assert.ok(equalsExact(sum, { units, digits: 0 }));
      }
      const transactions = Map.groupBy(rows.entries(), ([, { leg }]) => leg?.transaction);
      for (const together of transactions.values()) {
        assert.ok(together.length <= 2);
        const [first, second] = together;
        if (first === undefined || second === undefined) continue;
        assert.equal(second[0], first[0] + 1);
        assert.ok(
          equalsExact(
            addExact(first[1].amount ?? ZERO_AMOUNT, second[1].amount ?? ZERO_AMOUNT),
            ZERO_AMOUNT,
          ),
        );
      }
    }),
  );
});
