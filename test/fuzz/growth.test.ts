/**
 * The traps that make a careless reader quadratic, or worse: each costs no more than its length, or is refused by a
 * named maximum before anything is made of it.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { LineReader } from "../../cli/src/agent/agent-protocol.ts";
import { readCamt } from "../../ledger/src/import/camt/read-camt.ts";
import { readCsv } from "../../ledger/src/import/csv/read-csv.ts";
import { importFile } from "../../ledger/src/import/import-file.ts";
import { sentence, sentenceText } from "../../ledger/src/sentence.ts";
import { isTaken, type ImportedFile } from "../../ledger/src/import/imported-file.ts";
import { DEPTH_MAX, FILE_BYTES_MAX, LINE_LENGTH_MAX } from "../../ledger/src/import/limits.ts";
import { readOfx } from "../../ledger/src/import/ofx/read-ofx.ts";
import { readPrototypeFile } from "../../ledger/src/import/prototype.ts";
import { judgeRows, type ExistingRow } from "../../ledger/src/import/verdict.ts";
import { minorOfExact } from "../../ledger/src/import/exact-amount.ts";
import { parseAmount } from "../../ledger/src/money/amount-text.ts";
import { parseCurrency } from "../../ledger/src/money/currency.ts";
import { readNumber } from "../../ledger/src/money/number-text.ts";
import { concat, type Bytes } from "../../protocol/src/bytes.ts";
import { decode, encode } from "../../protocol/src/codec.ts";
import { parseLoginName, parsePassword } from "../../protocol/src/credentials.ts";
import { parseLinkCode } from "../../protocol/src/link.ts";
import { unpad } from "../../protocol/src/padding.ts";
import { parseAccountSecret, parseKit } from "../../protocol/src/recovery-kit.ts";
import { mustGrowLinearly } from "./growth.ts";
import { ofxSamples } from "./bank-samples.ts";
import { textBytes } from "./target.ts";
import { mustBeSound } from "./targets/bank-targets.ts";

const usd = parseCurrency("USD");
assert.ok(usd !== undefined);
const currency = usd;

interface Trap {
  readonly name: string;
  readonly size: number;
  readonly make: (size: number) => Bytes;
}

function text(make: (size: number) => string): (size: number) => Bytes {
  return (size) => textBytes(make(size));
}

/** A head of CBOR with a four-byte length. */
function head(first: number, length: number): Bytes {
  return Uint8Array.of(
    first,
    length >>> 24,
    (length >>> 16) & 255,
    (length >>> 8) & 255,
    length & 255,
  );
}

const codecTraps: readonly Trap[] = [
  { name: "nested arrays", size: 4_000, make: (size) => new Uint8Array(size).fill(0x81) },
  { name: "nested maps", size: 4_000, make: text((size) => "\u00a1\u0001".repeat(size)) },
  {
    name: "many elements",
    size: 4_000,
    make: (size) => encode(Array.from({ length: size }, (_, index) => index)),
  },
  {
    name: "many keys",
    size: 1_000,
    make: (size) => encode(new Map(Array.from({ length: size }, (_, index) => [index, null]))),
  },
  {
    name: "a length that is not there",
    size: 4_000,
    make: (size) => concat(head(0x9a, 0xffff_fff0), new Uint8Array(size)),
  },
  {
    name: "a text with byte order marks",
    size: 8_000,
    make: (size) => encode("\ufeff".repeat(size)),
  },
  {
    name: "many texts with byte order marks",
    size: 1_000,
    make: (size) => encode(Array.from({ length: size }, () => "\ufeffx")),
  },
  {
    name: "bytes that are no text",
    // Above what the decoder takes on a faster way: there its cost for each byte has a step.
    size: 130_000,
    make: (size) => concat(head(0x7a, size), new Uint8Array(size).fill(0xc3)),
  },
];

const row = "2026-01-03,Shop,-1.00\n";
const header = "Date,Description,Amount\n";

