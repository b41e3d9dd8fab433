import assert from "node:assert/strict";
import test from "node:test";
import { dayToText } from "../../calendar/day.ts";
import { sentenceText } from "../../sentence.ts";
import { formatExact } from "../exact-amount.ts";
import { importFile } from "../import-file.ts";
import type { ImportedFile } from "../imported-file.ts";

const ACCOUNT = "<Acct><Id><IBAN>DE02 1203 0000 0000 2020 51</IBAN></Id><Ccy>EUR</Ccy></Acct>";

function read(text: string): ImportedFile {
  return importFile(Uint8Array.from(Buffer.from(text)), {});
}

/** Returns a camt.053 of version 8 with these statements. */
function message(...statements: readonly string[]): string {
  const inner = statements.map((statement) => `<Stmt>\n${statement}\n</Stmt>`).join("\n");
  return `<?xml version="1.0"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>\n${inner}\n</BkToCstmrStmt></Document>`;
}

function file(...entries: readonly string[]): ImportedFile {
  return read(message(`${ACCOUNT}\n${entries.join("\n")}`));
}

interface EntryParts {
  readonly amount?: string;
  readonly direction?: string;
  readonly status?: string;
  readonly day?: string;
  readonly more?: string;
  readonly details?: readonly string[];
}

function entry(parts: EntryParts): string {
  const { amount = '<Amt Ccy="EUR">10.00</Amt>', direction = "DBIT", details = [] } = parts;
  const { status = "<Sts><Cd>BOOK</Cd></Sts>", more = "" } = parts;
  const { day = "<BookgDt><Dt>2026-01-03</Dt></BookgDt>" } = parts;
  const listed = details.map((part) => `\n<TxDtls>${part}</TxDtls>`).join("");
  return `<Ntry>${amount}<CdtDbtInd>${direction}</CdtDbtInd>${status}${day}${more}<NtryDtls>${listed}</NtryDtls></Ntry>`;
}

/** What the rows of a file say, one line each. */
function lines({ rows }: ImportedFile): string[] {
  return rows.map(({ line, day, amount, currency, text, bankId }) =>
    [
      line,
      day === null ? "-" : dayToText(day),
      amount === null ? "-" : formatExact(amount, 2),
      currency,
      bankId,
      text,
    ].join(" | "),
  );
}

function warnings({ warnings: found }: ImportedFile): string[] {
  return found.map(({ line, text }) => `${line}: ${sentenceText(text)}`);
}

test("camt: prefixes, other namespaces and envelopes do not matter", () => {
  const plain = message(`${ACCOUNT}${entry({})}`);
  const wanted = lines(read(plain));
  assert.equal(wanted.length, 1);
  const prefixed = plain.replaceAll(/<(\/?)(?=[A-Z])/gu, "<$1n0:").replace("xmlns=", "xmlns:n0=");
  const bare = plain.replace(/ xmlns="[^"]*"/u, "");
  const inner = plain.slice(plain.indexOf("\n") + 1);
  const enveloped = `<?xml version="1.0"?>${" ".repeat(9000)}<Saa:DataPDU xmlns:Saa="urn:swift"><Saa:Body><AppHdr/>\n${inner}</Saa:Body></Saa:DataPDU>`;
  const twoRoots = `<AppHdr xmlns="urn:head"><MsgDefIdr>camt.053.001.08</MsgDefIdr></AppHdr>\n${inner}`;
  for (const text of [prefixed, bare, enveloped, twoRoots]) {
    const imported = read(text);
    assert.deepEqual([imported.format, imported.outcome], ["camt", "ok"], text.slice(0, 80));
    assert.deepEqual(lines(imported), wanted);
  }
  assert.equal(read(plain).rows[0]?.account, "DE02120300000000202051");
});

test("camt: reports and notifications are read like statements", () => {
  const text = message(`${ACCOUNT}${entry({})}`);
  const report = text.replaceAll("BkToCstmrStmt", "BkToCstmrAcctRpt").replaceAll("Stmt>", "Rpt>");
  const notification = text
    .replaceAll("BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn")
    .replaceAll("Stmt>", "Ntfctn>");
  assert.deepEqual(lines(read(report)), lines(read(text)));
  assert.deepEqual(lines(read(notification)), lines(read(text)));
});

