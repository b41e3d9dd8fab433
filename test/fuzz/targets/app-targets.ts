/** Readers of what other apps export. */
import { importFile } from "../../../ledger/src/import/import-file.ts";
import { textBytes, tokensOf, type Target } from "../target.ts";
import { takeFile } from "./bank-targets.ts";

const tables = [
  `"Account","Flag","Date","Payee","Category Group/Category","Category Group","Category","Memo","Outflow","Inflow","Cleared"
"Giro","","01/31/2026","Starting Balance","","","","",$0.00,$100.00,"Cleared"
"Giro","Red","02/01/2026","Shop","Living: Food","Living","Food","Split (1/2) bread",$12.50,$0.00,"Cleared"
"Giro","","02/01/2026","Transfer : Cash","","","","Split (2/2) ",$5.00,$0.00,"Cleared"
"Cash","","02/01/2026","Transfer : Giro","","","","",$0.00,$5.00,"Uncleared"
`,
  `journal_id,type,amount,foreign_amount,currency_code,foreign_currency_code,description,date,source_name,source_type,destination_name,destination_type,category,tags,notes
1,Withdrawal,-12.50,,EUR,,Lunch,2026-01-31T23:30:00+01:00,Giro,Asset account,Shop,Expense account,Food,"a,b",n
2,Transfer,20,22.5,EUR,USD,Save,2026-02-02T00:00:00+01:00,Giro,Asset account,Saving,Asset account,,,
3,Opening balance,-5,,EUR,,Start,2026-01-01T00:00:00+01:00,Card,Asset account,Initial,Initial balance account,,,
`,
  `"1/03/2020","A &amp; B","AB","12.50","debit","Coffee","Giro","x","n"
"1/04/2020","Pay","Pay","100.00","credit","Uncategorized","Giro","",""
`,
  `Time,Timezone,Type,Category,Sub Category,Account,Account Currency,Amount,Account2,Account2 Currency,Account2 Amount,Geographic Location,Tags,Description
2026-01-04 08:00:00,+08:00,Transfer,,,Cash,CNY,70.00,Bank,USD,10.00,,a;b,Move
2026-01-05 08:00:00,+08:00,Expense,Food,Snack,Cash,CNY,7.00,,,,,,
`,
  `account,amount,currency,title,note,date,income,type,category name,subcategory name,color,icon,emoji,budget,objective
Cash,-20.0,EUR,,Transferred Balance,2026-01-03 08:00:00.000,false,null,Balance Correction,,,,,,
Bank,20.0,EUR,,Transferred Balance,2026-01-03 08:00:00.000,true,null,Balance Correction,,,,,,
`,
  `date,name,amount,status,category,parent category,excluded,tags,type,account,account mask,note,recurring
2026-07-10,Shop,42.50,pending,Food,Living,false,,regular,Giro,1234,,
`,
].map(textBytes);

const budgets = [
  {
    budgetMetaData: { currencyISOSymbol: "EUR" },
    accounts: [{ entityId: "g", accountName: "Giro", accountType: "Checking" }],
    payees: [{ entityId: "p", name: "Shop" }],
    masterCategories: [
      { entityId: "m", name: "Living", subCategories: [{ entityId: "f", name: "Food" }] },
    ],
    monthlyBudgets: [{ entityId: "b", month: "2026-01-01" }],
    transactions: [
      {
        entityId: "1",
        accountId: "g",
        payeeId: "p",
        date: "2026-01-02",
        amount: -30.5,
        subTransactions: [
          { entityId: "1a", amount: -20, transferTransactionId: "2" },
          { entityId: "1b", amount: -10.5, categoryId: "f" },
        ],
      },
      {
        entityId: "2",
        accountId: "g",
        date: "2026-01-02",
        amount: 20,
        transferTransactionId: "1a",
      },
    ],
  },
  {
    data: {
      budget: {
        currency_format: { iso_code: "USD" },
        accounts: [{ id: "g", name: "Giro", type: "checking", balance: -12340, closed: false }],
        category_groups: [{ id: "cg", name: "Living" }],
        categories: [{ id: "f", category_group_id: "cg", name: "Food" }],
        transactions: [{ id: "1", date: "2026-01-02", amount: -12340, account_id: "g" }],
        subtransactions: [
          { id: "s", transaction_id: "1", amount: -12340, category_id: "f", memo: "n" },
        ],
      },
    },
  },
].map((budget) => textBytes(JSON.stringify(budget, null, 1)));

const tokens = tokensOf(
  "Transfer : ",
  "Split (1/2) ",
  "(Split 9999/9999) ",
  "Starting Balance",
  "Inflow",
  "Outflow",
  "Withdrawal",
  "Deposit",
  "Reconciliation",
  "Asset account",
  "Loan",
  "debit",
  "credit",
  "Balance Modification",
  "Balance Correction",
  "true",
  "-0",
  "1e30",
  "-1e-30",
  "$",
  "€",
  '"',

  '"deleted":true',
  '"isTombstone":true',
  '"__proto__":',
  "null",
  "[",
  "{",
  "}",
  "]",
  ",",
  "\n",
  "2026-13-01",
  "31.12.2026",
  "12/31/2026",
  "&amp;lt;",
  "`",
  "MasterCategory/__Hidden__",
);

export const appTargets: readonly Target[] = [
  {
    name: "tables of other apps",
    samples: tables as [Uint8Array, ...Uint8Array[]],
    tokens,
    inputs: 600,
    take: takeFile(importFile),
  },
  {
    name: "budgets of YNAB as JSON",
    samples: budgets as [Uint8Array, ...Uint8Array[]],
    tokens,
    inputs: 1_500,
    take: takeFile(importFile),
  },
];