const csvTraps: readonly Trap[] = [
  { name: "quotes", size: 4_000, make: text((size) => `${header}${'"'.repeat(size)}`) },
  {
    name: "pairs of quotes and separators",
    size: 2_000,
    make: text((size) => `${header}${'"",'.repeat(size)}`),
  },
  {
    name: "quotes that are never closed, a line each",
    size: 300,
    make: text((size) => header + '2026-01-03,"Shop,-1.00\n'.repeat(size)),
  },
  {
    name: "quotes within texts",
    size: 300,
    make: text((size) => header + '2026-01-03,a "b" c,-1.00\n'.repeat(size)),
  },
  { name: "separators", size: 4_000, make: text((size) => header + ",".repeat(size)) },
  {
    name: "separators of every kind",
    size: 1_000,
    make: text((size) => header + ",;\t|".repeat(size)),
  },
  { name: "empty lines", size: 4_000, make: text((size) => header + "\n".repeat(size)) },
  { name: "carriage returns", size: 4_000, make: text((size) => header + "\r".repeat(size)) },
  {
    name: "one long line",
    size: 4_000,
    make: text((size) => `${header}2026-01-03,${"x".repeat(size)},-1.00\n`),
  },
  {
    name: "one long line of digits",
    size: 4_000,
    make: text((size) => `${header}2026-01-03,x,${"9".repeat(size)}\n`),
  },
  {
    name: "one long line of spaces",
    size: 4_000,
    make: text((size) => `${header}2026-01-03,x${" ".repeat(size)}y,-1.00\n`),
  },
  { name: "the same row", size: 300, make: text((size) => header + row.repeat(size)) },
  {
    name: "lines before the header",
    size: 300,
    make: text((size) => "Some words, and more\n".repeat(size) + header + row),
  },
  { name: "no header and no amount", size: 300, make: text((size) => "a,b,c\n".repeat(size)) },
  { name: "zeros", size: 8_000, make: (size) => new Uint8Array(size) },
  {
    name: "bytes above ASCII",
    size: 4_000,
    make: (size) => concat(textBytes(header), new Uint8Array(size).fill(0xe4)),
  },
];

const opening =
  "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKTRANLIST>";
const transaction =
  "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260103<TRNAMT>-1.00<FITID>1<NAME>Shop</STMTTRN>\n";

const ofxTraps: readonly Trap[] = [
  {
    name: "tags that are never closed",
    size: 2_000,
    make: text((size) => opening + "<A>".repeat(size)),
  },
  {
    name: "different tags that are never closed",
    size: 500,
    make: text(
      (size) => opening + Array.from({ length: size }, (_, index) => `<A${index}>`).join(""),
    ),
  },
  {
    name: "end tags without a beginning",
    size: 2_000,
    make: text((size) => opening + "</A>".repeat(size)),
  },
  {
    name: "deep elements, closed",
    size: 1_000,
    make: text((size) => `${opening}${"<A>".repeat(size)}${"</A>".repeat(size)}`),
  },
  {
    name: "transactions within transactions",
    size: 300,
    make: text((size) => opening + "<STMTTRN>".repeat(size)),
  },
  { name: "opening brackets", size: 4_000, make: text((size) => opening + "<".repeat(size)) },
  { name: "closing brackets", size: 4_000, make: text((size) => opening + ">".repeat(size)) },
  {
    name: "comments that are never closed",
    size: 1_000,
    make: text((size) => opening + "<!--".repeat(size)),
  },
  {
    name: "sections that are never closed",
    size: 1_000,
    make: text((size) => opening + "<![CDATA[".repeat(size)),
  },
  {
    name: "entities that are never closed",
    size: 4_000,
    make: text((size) => `${opening}<MEMO>${"&".repeat(size)}`),
  },
  {
    name: "long entities",
    size: 4_000,
    make: text((size) => `${opening}<MEMO>&${"a".repeat(size)};`),
  },
  {
    name: "a long amount",
    size: 4_000,
    make: text((size) => `${opening}<STMTTRN><TRNAMT>${"9".repeat(size)}</STMTTRN>`),
  },
  {
    name: "a long name",
    size: 4_000,
    make: text((size) => `${opening}<STMTTRN><NAME>${"x ".repeat(size)}</STMTTRN>`),
  },
  {
    name: "the same transaction",
    size: 300,
    make: text((size) => opening + transaction.repeat(size)),
  },
  {
    name: "lines of a header",
    size: 1_000,
    make: text((size) => `OFXHEADER:100\n${"A:B\n".repeat(size)}\n<OFX>`),
  },
];

/** A statement of CAMT with something in it. */
function camt(inner: string): string {
  return `<Document><BkToCstmrStmt><Stmt>${inner}</Stmt></BkToCstmrStmt></Document>`;
}