test("camt: the direction is CdtDbtInd, also of a reversal", () => {
  const reversal = entry({ direction: "CRDT", more: "<RvslInd>true</RvslInd>" });
  const imported = file(entry({}), reversal);
  assert.deepEqual(
    imported.rows.map(({ amount }) => amount?.units),
    [-1000n, 1000n],
  );
});

test("camt: pending entries and mere information are not booked", () => {
  const imported = file(
    entry({ status: "<Sts>PDNG</Sts>" }),
    entry({ status: "<Sts><Cd>PDNG</Cd></Sts>" }),
    entry({ status: "<Sts><Cd>INFO</Cd></Sts>" }),
    entry({ status: "<Sts>BOOK</Sts>" }),
    entry({ status: "" }),
    entry({ status: "<Sts><Prtry>DONE</Prtry></Sts>" }),
  );
  assert.equal(imported.outcome, "ok");
  assert.deepEqual(
    imported.rows.map(({ pending, skipped }) => [pending, skipped === null]),
    [
      [true, false],
      [true, false],
      [false, false],
      [false, true],
      [false, true],
      [false, true],
    ],
  );
  assert.equal(imported.statements[0]?.count, 3);
  assert.match(warnings(imported).at(-1) ?? "", /status DONE is not known/u);
  const only = file(entry({ status: "<Sts>PDNG</Sts>" }));
  assert.equal(only.outcome, "no_transactions");
  assert.match(sentenceText(only.reason ?? { message: "", values: {} }), /pending/u);
});

test("camt: the booking date, else the value date, else the statement's, as written", () => {
  const value = "<ValDt><Dt>2026-01-05</Dt></ValDt>";
  const late = "<BookgDt><DtTm>2026-01-03T23:30:00-08:00</DtTm></BookgDt>";
  const closing =
    "<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>-40</Amt><Dt><Dt>2026-01-31</Dt></Dt></Bal>";
  const imported = file(
    entry({ day: late + value }),
    entry({ day: value }),
    closing,
    entry({ day: "" }),
    entry({ day: "" }),
  );
  assert.deepEqual(
    imported.rows.map(({ day }) => (day === null ? null : dayToText(day))),
    ["2026-01-03", "2026-01-05", "2026-01-31", "2026-01-31"],
  );
  assert.deepEqual(warnings(imported), [
    "3: 2 entries have no date of their own; that of the statement was taken.",
  ]);
  const none = file(entry({ day: "" }), entry({}));
  assert.equal(none.outcome, "ok_with_warnings");
  assert.deepEqual(warnings(none), ["5: The entry has no date."]);
});

test("camt: a batch is its payments if they add up, else one row", () => {
  const part = (amount: string, name: string, more = ""): string =>
    `${amount}<RltdPties><Cdtr><Pty><Nm>${name}</Nm></Pty></Cdtr></RltdPties>${more}`;
  const imported = file(
    entry({
      details: [
        part('<Amt Ccy="EUR">3.50</Amt>', "A"),
        part("<AmtDtls><TxAmt><Amt Ccy='EUR'>7.5</Amt></TxAmt></AmtDtls>", "B"),
        part('<Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>', "")
          .replaceAll("Cdtr>", "Dbtr>")
          .replace("<Nm>", "<Nm>C"),
      ],
    }),
  );
  assert.deepEqual(lines(imported), [
    "6 | 2026-01-03 | -3.50 | EUR |  | A",
    "7 | 2026-01-03 | -7.50 | EUR |  | B",
    "8 | 2026-01-03 | 1.00 | EUR |  | C",
  ]);
  const reversed = file(
    entry({
      direction: "CRDT",
      details: ["4", "6"].map((n) => `<Amt Ccy="EUR">${n}</Amt><CdtDbtInd>DBIT</CdtDbtInd>`),
    }),
  );
  assert.deepEqual(
    reversed.rows.map(({ amount }) => amount?.units),
    [4n, 6n],
  );
  for (const second of ['<Amt Ccy="EUR">6.51</Amt>', '<Amt Ccy="USD">6.50</Amt>', ""]) {
    const whole = file(
      entry({
        more: "<AcctSvcrRef>R1</AcctSvcrRef><AddtlNtryInf>Wages</AddtlNtryInf>",
        details: [part('<Amt Ccy="EUR">3.50</Amt>', "A"), part(second, "B")],
      }),
    );
    assert.equal(whole.outcome, "ok");
    assert.deepEqual(lines(whole), ["5 | 2026-01-03 | -10.00 | EUR | R1 | Wages"], second);
    assert.match(warnings(whole).join(), /5: The entry holds 2 payments/u);
  }
});

