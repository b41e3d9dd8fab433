/**
 * Banks' files: the same rows as CSV, OFX, QIF and CAMT.053, planned as `coffer import` plans them against a vault in which
 * a third of them are already; against papaparse alone on the CSV of the same rows. And what the planned rows take in memory.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import Papa from "papaparse";
import { dayToText, planFile, recordOf, settingsOf } from "../ledger/src/index.ts";
import { cpuMs, measurement, medians, type Measurement } from "./measure.ts";
import { growth } from "./memory.ts";
import { bookOf } from "./rows.ts";
import type { Size } from "./size.ts";

interface BankRow {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly text: string;
  /** What was spent, without a sign: "12.34". */
  readonly spent: string;
}

/** Every third row is one that `bookOf` makes too. */
function bankRows(count: number): readonly BankRow[] {
  return Array.from({ length: count }, (_, row) => ({
    date: dayToText(17_000 + (row % 3_650)),
    text: row % 3 === 0 ? `Market ${row % 320}` : `Shop ${row % 900}, branch ${row % 17}`,
    spent: ((((row * 37) % 20_000) + 1 + (row % 3 === 0 ? 0 : 30_000)) / 100).toFixed(2),
  }));
}

type Writer = (rows: readonly BankRow[], currency: string) => string;

const writers: Readonly<Record<string, Writer>> = {
  CSV: (rows) => {
    const lines = rows.map(({ date, text, spent }) => `${date},"${text}",-${spent}`);
    return `Date,Description,Amount\n${lines.join("\n")}\n`;
  },
  OFX: (rows, currency) => {
    const entries = rows.map(
      ({ date, text, spent }, row) =>
        `<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>${date.replaceAll("-", "")}<TRNAMT>-${spent}<FITID>${row}<NAME>${text}</STMTTRN>`,
    );
    return `OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>${currency}<BANKACCTFROM><BANKID>1<ACCTID>1<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>\n${entries.join("\n")}\n</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n`;
  },
  QIF: (rows) => {
    const records = rows.map(({ date, text, spent }) => `D${date}\nT-${spent}\nP${text}\n^`);
    return `!Type:Bank\n${records.join("\n")}\n`;
  },
  "CAMT.053": (rows, currency) => {
    const entries = rows.map(
      ({ date, text, spent }) =>
        `<Ntry><Amt Ccy="${currency}">${spent}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>${date}</Dt></BookgDt><NtryDtls><TxDtls><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
    );
    return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id><Othr><Id>1</Id></Othr></Id><Ccy>${currency}</Ccy></Acct>\n${entries.join("\n")}\n</Stmt></BkToCstmrStmt></Document>\n`;
  },
};

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Rows per CPU-second, and bytes of a planned row, of every format. */
export async function measureBankFiles(size: Size): Promise<readonly Measurement[]> {
  const book = bookOf(size.rows / 10);
  const target = recordOf(book.tables.account, book.tables.account.ids[0] ?? null);
  assert.ok(target !== undefined);
  const { currency } = settingsOf(book);
  const options = { book, target, usual: target, reviewCurrency: currency, hash: sha256 };
  const there = (size.rows / 10).toLocaleString("en");
  const lines: Measurement[] = [];
  for (const count of [size.importRows, size.importRows * 10]) {
    const rows = bankRows(count);
    const csv = writers["CSV"]?.(rows, currency) ?? "";
    for (const [format, write] of Object.entries(writers)) {
      const bytes = new TextEncoder().encode(write(rows, currency));
      const plan = () => planFile("bank", bytes, { ...options, earlier: [] });
      assert.equal(plan().verdicts.length, count, `${format} is read`);
      const took = await medians(size.rounds, {
        floor: () => cpuMs(() => Papa.parse(csv)),
        ours: () => cpuMs(plan),
      });
      const name = `${count.toLocaleString("en")} rows of ${format}`;
      lines.push(
        measurement({
          name: `${name}, duplicates checked against ${there}`,
          value: (count * 1_000) / took.ours,
          unit: "rows per CPU-second",
          floor: (count * 1_000) / took.floor,
          against: "papaparse alone on the CSV",
        }),
        measurement({
          name: `${name}, planned, memory of each`,
          value: (await growth(plan)) / count,
          unit: "bytes",
          floor: (await growth(() => Papa.parse(csv))) / count,
          against: "papaparse's rows of the CSV",
        }),
      );
    }
  }
  return lines;
}
