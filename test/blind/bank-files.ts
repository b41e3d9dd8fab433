/** The files that the person of the scripted month imports. */
import { asTyped, days, prototypeIncome, sums, texts } from "./typed.ts";

export const csvFile = {
  name: `${texts["csv file name"]}.csv`,
  text: `Date,Description,Amount,${texts["csv column"]}
${days.csv},${texts["csv text"]},-${asTyped(sums["csv amount"])},x
${days.csv},Bakery,-2.50,y
`,
};

export const ofxFile = {
  name: `${texts["ofx file name"]}.ofx`,
  text: `OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:1252
COMPRESSION:NONE
OLDFILEUID:NONE
NEWFILEUID:NONE

<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20870620
<LANGUAGE>ENG<FI><ORG>${texts["ofx bank"]}<FID>1</FI></SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>EUR
<BANKACCTFROM><BANKID>1<ACCTID>${texts["ofx account number"]}<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20870601<DTEND>20870630
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>${days.ofx}<TRNAMT>-${asTyped(sums["ofx amount"])}
<FITID>${texts["ofx transaction id"]}<NAME>${texts["ofx payee"]}<MEMO>${texts["ofx memo"]}</STMTTRN>
</BANKTRANLIST>
<LEDGERBAL><BALAMT>${asTyped(sums["ofx balance"])}<DTASOF>20870630</LEDGERBAL>
</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
`,
};

export const prototypeFile = {
  name: `${texts["json file name"]}_budget_history.json`,
  text: JSON.stringify([
    {
      income: prototypeIncome,
      recommended_budget: { needs: 40_208_631.75, wants: 24_125_179.05, savings: 16_083_452.7 },
      actual_expenses: { needs: 1, wants: 2, savings: 3 },
      analysis: {
        needs_status: texts["json note"],
        wants_status: "Within recommended budget",
        savings_status: "Within recommended budget",
      },
    },
  ]),
};