const entry = (inner: string): string =>
  `<Ntry><Amt Ccy="EUR">1</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>2026-01-03</Dt></BookgDt>${inner}</Ntry>`;

const camtTraps: readonly Trap[] = [
  { name: "many entries", size: 1_500, make: text((size) => camt(entry("").repeat(size))) },
  {
    name: "many payments in one entry",
    size: 1_500,
    make: text((size) =>
      camt(entry(`<NtryDtls>${"<TxDtls><Refs/></TxDtls>".repeat(size)}</NtryDtls>`)),
    ),
  },
  {
    name: "many lines of one purpose",
    size: 3_000,
    make: text((size) =>
      camt(
        entry(
          `<NtryDtls><TxDtls><RmtInf>${"<Ustrd>x</Ustrd>".repeat(size)}</RmtInf></TxDtls></NtryDtls>`,
        ),
      ),
    ),
  },
  {
    name: "many statements",
    size: 1_500,
    make: text((size) => camt(`</Stmt><Stmt>${entry("")}`.repeat(size))),
  },
  {
    name: "many balances",
    size: 1_500,
    make: text((size) =>
      camt("<Bal><Tp><CdOrPrtry><Cd>X</Cd></CdOrPrtry></Tp></Bal>".repeat(size)),
    ),
  },
  { name: "references", size: 4_000, make: text((size) => camt(entry("&amp;".repeat(size)))) },
  { name: "ampersands", size: 4_000, make: text((size) => camt(entry("&a".repeat(size)))) },
  { name: "white space in a tag", size: 4_000, make: text((size) => `<a${" ".repeat(size)}b`) },
  { name: "a name without end", size: 4_000, make: text((size) => `<${"a".repeat(size)}`) },
  { name: "attributes", size: 2_000, make: text((size) => `<a${" b='1'".repeat(size)}/>`) },
  { name: "comments", size: 2_000, make: text((size) => "<!--a-->".repeat(size)) },
  { name: "comments that do not end", size: 2_000, make: text((size) => "<!--".repeat(size)) },
  { name: "tags that do not end", size: 2_000, make: text((size) => "<a ".repeat(size)) },
  { name: "lines", size: 4_000, make: text((size) => camt("\n".repeat(size))) },
];

const prototypeTraps: readonly Trap[] = [
  { name: "nested arrays", size: 4_000, make: text((size) => "[".repeat(size)) },
  {
    name: "nested arrays, closed",
    size: 2_000,
    make: text((size) => "[".repeat(size) + "]".repeat(size)),
  },
  {
    name: "long numbers",
    size: 4_000,
    make: text(
      (size) => `[{"income":${"9".repeat(size)},"recommended_budget":{},"actual_expenses":{}}]`,
    ),
  },
  {
    name: "many fields",
    size: 1_000,
    make: text((size) => `{${Array.from({ length: size }, (_, index) => `"a${index}":1`).join()}}`),
  },
];

/** Texts that people type: readers refuse what is too long before they look at it. */
const textTraps: readonly (readonly [
  name: string,
  make: (size: number) => string,
  read: (typed: string) => unknown,
])[] = [
  [
    "amount: digits",
    (size) => "9".repeat(size),
    (typed) => parseAmount(typed, { currency, locale: "en-US" }),
  ],
  [
    "amount: groups",
    (size) => "1'".repeat(size),
    (typed) => parseAmount(typed, { currency, locale: "en-US" }),
  ],
  [
    "amount: signs",
    (size) => "-".repeat(size),
    (typed) => parseAmount(typed, { currency, locale: "en-US" }),
  ],
  [
    "amount: brackets",
    (size) => "(".repeat(size),
    (typed) => parseAmount(typed, { currency, locale: "en-US" }),
  ],
  ["number: separators", (size) => "1,".repeat(size), (typed) => readNumber(typed, ".")],
  ["number: both separators", (size) => "1,1.".repeat(size), (typed) => readNumber(typed, ".")],
  ["account secret: dashes", (size) => "-".repeat(size), parseAccountSecret],
  ["account secret: letters", (size) => "A".repeat(size), parseAccountSecret],
  ["link code: spaces", (size) => " ".repeat(size), parseLinkCode],
  ["login name: ligatures", (size) => "\ufdfa".repeat(size), parseLoginName],
  ["password: ligatures", (size) => "\ufdfa".repeat(size), parsePassword],
  ["password: marks", (size) => `a${"\u0301".repeat(size)}`, parsePassword],
  ["kit: lines", (size) => "vault: 1\n".repeat(size), parseKit],
  ["kit: one line", (size) => ":".repeat(size), parseKit],
];

