/**
 * The door into ledger: money, calendar, the book, the 50/30/20 engine, reports, bank files.
 */
export { assert, fail, ok, type Result } from "./result.ts";

export { AMOUNT_MINOR_MAX } from "./money/allocate.ts";
export {
  amountFormatter,
  formatAmount,
  formatPlainAmount,
  parseAmount,
  type AmountError,
  type AmountFormat,
} from "./money/amount-text.ts";
export { minorDigits, parseCurrency, type CurrencyCode } from "./money/currency.ts";
export { formatDecimal } from "./money/decimal.ts";

export { dayFromCivil, dayToText, parseDay, weekday, type Day } from "./calendar/day.ts";
export {
  formatPeriod,
  nextPeriod,
  parsePeriod,
  periodContaining,
  previousPeriod,
  validateCycle,
  type Cycle,
  type Period,
} from "./calendar/period.ts";

export { apply, revert, type Applied } from "./book/apply.ts";
export { accountBalances } from "./book/balances.ts";
export { createBook, settingsOf, type Book } from "./book/book.ts";
export {
  categoryUse,
  changeCategory,
  deleteCategory,
  mergeCategory,
  newCategory,
  type CategoryError,
  type CategoryWish,
} from "./book/category-changes.ts";
export {
  bucketOfCategory,
  categoryPath,
  liveAccounts,
  liveCategories,
  liveCategory,
  parentOf,
} from "./book/category-tree.ts";
export { decodeChangeSet, encodeChangeSet, type ChangeSetError } from "./book/change-set-codec.ts";
export { type Change, type ChangeSet } from "./book/change.ts";
export {
  changeSetsOf,
  importSets,
  newChangeSet,
  type ChangeSetSource,
  type Links,
} from "./book/change-sets.ts";
export { checkBook, type BookProblem } from "./book/check.ts";
export { dump } from "./book/dump.ts";
export { existingRowsOf } from "./book/existing-rows.ts";
export { findAccount, findCategory, type FindError } from "./book/find.ts";
export { findTransaction, shortIds, type FindTransactionError } from "./book/id-prefix.ts";
export { parseId, SETTINGS_ID, type Id } from "./book/id.ts";
export { bookLimits } from "./book/limits.ts";
export {
  listTransactions,
  listedRowsOf,
  rowOfTransaction,
  transactionById,
  transactionInRow,
  type ListedRow,
  type TransactionRecord,
} from "./book/listing.ts";
export { load } from "./book/load.ts";
export {
  correctAmount,
  reconcile,
  reconciliation,
  statementDifference,
  statementDrift,
  type Reconciliation,
  type ReconcileError,
  type StatementRow,
} from "./book/reconcile.ts";
export { guessDifference, type Guess } from "./book/reconcile-guesses.ts";
export { recordOf, type RecordOf } from "./book/record-table.ts";
export {
  accountRoles,
  type AccountRole,
  type BatchCounts,
  type CategoryKind,
  type TransactionFields,
} from "./book/records.ts";
export { sumsOfRows } from "./book/row-sums.ts";
export { amountOnAccount, runningBalances } from "./book/running-balances.ts";
export { selectRows, type ListFilter } from "./book/select-rows.ts";
export { sentence, sentenceText, type Sentence } from "./sentence.ts";
export { starterChanges } from "./book/starter.ts";
export { usualAccount } from "./book/usual-account.ts";
export { createSuggester, suggestCategory, type Suggestion } from "./book/suggest.ts";
export type { RowSuggestion } from "./import/plan/suggestions.ts";
export { reasonSentence } from "./rule/reason-sentence.ts";
export {
  changeRule,
  moveRule,
  newRule,
  removeRule,
  type RuleError,
  type RuleWish,
} from "./rule/rule-changes.ts";
export { ruleDiff, type RuleDiff, type RuledRow } from "./rule/rule-diff.ts";
export { rulePreview } from "./rule/rule-preview.ts";
export { liveRules, ruleProblem, ruleQueryText, RULES_MAX } from "./rule/rules.ts";
export { RULES_LABEL } from "./rule/set-by-hand.ts";
export { spendingKindOf } from "./book/typed-kind.ts";
export {
  redoTarget,
  undoOf,
  undoOfBatch,
  undoTarget,
  type Undo,
  type UndoError,
} from "./book/undo.ts";

export { type Advice, type AdviceCode, type AdviceEffect } from "./budget/advice.ts";
export {
  incomeBase,
  readIncomeMode as validateIncomeMode,
  type IncomeBase,
  type IncomeMode,
} from "./budget/income-base.ts";
export { headlineOf, type Headline } from "./budget/headline.ts";
export { defaultPaceThresholds, paceOf, type Pace } from "./budget/pace.ts";
export { presets } from "./budget/presets.ts";
export { reviewOf, basisPointsOf, type Review } from "./budget/review.ts";
export { defaultRule, formatRule, parseRule, validateRule, type Rule } from "./budget/rule.ts";
export { type Variance } from "./budget/variance.ts";
export { validateSnapshot, type ReviewSnapshot } from "./budget/snapshot.ts";
export { recommend } from "./budget/split.ts";
export { cutRange, cutsOf, withCut, withShare } from "./budget/shares.ts";
export {
  parseInstead,
  whatIf,
  type WhatIf,
  type WhatIfChanges,
  type WhatIfFacts,
} from "./budget/what-if.ts";
export { statusText, statusSentence } from "./budget/status-text.ts";