test("camt: several ways to say whom and what for", () => {
  const parties = `<RltdPties><Dbtr><Nm>I &amp; me</Nm></Dbtr><DbtrAcct><Id><IBAN>DE02120300000000202051</IBAN></Id></DbtrAcct>
    <Cdtr><Pty><Nm>Shop</Nm></Pty></Cdtr></RltdPties>`;
  const ultimate =
    "<RltdPties><Cdtr><Id/></Cdtr><UltmtCdtr><Pty><Nm>Last</Nm></Pty></UltmtCdtr></RltdPties>";
  const agent =
    "<RltdPties><Cdtr><Agt><FinInstnId><Nm>Bank</Nm></FinInstnId></Agt></Cdtr></RltdPties>";
  const free = "<RmtInf><Ustrd>one</Ustrd><Ustrd>two</Ustrd></RmtInf>";
  const structured =
    "<RmtInf><Strd><CdtrRefInf><Ref>RF18</Ref></CdtrRefInf><AddtlRmtInf>May</AddtlRmtInf></Strd></RmtInf>";
  const remark = "<AddtlNtryInf>Card payment</AddtlNtryInf>";
  const code = "<BkTxCd><Prtry><Cd>NDDT+105</Cd></Prtry></BkTxCd>";
  const texts = file(
    entry({ details: [parties + free], more: remark }),
    // Money that comes back: the roles are still those of the payment.
    entry({ direction: "CRDT", details: [parties + structured] }),
    entry({ details: [ultimate], more: remark }),
    entry({ details: [agent] }),
    entry({ details: [structured] }),
    entry({ more: remark }),
    entry({ more: code }),
  ).rows.map(({ text }) => text);
  assert.deepEqual(texts, [
    "Shop - one two",
    "Shop - RF18 May",
    "Last - Card payment",
    "Bank",
    "RF18 May",
    "Card payment",
    "NDDT+105",
  ]);
});

test("camt: ids are the bank's, and words for none are none", () => {
  const refs = (inner: string): readonly string[] => [`<Refs>${inner}</Refs>`];
  const ids = file(
    entry({
      more: "<NtryRef>N-1</NtryRef><AcctSvcrRef>00042</AcctSvcrRef>",
      details: refs("<EndToEndId>E</EndToEndId>"),
    }),
    entry({ more: "<NtryRef>N-1</NtryRef>", details: refs("<EndToEndId>E</EndToEndId>") }),
    entry({ more: "<NtryRef>0007</NtryRef>", details: refs("<EndToEndId>E</EndToEndId>") }),
    entry({ details: refs("<EndToEndId>NOTPROVIDED</EndToEndId>") }),
    entry({ details: refs("<AcctSvcrRef>NONREF</AcctSvcrRef><TxId>T</TxId>") }),
  ).rows.map(({ bankId }) => bankId);
  assert.deepEqual(ids, ["00042", "N-1", "E", null, "T"]);
});

test("camt: what an entry does not say is not made up", () => {
  const imported = file(
    entry({ direction: "" }),
    entry({ amount: '<Amt Ccy="EUR">-10.00</Amt>' }),
    entry({ amount: "" }),
    entry({ amount: "<Amt>007,5</Amt>" }),
  );
  assert.equal(imported.outcome, "ok_with_warnings");
  assert.deepEqual(warnings(imported), [
    "5: The entry does not say whether it is a credit or a debit (CdtDbtInd).",
    '6: The entry: "-10.00" is not an amount.',
    "7: The entry has no amount.",
  ]);
  assert.deepEqual(
    imported.rows.map(({ skipped }) => skipped === null),
    [false, false, false, true],
  );
  assert.deepEqual(lines(imported).at(-1), "8 | 2026-01-03 | -7.50 | EUR |  | ");
});

