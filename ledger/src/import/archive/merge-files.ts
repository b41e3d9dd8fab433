/**
 * The files of an archive as one: their rows in the order of the archive, their warnings with the
 * name of the file. A file that cannot be read is a warning as long as another one can.
 */

import { sentence, type Sentence } from "../../sentence.ts";
import { chainBalances } from "../balance-chain.ts";
import { outcomeOf, rejectedFile, statementKey, statementsOf } from "../imported-file.ts";
import type {
  ImportedAccount,
  ImportedCategory,
  ImportedFile,
  ImportedRow,
  ImportQuestion,
  ImportWarning,
  StatedBalances,
} from "../imported-file.ts";
import { RECORDS_MAX } from "../limits.ts";

/** A file of an archive as it was read. */
export interface NamedFile {
  readonly name: string;
  readonly file: ImportedFile;
}

/** Returns the files as one. */
export function mergeFiles(files: readonly NamedFile[]): ImportedFile {
  const read = files.filter(({ file }) => file.outcome !== "reject");
  const warnings = files.flatMap(warningsOf);
  const [first] = read;
  if (first === undefined) return rejectedFile("zip", null, reasonOfNone(files));
  // One file beside others that are none of a bank's is that file.
  if (read.length === 1) {
    const isDoubtful = first.file.outcome === "ok" && warnings.some(({ isRecord }) => isRecord);
    return {
      ...first.file,
      outcome: isDoubtful ? "ok_with_warnings" : first.file.outcome,
      warnings,
    };
  }
  const rows = read.flatMap(({ file }, index) => rowsOf(file, index));
  if (rows.length > RECORDS_MAX) {
    const reason = sentence("The file has more than {most} transactions.", { most: RECORDS_MAX });
    return rejectedFile("zip", null, reason);
  }
  const outcome = outcomeOf(rows, warnings);
  return {
    format: only(read.map(({ file }) => file.format)) ?? "zip",
    encoding: only(read.map(({ file }) => file.encoding)),
    outcome,
    reason: outcome === "no_transactions" ? first.file.reason : null,
    statements: statementsOf(rows, balancesOf(read)),
    rows,
    warnings,
    questions: questionsOf(read),
    accounts: accountsOf(read),
    categories: categoriesOf(read),
  };
}

function reasonOfNone(files: readonly NamedFile[]): Sentence {
  const [first, ...more] = files.map(({ name, file: { reason } }) =>
    sentence("{name}: {reason}", { name, reason: reason ?? "" }),
  );
  if (first === undefined) return sentence("The archive is empty.");
  if (more.length === 0) return first;
  return sentence("None of the {count} files in the archive can be read. {first}", {
    count: files.length,
    first,
  });
}

/**
 * Kinds of files that lie beside statements without being any: terms, pictures, other tables of an
 * app. That they are not read is no loss.
 */
const BYSTANDERS: ReadonlySet<ImportedFile["format"]> = new Set([
  "binary",
  "empty",
  "html",
  "image",
  "json",
  "pdf",
  "ynab",
]);

function warningsOf({ name, file }: NamedFile): ImportWarning[] {
  if (file.outcome === "reject") {
    const text = sentence("{name} was not read. {reason}", { name, reason: file.reason ?? "" });
    return [{ line: null, text, isRecord: !BYSTANDERS.has(file.format) }];
  }
  return file.warnings.map((warning) => ({
    ...warning,
    text: sentence("{name}: {warning}", { name, warning: warning.text }),
  }));
}

/** Ids of transactions are those of one file. */
function rowsOf({ rows }: ImportedFile, index: number): ImportedRow[] {
  return rows.map((row) =>
    row.leg === undefined
      ? row
      : { ...row, leg: { ...row.leg, transaction: `${index}:${row.leg.transaction}` } },
  );
}

/** Files follow each other by their days, whatever they are called. */
function balancesOf(files: readonly NamedFile[]): Map<string, StatedBalances> {
  const statements = files.flatMap(({ file }) => file.statements);
  const balances = new Map<string, StatedBalances>();
  for (const statement of statements.toSorted((a, b) => (a.first ?? 0) - (b.first ?? 0))) {
    const key = statementKey(statement.account, statement.currency);
    const before = balances.get(key);
    balances.set(key, before === undefined ? statement : chainBalances(before, statement));
  }
  return balances;
}

/** What several files leave open is one question, which one answer settles for all. */
function questionsOf(files: readonly NamedFile[]): ImportQuestion[] {
  const byTopic = new Map<string, ImportQuestion>();
  for (const question of files.flatMap(({ file }) => file.questions)) {
    const before = byTopic.get(question.about);
    const choices = new Set([...(before?.choices ?? []), ...question.choices]);
    byTopic.set(question.about, { ...(before ?? question), choices: [...choices] });
  }
  return [...byTopic.values()];
}

function accountsOf(files: readonly NamedFile[]): ImportedAccount[] {
  const byName = new Map<string, ImportedAccount>();
  for (const account of files.flatMap(({ file }) => file.accounts)) {
    const key = statementKey(account.name, account.currency);
    if (!byName.has(key)) byName.set(key, account);
  }
  return [...byName.values()];
}

function categoriesOf(files: readonly NamedFile[]): ImportedCategory[] {
  const byPath = new Map<string, ImportedCategory>();
  for (const category of files.flatMap(({ file }) => file.categories)) {
    byPath.set(JSON.stringify(category.path), category);
  }
  return [...byPath.values()];
}

function only<Value>(values: readonly (Value | null)[]): Value | null {
  const [first = null, ...more] = values;
  return more.every((value) => value === first) ? first : null;
}