export { budgetLines, type BudgetLine } from "./report/budget-lines.ts";
export { adviceFor, payeeText, type BookAdvice } from "./report/book-advice.ts";
export {
  BULK_MAX,
  bulkChanges,
  staysBecause,
  type BulkEdit,
  type StaysBecause,
} from "./edit/bulk-edit.ts";
export { copiedFields } from "./edit/copied-fields.ts";
export {
  editedAmounts,
  isFromOwnSide,
  transferAmounts,
  type AmountEdit,
  type AmountEditError,
} from "./edit/edited-amounts.ts";
export {
  editedParts,
  readParts,
  type PartsError,
  type PartsReading,
  type TypedPart,
} from "./edit/edited-parts.ts";
export { editedText } from "./edit/edited-text.ts";
export { asIfChanged } from "./edit/as-if-changed.ts";

export { completeText } from "./query/complete-text.ts";
export { parseQuery } from "./query/parse-query.ts";
export { printQuery } from "./query/print-query.ts";
export { queryFields, queryStates, type Query, type QueryError } from "./query/query.ts";
export { queryTest, type RowTest } from "./query/row-test.ts";

export {
  accountGroups,
  accountTotals,
  groupOfRole,
  type AccountGroup,
  type AccountTotals,
} from "./report/account-totals.ts";
export { bucketTotals, type PeriodTotals } from "./report/bucket-totals.ts";
export {
  closedReviews,
  isOfPeriod,
  keptReviews,
  restatedReview,
  type ClosedReview,
  type KeptReview,
} from "./report/closed-reviews.ts";
export { closingChecks, snapshotOf } from "./report/closing.ts";
export { contributions, type PeriodContributions } from "./report/contributors.ts";
export { incomeChoices } from "./report/income-choices.ts";
export { periodHistory } from "./report/period-history.ts";
export {
  countUnassigned,
  rowsWithout,
  spentInRows,
  unsortedById,
  unsortedOf,
  usualCategories,
  waitingRows,
  type Unsorted,
} from "./report/waiting.ts";
export { cashFlow, type CashFlow } from "./report/cash-flow.ts";
export { bucketToExplain, explainPeriod, type Explained } from "./report/explanation.ts";
export { netWorth, worthPeriods, type NetWorth } from "./report/net-worth.ts";
export {
  bucketParts,
  categoryParts,
  countedRows,
  payeeParts,
  totalOf,
  type ComparedPeriods,
  type Part,
  type Within,
} from "./report/parts.ts";
export { reviewAmounts, reviewPeriod, type PeriodReview } from "./report/period-review.ts";
export { periodSeries, type SeriesPeriod } from "./report/series.ts";
export { DAY_LEVEL_MAX, levelsOf, spendingByDay } from "./report/spending-days.ts";
export { waterfallOf, type Waterfall } from "./report/waterfall.ts";

export { exportBook, exportFormats, type ExportFormat } from "./export/export-book.ts";

export { importFile } from "./import/import-file.ts";
export {
  FIELD_LENGTH_MAX,
  FILE_BYTES_MAX,
  SQLITE_HEAP_BYTES_MAX,
  SQLITE_ROWS_MAX,
  SQLITE_TEXT_MAX,
} from "./import/limits.ts";
export { needsSqlite } from "./import/sqlite/needs-sqlite.ts";
export type {
  SqliteFailure,
  SqliteFile,
  SqliteOpener,
  SqliteRow,
} from "./import/sqlite/sqlite-file.ts";
export { importFileToJson, type ImportFileJson } from "./import/import-json.ts";
export {
  isTaken,
  rejectedFile,
  type ImportedFile,
  type ImportedRow,
  type ImportOptions,
} from "./import/imported-file.ts";
export { mapText, parseMapText } from "./import/csv/map-text.ts";
export {
  mappingRoles,
  type CsvCorrections,
  type CsvMapping,
  type MappedColumn,
  type MappingRole,
} from "./import/csv/mapping.ts";
export {
  isPrototypeUsers,
  PROTOTYPE_USERS_REASON,
  readPrototypeFile,
  type PrototypeReview,
} from "./import/prototype.ts";
export { minorOfExact } from "./import/exact-amount.ts";
export { judgeRows, type ExistingRow, type RowVerdict, type Verdict } from "./import/verdict.ts";
export { numberOfKept, type LastTime } from "./import/plan/last-time.ts";
export type { BalanceLine } from "./import/plan/balances.ts";
export {
  countsOf,
  importChanges,
  type RowChoices,
  type WantedRows,
} from "./import/plan/import-changes.ts";
export type { Migration } from "./import/plan/migration.ts";
export { plannedJson } from "./import/plan/plan-json.ts";
export type { TransferProposal } from "./import/plan/transfer-proposals.ts";
export {
  planFile,
  planSteps,
  unreadFile,
  type PlannedFile,
  type PlanOptions,
} from "./import/plan/plan-file.ts";

export { readFile, type ReadFile, type ReadOptions } from "./import/plan/read-file.ts";

export { sampleChangeSets, type SampleOptions } from "./sample/sample-household.ts";