/** Files that people import, as they are judged too. */
function readFile(read: (bytes: Bytes) => ImportedFile): (bytes: Bytes) => void {
  return (bytes) => mustBeSound(read(bytes));
}

const readers: readonly (readonly [string, readonly Trap[], (bytes: Bytes) => unknown])[] = [
  ["codec", codecTraps, decode],
  ["CSV", csvTraps, readFile((bytes) => readCsv(bytes, {}))],
  ["OFX", ofxTraps, readFile((bytes) => readOfx(bytes, {}))],
  ["CAMT", camtTraps, readFile((bytes) => readCamt(bytes, {}))],
  ["prototype", prototypeTraps, (bytes) => readPrototypeFile(bytes, currency)],
];

test("what is quadratic is noticed, what is linear is not", () => {
  const make = (size: number): number => size;
  // Somebody reads what comes out, or a compiler is free to leave the work out.
  const spent = new Uint32Array(1);
  const spend = (steps: number): void => {
    let sum = spent[0] ?? 0;
    for (let step = 0; step < steps; step += 1) sum = (Math.imul(sum, 31) + step) | 0;
    spent[0] = sum;
  };
  const quadratic = (size: number): void => spend(size * size);
  assert.throws(() => mustGrowLinearly({ make, read: quadratic, size: 250 }), /times as long/);
  mustGrowLinearly({ make, read: (size) => spend(200 * size), size: 500 });
  assert.notEqual(spent[0], 0);
});

for (const [reader, traps, read] of readers) {
  for (const { name, size, make } of traps) {
    test(`${reader}: ${name} cost no more than their length`, (t) => {
      const { ratio } = mustGrowLinearly({ make, read, size });
      t.diagnostic(`${ratio.toFixed(2)} of linear`);
    });
  }
}

for (const [name, make, read] of textTraps) {
  test(`${name} cost no more than their length`, () => {
    mustGrowLinearly({ make, read, size: 2_000 });
  });
}

test("padding: zeros cost no more than their length", () => {
  mustGrowLinearly({ make: (size) => new Uint8Array(size), read: unpad, size: 10_000 });
});

test("lines of the agent that come byte by byte cost no more than their length", () => {
  const make = (size: number): readonly string[] => Array.from({ length: size }, () => "x");
  const read = (parts: readonly string[]): void => {
    const reader = new LineReader();
    for (const part of parts) reader.push(part);
    reader.push("\n");
  };
  mustGrowLinearly({ make, read, size: 2_000 });
});

test("rows that are all alike are judged against others that are, in time of their number", () => {
  const make = (size: number) => readCsv(textBytes(header + row.repeat(size)), {}).rows;
  const read = (rows: ReturnType<typeof make>): void => {
    const existing: ExistingRow[] = rows.filter(isTaken).map((one, index) => ({
      id: String(index),
      day: one.day,
      amountMinor: minorOfExact(one.amount, "USD")?.amountMinor ?? 0n,
      text: `Another ${index % 7}`,
      bankId: null,
      pending: false,
      imported: false,
    }));
    judgeRows(rows, { currency: null, existing });
  };
  mustGrowLinearly({ make, read, size: 200 });
});

test("what is over a maximum is refused, by its name, before anything is made of it", () => {
  const tooLarge = importFile(new Uint8Array(FILE_BYTES_MAX + 1).fill(0x41), {});
  assert.equal(tooLarge.outcome, "reject");
  assert.match(sentenceText(tooLarge.reason ?? sentence("")), /larger than 64 MiB/);
  const longLine = readCsv(textBytes(header + "x".repeat(LINE_LENGTH_MAX + 1)), {});
  assert.notEqual(longLine.outcome, "ok");
  const deep = readOfx(textBytes(opening + "<A><B>x</B>".repeat(DEPTH_MAX + 10)), {});
  assert.notEqual(deep.outcome, "ok");
  assert.equal(readOfx(Uint8Array.from(ofxSamples[0]), {}).outcome, "ok");
});
