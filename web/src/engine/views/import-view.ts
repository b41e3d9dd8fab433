/** A file that is to be imported, as the page shows it. */
import {
  countsOf,
  formatDecimal,
  mappingRoles,
  minorDigits,
  parseCurrency,
  sentence,
  type CsvMapping,
  type MappingRole,
  type PlannedFile,
} from "@coffer/ledger";
import type {
  BalanceModel,
  ImportedBefore,
  ImportFileModel,
  ImportRowModel,
  MappingModel,
  MigrationModel,
} from "../view-models.ts";

/** Rows of one verdict that are shown of a file; the rest is counted. */
const rowsShownMax = 500;
const categoriesShownMax = 200;

/** Returns what is shown of the file at a place. */
export function fileModel(file: PlannedFile, id: number): ImportFileModel {
  const { name, imported, reviews, balances, migration, lastTime } = file;
  const all = [...reviewRows(file), ...rowModels(file)];
  const shown = shownRows(all);
  return {
    id,
    name,
    format: imported.format,
    isRejected: imported.outcome === "reject",
    reason: imported.reason,
    rows: shown,
    rowsLeftOut: all.length - shown.length,
    warnings: imported.warnings.map(({ line, text }, place) => ({
      id: place,
      text: line === null ? text : sentence("Line {line}: {text}", { line, text }),
    })),
    questions: imported.questions.map((question) => ({ consequences: [], ...question })),
    counts: countsOf([file]),
    balances: balances.map(
      ({ account, currency, day, fileMinor, cofferMinor, reason }): BalanceModel => ({
        account,
        currency,
        day,
        file: decimal(fileMinor, currency),
        coffer: decimal(cofferMinor, currency),
        reason,
      }),
    ),
    migration: migration === null ? null : migrationModel(migration),
    mapping:
      imported.mapping === undefined || reviews !== null
        ? null
        : mappingModel(imported.mapping, lastTime !== undefined),
  };
}

function shownRows(all: readonly ImportRowModel[]): readonly ImportRowModel[] {
  const counts = new Map<string, number>();
  return all.filter(({ verdict }) => {
    const count = counts.get(verdict) ?? 0;
    counts.set(verdict, count + 1);
    return count < rowsShownMax;
  });
}

function rowModels({
  imported,
  verdicts,
  accounts,
  groups,
  suggestions,
  transfers,
}: PlannedFile): readonly ImportRowModel[] {
  const groupOf = new Map(groups.flatMap(({ rows }, at) => rows.map((row) => [row, at] as const)));
  const sides = new Map(transfers.map((proposal) => [proposal.row, proposal]));
  return imported.rows.map((row, id) => {
    const verdict = verdicts[id];
    const existing = verdict?.existing ?? null;
    const currency = accounts[id]?.currency ?? row.currency;
    const side = sides.get(id);
    const suggestion = suggestions[id] ?? null;
    return {
      id,
      line: row.line,
      day: row.day,
      amount: row.amount === null ? null : formatDecimal(row.amount.units, row.amount.digits),
      currency: row.currency,
      text: row.text,
      account: accounts[id]?.name ?? row.account,
      verdict: verdict?.verdict ?? "skipped",
      reason: verdict?.reason ?? null,
      group: groupOf.get(id) ?? id,
      existing: existing === null ? null : before(existing, currency),
      suggestion:
        suggestion?.category === undefined || suggestion.category === null
          ? null
          : { category: suggestion.category.path, reason: suggestion.reason },
      otherSide:
        side?.canJoin === true
          ? { ...before(side.other, side.other.currency), account: side.other.account }
          : null,
    };
  });
}

function before(
  {
    day,
    amountMinor,
    text,
  }: { readonly day: number; readonly amountMinor: bigint; readonly text: string },
  currency: string | null,
): ImportedBefore {
  return { day, amount: decimal(amountMinor, currency), text };
}

/** Reviews of the first prototype, which have no place among the rows. */
function reviewRows({ reviews }: PlannedFile): readonly ImportRowModel[] {
  return (reviews?.rows ?? []).map(({ line, amount, currency, text, verdict, reason }, id) => ({
    id,
    line,
    day: null,
    amount,
    currency,
    text,
    account: null,
    verdict,
    reason: { message: reason, values: {} },
    group: id,
    existing: null,
    suggestion: null,
    otherSide: null,
  }));
}

function migrationModel({
  transactions,
  transfers,
  accounts,
  categories,
}: NonNullable<PlannedFile["migration"]>): MigrationModel {
  return {
    transactions,
    transfers,
    accounts: accounts.map(
      ({ source, name, rows, currency, sourceBalance, cofferMinor, isEqual }) => ({
        source,
        name,
        rows,
        currency,
        there: formatDecimal(sourceBalance.units, sourceBalance.digits),
        here: cofferMinor === null ? null : decimal(cofferMinor, currency),
        isEqual,
      }),
    ),
    categories: categories
      .slice(0, categoriesShownMax)
      .map(({ source, path, isNew, bucket, reason }) => ({
        source: source.join(" › "),
        path: path.join(" › "),
        isNew,
        bucket,
        reason,
      })),
  };
}

function mappingModel(
  { columns, explanations, roles }: CsvMapping,
  isLikeLastTime: boolean,
): MappingModel {
  const roleOf = new Map<number, MappingRole>();
  for (const role of mappingRoles) {
    for (const column of roles[role] ?? []) roleOf.set(column, role);
  }
  return {
    columns: columns.map(({ number, name, examples }) => ({
      number,
      name,
      example: examples[0] ?? "",
      role: roleOf.get(number) ?? null,
    })),
    explanations: explanations.map(({ text }) => text),
    isLikeLastTime,
  };
}

function decimal(minor: bigint, currency: string | null): string {
  const code = currency === null ? undefined : parseCurrency(currency);
  return formatDecimal(minor, code === undefined ? 2 : minorDigits(code));
}
