/** The reader of plain-text accounting journals. */
import { readJournal } from "../../../ledger/src/import/journal/read-journal.ts";
import { tokensOf, textBytes, type Target } from "../target.ts";
import { mustBeSound } from "./bank-targets.ts";

const ledger = `; a journal
D $1,000.00
commodity 1.000,00 EUR
account aktiva:bank  ; type:A
alias giro=aktiva:bank
apply account me

2026-01-02=2026-01-03 * (12) Shop | milk ; note
    ; tag: value
    giro  ($10 * 2 + $1.50)  ; bread
    [v]  3 "green apples" {$1.50} [2026-01-01] @@ $5 = 3 "green apples"
    [w]  -$5
    (x)  1E-2 EUR
    b

~ monthly
    a  1
    b
= /a/
    (c)  0.1
Y2026
1/5 ! y
    d  -5 AAPL @ $2
    e   = $3
    f
comment
anything
end comment
P 2026-01-01 EUR $1.1
`;
const beancount = `option "operating_currency" "EUR"
option "name_equity" "Eigen"
plugin "beancount.plugins.auto_accounts"
2026-01-01 open Assets:Shares ACME "FIFO"
2026-01-01 pad Assets:Bank Eigen:Opening
2026-01-02 balance Assets:Bank 100.00 ~ 0.01 EUR
pushtag #trip
2026-01-03 * "Shop" "two
lines" #a ^b
  id: "x"
  Assets:Shares  (1 + 2) * 2 ACME {10.00 # 1 EUR, 2026-01-01, "lot"} @ 11 EUR
  Assets:Bank
2026-01-04 txn
  Assets:Shares  -1 ACME {}
  Assets:Bank  10 EUR
  Income:Gains
poptag #trip
2026-12-31 close Assets:Shares
`;

const tokens = tokensOf(
  "\n",
  "\n  ",
  "  ",
  "\t",
  "2026-01-02",
  "1/2",
  "9999-12-31",
  "Y9999",
  "((((((((",
  "))))))))",
  "-(",
  "{",
  "{{",
  "}}",
  "{*}",
  "@@",
  "@",
  "=",
  "==*",
  "= 0",
  "[",
  "]",
  "1,000",
  "1.000,00",
  "999999999999",
  "0.000000000000000001",
  "1e99",
  "1E-99",
  " / 3",
  " * 999999999999",
  "$",
  "€",
  '"',
  '"a b"',
  ";",
  "apply account a:b\n",
  "end apply account\n",
  "alias a=b:c\n",
  "bucket z\n",
  "comment\n",
  "include x\n",
  ":",
  "a:b:c",
  "Assets:Bank",
  "pad",
  "balance",
  "\r",
  "\0",
  "\ufeff",
);

export const journalTargets: readonly Target[] = [
  {
    name: "journals",
    samples: [textBytes(ledger), textBytes(beancount)],
    tokens,
    inputs: 1_500,
    take: (input) => {
      let isAccepted = false;
      for (const options of [{}, { decimal: ",", currency: "CAD", account: "b" }] as const) {
        const imported = readJournal(input, options);
        mustBeSound(imported);
        isAccepted ||= imported.outcome === "ok" || imported.outcome === "ok_with_warnings";
      }
      return isAccepted;
    },
  },
];
