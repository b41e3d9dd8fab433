/** CAMT files, alone and in archives. */
import { gzipSync, zipSync } from "fflate";
import { gunzip } from "../../../ledger/src/import/archive/gunzip.ts";
import { unzip } from "../../../ledger/src/import/archive/unzip.ts";
import { readCamt } from "../../../ledger/src/import/camt/read-camt.ts";
import { importFile } from "../../../ledger/src/import/import-file.ts";
import {
  ARCHIVE_BYTES_MAX,
  ARCHIVE_RATIO_FREE_BYTES,
  ARCHIVE_RATIO_MAX,
} from "../../../ledger/src/import/limits.ts";
import type { Bytes } from "../../../protocol/src/bytes.ts";
import { csvSamples, ofxSamples } from "../bank-samples.ts";
import { must, textBytes, tokensOf, type Target } from "../target.ts";
import { takeFile } from "./bank-targets.ts";

/** Version 8: a batch that adds up, a pending entry, balances. */
const statement = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt>
<Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-02</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">90.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-03</Dt></Dt></Bal>
<Ntry><NtryRef>7</NtryRef><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2026-01-03</Dt></BookgDt><ValDt><Dt>2026-01-03</Dt></ValDt><AcctSvcrRef>R-7</AcctSvcrRef>
<NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>
<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><Amt Ccy="EUR">4.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>
<RltdPties><Cdtr><Pty><Nm>Shop &amp; Sons &#233;</Nm></Pty></Cdtr></RltdPties><RmtInf><Ustrd>one</Ustrd><Ustrd>two</Ustrd></RmtInf></TxDtls>
<TxDtls><Amt Ccy="EUR">6.00</Amt><RmtInf><Strd><CdtrRefInf><Ref>RF18</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls>
<AddtlNtryInf><![CDATA[Order <1>]]></AddtlNtryInf></Ntry>
<Ntry><Amt Ccy="EUR">3</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts><BookgDt><DtTm>2026-01-03T23:00:00+01:00</DtTm></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>
`;

/** Version 2 with prefixes, of a day that is not over. */
const report = `<?xml version='1.0'?>
<n:Document xmlns:n="urn:iso:std:iso:20022:tech:xsd:camt.052.001.02"><n:BkToCstmrAcctRpt><n:Rpt><n:CreDtTm>2026-01-03T10:00:00</n:CreDtTm>
<n:Acct><n:Id><n:Othr><n:Id>12-345</n:Id></n:Othr></n:Id></n:Acct>
<n:Ntry><n:Amt Ccy="CHF">5.50</n:Amt><n:CdtDbtInd>CRDT</n:CdtDbtInd><n:RvslInd>true</n:RvslInd><n:Sts>BOOK</n:Sts>
<n:NtryDtls><n:TxDtls><n:AmtDtls><n:TxAmt><n:Amt Ccy="CHF">5.50</n:Amt></n:TxAmt></n:AmtDtls>
<n:RltdPties><n:Dbtr><n:Nm>Anna</n:Nm></n:Dbtr></n:RltdPties></n:TxDtls></n:NtryDtls></n:Ntry></n:Rpt></n:BkToCstmrAcctRpt></n:Document>
`;

const camtSamples: readonly [Bytes, ...Bytes[]] = [textBytes(statement), textBytes(report)];

const xmlTokens = tokensOf(
  "<Ntry>",
  "</Ntry>",
  "<Stmt>",
  "</Stmt>",
  "<TxDtls>",
  "</TxDtls>",
  "<Amt Ccy='USD'>",
  "</Amt>",

  "<CdtDbtInd>DBIT</CdtDbtInd>",
  "<Sts>INFO</Sts>",
  "<BookgDt>",
  "</BookgDt>",
  "<Dt>0000-00-00</Dt>",

  "<",
  ">",
  "</",
  "/>",
  "<!--",
  "-->",
  "<?",
  "?>",
  "<![CDATA[",
  "]]>",
  "&amp;",
  "&#0;",
  "&#x110000;",
  "&a;",

  "<!DOCTYPE a>",
  '<!DOCTYPE a [<!ENTITY a "aaaa">]>',
  "xmlns:n=''",
  '"',
  "'",
  "=",
  "\0",
  "\ufeff",

  "-1",
  "1e9",
  "0.000000000000000000000000000001",
  "999999999999999",
  "NaN",
  "2026-02-30",
  "\u202e",
);

/** Samples side by side, deflated and stored, with what programs leave beside them. */
const zips: readonly [Bytes, ...Bytes[]] = [
  Uint8Array.from(
    zipSync({
      "a.xml": camtSamples[0],
      "__MACOSX/a.xml": textBytes("x"),
      "folder/b.csv": [csvSamples[0], { level: 0 }],
      "folder/c.ofx": ofxSamples[0],
    }),
  ),
  Uint8Array.from(zipSync({ "b.xml": textBytes(report), "terms.pdf": textBytes("%PDF-1.7") })),
];

const archiveTokens = [
  Uint8Array.of(0x50, 0x4b, 3, 4),
  Uint8Array.of(0x50, 0x4b, 1, 2),
  Uint8Array.of(0x50, 0x4b, 5, 6),
  Uint8Array.of(0x50, 0x4b, 6, 6),
  Uint8Array.of(0x1f, 0x8b, 8, 0),
  Uint8Array.of(0xff, 0xff, 0xff, 0xff),
  ...tokensOf("../", "/", "\\", "a.xml", "\0\0\0\0", "\u0008\0", "\u0001\0"),
];

const takeAny = takeFile(importFile);

/** Whatever an archive says of itself, no more comes out than its size allows. */
function mustBeBounded(input: Bytes): void {
  const most = Math.min(
    ARCHIVE_BYTES_MAX,
    ARCHIVE_RATIO_FREE_BYTES + input.length * ARCHIVE_RATIO_MAX,
  );
  const files = unzip(input);
  const total = files.ok ? files.value.reduce((sum, { bytes }) => sum + bytes.length, 0) : 0;
  const unpacked = gunzip(input);
  must(total <= most && (!unpacked.ok || unpacked.value.length <= most), "archives are bounded");
}

export const camtTargets: readonly Target[] = [
  {
    name: "CAMT",
    samples: camtSamples,
    tokens: xmlTokens,
    inputs: 1_500,
    take: takeFile(readCamt),
  },
  {
    name: "archives",
    samples: [
      ...zips,
      Uint8Array.from(gzipSync(camtSamples[0])),
      Uint8Array.from([...gzipSync(csvSamples[0]), ...gzipSync(csvSamples[0])]),
    ],
    tokens: archiveTokens,
    inputs: 600,
    take: (input) => {
      mustBeBounded(input);
      return takeAny(input);
    },
  },
];