function balance(code: string, amount: string, direction = "CRDT"): string {
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd></Bal>`;
}

test("camt: booked balances are compared, statements that follow each other are one", () => {
  const first = `${ACCOUNT}${balance("PRCD", "5")}${balance("CLBD", "5.00", "DBIT")}${balance("CLAV", "900")}${entry({})}`;
  const second = `${ACCOUNT}${balance("OPBD", "5", "DBIT")}${balance("CLBD", "15", "DBIT")}${entry({})}`;
  const shown = (imported: ImportedFile): unknown =>
    imported.statements.map(({ opening, closing, count }) => [
      opening === null ? null : formatExact(opening, 2),
      closing === null ? null : formatExact(closing, 2),
      count,
    ]);
  const inOrder = read(message(first, second));
  assert.deepEqual(shown(inOrder), [["5.00", "-15.00", 2]]);
  assert.deepEqual(warnings(inOrder), []);
  assert.deepEqual(shown(read(message(second, first))), [["5.00", "-15.00", 2]]);
  // The same statement twice, or a gap between two, says nothing of what is between them.
  const gap = read(message(first, first));
  assert.deepEqual(shown(gap), [[null, "-5.00", 2]]);
  assert.deepEqual(warnings(gap), []);
  const wrong = read(message(`${first}${entry({})}`));
  assert.equal(wrong.outcome, "ok");
  assert.match(warnings(wrong).join(), /difference 10\.00/u);
});

test("camt: two accounts and two currencies are statements of their own", () => {
  const other = "<Acct><Id><Othr><Id>12-345</Id></Othr></Id></Acct>";
  const dollars = entry({ amount: '<Amt Ccy="USD">1</Amt>' });
  const imported = read(message(`${ACCOUNT}${entry({})}${dollars}`, `${other}${entry({})}`));
  assert.deepEqual(
    imported.statements.map(({ account, currency }) => [account, currency]),
    [
      ["DE02120300000000202051", "EUR"],
      ["DE02120300000000202051", "USD"],
      ["12-345", "EUR"],
    ],
  );
});

test("camt: a statement whose entries are not all there says so", () => {
  const summary = "<TxsSummry><TtlNtries><NbOfNtries>3</NbOfNtries></TtlNtries></TxsSummry>";
  assert.match(warnings(file(summary, entry({}))).join(), /^3: The bank counts 3 entries/u);
});

test("camt: what is no statement is refused with what it is", () => {
  const reasonOf = (text: string): string => {
    const { outcome, reason } = read(text);
    return `${outcome}: ${reason === null ? "" : sentenceText(reason)}`;
  };
  const order = "<Document xmlns='urn:pain.001'><CstmrCdtTrfInitn/></Document>";
  assert.match(reasonOf(order), /^reject: .*another kind \(CstmrCdtTrfInitn\)/u);
  assert.match(reasonOf("<Document><BkToCstmrStmt/></Document>"), /^reject: .*message is empty/u);
  assert.match(reasonOf("<Document/>"), /^reject: .*document is empty/u);
  assert.match(reasonOf("<gnc-v2/>"), /^reject: This is an XML file of a kind/u);
  assert.match(reasonOf(message(ACCOUNT)), /^no_transactions: /u);
});

test("camt: hostile files are refused with a line", () => {
  const bomb = message(ACCOUNT).replace(
    "\n",
    '\n<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n',
  );
  const outside = bomb.replace('"aaaa"', 'SYSTEM "file:///etc/passwd"');
  const deep = message(`${"<a>".repeat(100_000)}${"</a>".repeat(100_000)}`);
  const cut = message(`${ACCOUNT}${entry({})}`).slice(0, -40);
  for (const [text, line] of [
    [bomb, 2],
    [outside, 2],
    [deep, 4],
    [cut, 4],
  ] as const) {
    const { outcome, reason, rows } = read(text);
    assert.equal(outcome, "reject");
    assert.deepEqual(rows, []);
    const said = sentenceText(reason ?? { message: "", values: {} });
    assert.ok(said.startsWith(`Line ${line}: `), said);
  }
  const zero = read(message(`${ACCOUNT}<AddtlStmtInf>\0</AddtlStmtInf>`));
  assert.equal(zero.outcome, "reject");
  const hidden = file(
    entry({ more: "<AddtlNtryInf>a\u202Eb &#8238; <![CDATA[<b>]]></AddtlNtryInf>" }),
  );
  assert.equal(hidden.rows[0]?.text, "ab <b>");
});
