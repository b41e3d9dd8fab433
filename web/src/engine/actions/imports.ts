/**
 * Bank files: read and judged in the Worker, shown, and written only when the person says so. The files stay in
 * memory until then, and are judged again at the moment of writing: the book may have changed meanwhile.
 */
import { fingerprintOf } from "@coffer/client";
import {
  countsOf,
  formatDecimal,
  importChanges,
  importSets,
  liveAccounts,
  needsSqlite,
  parseId,
  planFile,
  settingsOf,
  undoOfBatch,
  usualAccount,
  type Book,
  type ImportOptions,
  type PlannedFile,
  type SqliteOpener,
  sentence,
} from "@coffer/ledger";
import { here, newId } from "../browser-environment.ts";
import { browserSqlite } from "../browser-sqlite.ts";
import type { Host } from "../host.ts";
import type { Ask, ImportAnswers } from "../messages.ts";
import { answer, problemOf, refuse, type Answer } from "../problems.ts";
import type { ImportBatchModel, ImportFileModel, ImportModel } from "../view-models.ts";

/** Rows of a file that are shown; the rest is counted. */
const rowsShownMax = 500;

type GivenFile = Ask<"readImport">["files"][number];

export class ImportDesk {
  #files: readonly GivenFile[] = [];
  #answers: ImportAnswers = { accountId: null };
  /** Loaded with the first file that needs it. */
  #sqlite: SqliteOpener | undefined;

  async read(host: Host, { files, answers }: Ask<"readImport">): Promise<Answer<ImportModel>> {
    if (files.some(({ bytes }) => needsSqlite(bytes))) this.#sqlite ??= await browserSqlite();
    this.#files = files;
    return this.answer(host, answers);
  }

  /** Reads the same files with other answers. */
  answer(host: Host, answers: ImportAnswers): Answer<ImportModel> {
    this.#answers = answers;
    return host.about((book) => {
      const files = this.#plan(book);
      return { files: files.map(fileModel), counts: countsOf(files) };
    });
  }

  async write(
    host: Host,
    wanted: Ask<"writeImport">,
  ): Promise<Answer<{ readonly written: number }>> {
    const { engine } = host;
    if (engine === undefined) return refuse({ code: "not-open" });
    const planned = this.#plan(engine.book);
    const made = importChanges(engine.book, planned, wanted, newId);
    if (made.added + made.updated === 0) return refuse({ code: "nothing-to-import" });
    const committed = await host.commitSets(importSets(here, made.batch, made.changes));
    if (!committed.ok) return committed;
    this.drop();
    return answer({ written: made.added + made.updated });
  }

  drop(): void {
    this.#files = [];
  }

  #plan(book: Book): readonly PlannedFile[] {
    const { accountId } = this.#answers;
    const target = liveAccounts(book).find(({ id, closed }) => id === accountId && !closed);
    const options = {
      ...optionsOf(this.#answers),
      book,
      target,
      usual: usualAccount(book),
      reviewCurrency: settingsOf(book).currency,
      hash: fingerprintOf,
      ...(this.#sqlite !== undefined && { sqlite: this.#sqlite }),
    };
    const planned: PlannedFile[] = [];
    for (const { name, bytes } of this.#files) {
      planned.push(planFile(name, bytes, { ...options, earlier: [...planned] }));
    }
    return planned;
  }
}

/** The imports, the newest first. */
export function listImports(book: Book): readonly ImportBatchModel[] {
  return book.tables.batch.records
    .filter((batch) => batch !== null)
    .map(({ id, files, counts, deleted }) => ({
      id,
      files,
      added: counts.new,
      isUndone: deleted,
    }))
    .toReversed();
}

/** Takes an import back as a whole. */
export async function undoImport(host: Host, ask: Ask<"undoImport">): Promise<Answer<null>> {
  const { engine } = host;
  const id = parseId(ask.id);
  if (engine === undefined || id === undefined) return refuse({ code: "not-open" });
  const taken = undoOfBatch(engine.book, id, { force: false });
  if (!taken.ok) return refuse(problemOf(taken.error));
  const target = engine.book.history.entries.find((entry) => entry.batch === id);
  const links = target === undefined ? {} : { undoes: target.id };
  return host.commit("undo", taken.value.changes, links);
}

function optionsOf({ dateOrder, decimal, sign }: ImportAnswers): ImportOptions {
  return {
    ...((dateOrder === "DMY" || dateOrder === "MDY" || dateOrder === "YMD") && { dateOrder }),
    ...((decimal === "." || decimal === ",") && { decimal }),
    ...((sign === "as-written" || sign === "inverted") && { sign }),
  };
}

function fileModel(
  { name, imported, verdicts, accounts, reviews }: PlannedFile,
  id: number,
): ImportFileModel {
  const rows = imported.rows.map((row, index) => ({
    line: row.line,
    day: row.day,
    amount: row.amount === null ? null : formatDecimal(row.amount.units, row.amount.digits),
    currency: row.currency,
    text: row.text,
    account: accounts[index]?.name ?? row.account,
    verdict: verdicts[index]?.verdict ?? "skipped",
    reason: verdicts[index]?.reason ?? null,
  }));
  const reviewRows =
    reviews?.rows.map(({ line, amount, currency, text, verdict, reason }) => ({
      line: line ?? 0,
      day: null,
      amount,
      currency,
      text,
      account: null,
      verdict,
      reason: { message: reason, values: {} },
    })) ?? [];
  const all = [...reviewRows, ...rows].map((row, place) => ({ ...row, id: place }));
  return {
    id,
    name,
    format: imported.format,
    isRejected: imported.outcome === "reject",
    reason: imported.reason,
    rows: all.slice(0, rowsShownMax),
    rowsLeftOut: Math.max(0, all.length - rowsShownMax),
    warnings: imported.warnings.map(({ line, text }, place) => ({
      id: place,
      text: line === null ? text : sentence("Line {line}: {text}", { line, text }),
    })),
    questions: imported.questions,
  };
}
