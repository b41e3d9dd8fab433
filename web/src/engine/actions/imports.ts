/**
 * Bank files: read in a Worker of their own, judged here, shown, and written only when the person says so. The files
 * stay in memory until then, and are judged again at the moment of writing: the book may have changed meanwhile.
 */
import { fingerprintOf } from "@coffer/client";
import {
  countsOf,
  importChanges,
  importSets,
  listedRowsOf,
  liveAccounts,
  parseId,
  recordOf,
  rowOfTransaction,
  planSteps,
  settingsOf,
  undoOfBatch,
  usualAccount,
  type Book,
  type ImportOptions,
  type PlannedFile,
  type ReadFile,
  type ReadOptions,
  type RowChoices,
  type Undo,
} from "@coffer/ledger";
import { here, newId } from "../browser-environment.ts";
import type { Host } from "../host.ts";
import { FileReading } from "../file-reading.ts";
import type { Ask, ImportAnswers, ImportChoices, ImportProgress } from "../messages.ts";
import { answer, problemOf, refuse, type Answer } from "../problems.ts";
import type { EditedRowModel, ImportBatchModel, ImportModel } from "../view-models.ts";
import { fileModel } from "../views/import-view.ts";

/** Edited rows of an import that are listed before it is taken back. */
const editedShownMax = 200;

/** Ways of reading one file whose rows are kept. */
const readingsMax = 3;

type GivenFile = Ask<"readImport">["files"][number];

/** A file, and what was read of it, by the options that it was read with. */
interface FileAtHand extends GivenFile {
  readonly fingerprint: string;
  readonly read: Map<string, ReadFile>;
}

export class ImportDesk {
  readonly #reading = new FileReading();
  readonly #tell: (progress: ImportProgress) => void;
  #files: readonly FileAtHand[] = [];
  #answers: ImportAnswers = { accountId: null };

  /** `tell` hears which file is being read. */
  constructor(tell: (progress: ImportProgress) => void) {
    this.#tell = tell;
  }

  /** Reads files; null if they were dropped meanwhile. */
  read(host: Host, { files, answers }: Ask<"readImport">): Promise<Answer<ImportModel | null>> {
    this.drop();
    this.#files = files.map(({ name, bytes }) => {
      return { name, bytes, fingerprint: fingerprintOf(bytes), read: new Map() };
    });
    return this.answer(host, answers);
  }

  /** Judges the same files with other answers; null if they were dropped meanwhile. */
  async answer(host: Host, answers: ImportAnswers): Promise<Answer<ImportModel | null>> {
    this.#answers = answers;
    const book = host.about((open) => open);
    if (!book.ok) return book;
    const files = await this.#plan(book.value);
    return answer(files && { files: files.map(fileModel), counts: countsOf(files) });
  }

  async write(
    host: Host,
    wanted: Ask<"writeImport">,
  ): Promise<Answer<{ readonly written: number }>> {
    const { engine } = host;
    if (engine === undefined) return refuse({ code: "not-open" });
    const planned = await this.#plan(engine.book);
    if (planned === null) return refuse({ code: "nothing-to-import" });
    const made = importChanges(
      engine.book,
      planned,
      { ...wanted, choices: wanted.choices.map(choicesOf) },
      newId,
    );
    if (made.added + made.updated === 0) return refuse({ code: "nothing-to-import" });
    const committed = await host.commitSets(importSets(here, made.batch, made.changes));
    if (!committed.ok) return committed;
    this.drop();
    return answer({ written: made.added + made.updated });
  }

  /** Forgets the files, and stops reading them. */
  drop(): void {
    this.#files = [];
    this.#reading.stop();
  }

  async #plan(book: Book): Promise<readonly PlannedFile[] | null> {
    const { accountId } = this.#answers;
    const target = liveAccounts(book).find(({ id, closed }) => id === accountId && !closed);
    const options = {
      book,
      target,
      usual: usualAccount(book),
      reviewCurrency: settingsOf(book).currency,
      hash: fingerprintOf,
    };
    const files = this.#files;
    const planned: PlannedFile[] = [];
    for (const [place, file] of files.entries()) {
      this.#tell({ name: file.name, number: place + 1, of: files.length });
      const steps = planSteps(file.name, file.fingerprint, {
        ...options,
        ...optionsOf(this.#answers, place),
        earlier: [...planned],
      });
      let step = steps.next();
      while (step.done !== true) {
        const read = await this.#readAs(file, step.value);
        if (read === null || this.#files !== files) return null;
        step = steps.next(read);
      }
      planned.push(step.value);
    }
    return planned;
  }

  async #readAs(file: FileAtHand, options: ReadOptions): Promise<ReadFile | null> {
    const key = JSON.stringify(options);
    const known = file.read.get(key);
    if (known !== undefined) return known;
    const read = await this.#reading.read(file.bytes, options);
    if (read === null) return null;
    const [oldest] = file.read.size < readingsMax ? [] : file.read.keys();
    if (oldest !== undefined) file.read.delete(oldest);
    file.read.set(key, read);
    return read;
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

/** Takes an import back as a whole; what was edited since is shown first. */
export async function undoImport(
  host: Host,
  ask: Ask<"undoImport">,
): Promise<Answer<readonly EditedRowModel[]>> {
  const { engine } = host;
  const id = parseId(ask.id);
  if (engine === undefined || id === undefined) return refuse({ code: "not-open" });
  const taken = undoOfBatch(engine.book, id, { force: false });
  if (!taken.ok) return refuse(problemOf(taken.error));
  const { changes, editedLater } = taken.value;
  if (editedLater.length > 0 && !ask.isEditedToo)
    return answer(editedRows(engine.book, editedLater));
  const target = engine.book.history.entries.find((entry) => entry.batch === id);
  const links = target === undefined ? {} : { undoes: target.id };
  const committed = await host.commit("undo", changes, links);
  return committed.ok ? answer([]) : committed;
}

function editedRows(book: Book, edited: Undo["editedLater"]): readonly EditedRowModel[] {
  return edited.slice(0, editedShownMax).map(({ table, id }) => {
    if (table === "account" || table === "category") {
      const text = recordOf<typeof table>(book.tables[table], id)?.name ?? "";
      return { id, day: null, amount: null, text };
    }
    const row = rowOfTransaction(book, id);
    const [first] = row === undefined ? [] : listedRowsOf(book, row);
    return {
      id,
      day: first?.day ?? null,
      amount: first === undefined ? null : { minor: first.amountMinor, currency: first.currency },
      text: first?.text ?? "",
    };
  });
}

/** What the answers say of the file at a place. */
function optionsOf(answers: ImportAnswers, place: number): ImportOptions {
  const { dateOrder, decimal, sign, currency, maps } = answers;
  const roles = maps?.[place];
  return {
    ...((dateOrder === "DMY" || dateOrder === "MDY" || dateOrder === "YMD") && { dateOrder }),
    ...((decimal === "." || decimal === ",") && { decimal }),
    ...((sign === "as-written" || sign === "inverted") && { sign }),
    ...(currency !== undefined && currency !== "" && { currency }),
    ...(roles !== undefined && { mapping: { roles } }),
  };
}

function choicesOf({ leftOut, taken, joined }: ImportChoices): RowChoices {
  return { leftOut: new Set(leftOut), taken: new Set(taken), joined: new Set(joined) };
}
