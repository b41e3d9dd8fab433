/** coffer imports: the imports there were, each of which can be taken back as a whole. */
import { _, translated } from "@coffer/client/texts";
import { buildCommand, buildRouteMap, type RouteMap } from "@stricli/core";
import {
  dayToText,
  listedRowsOf,
  recordOf,
  rowOfTransaction,
  undoOfBatch,
  type BatchCounts,
  type Book,
  type RecordOf,
  type Undo,
} from "@coffer/ledger";
import { decimal } from "../amounts.ts";
import { commit } from "../commit.ts";
import type { CliContext } from "../context.ts";
import { argument, jsonFlag, passwordFileFlag, switchFlag, type CommonFlags } from "../flags.ts";
import { formatTable, printable } from "../terminal/table.ts";
import { isYes, line, refuse } from "../terminal/terminal.ts";
import { mappings } from "./mappings.ts";
import { tellUndo, undoProblem } from "./undo.ts";

const list = buildCommand<CommonFlags, [], CliContext>({
  docs: translated({
    brief: "List the imports",
    fullDescription: "Lists the imports, the newest last.\n\nExample: coffer imports",
  }),
  parameters: { flags: { passwordFile: passwordFileFlag, json: jsonFlag } },
  async func(flags) {
    const { terminal } = this;
    const { book } = await this.account.openFresh(terminal, flags);
    const batches = book.tables.batch.records.filter((record) => record !== null);
    if (flags.json === true) {
      const all = batches.map((batch) => ({
        id: batch.id,
        files: batch.files,
        format: batch.format,
        account: recordOf(book.tables.account, batch.account)?.name ?? null,
        counts: batch.counts,
        undone: batch.deleted,
      }));
      terminal.out(`${JSON.stringify(all)}\n`);
      return;
    }
    if (batches.length === 0) {
      terminal.out(line(_("Nothing was imported yet.")));
      return;
    }
    terminal.out(
      formatTable(
        [
          { title: _("Id"), align: "left" },
          { title: _("Files"), align: "left" },
          { title: _("New"), align: "right" },
          { title: _("Same"), align: "right" },
          { title: "", align: "left" },
        ],
        batches.map((batch) => [
          batch.id.slice(0, 8),
          printable(batch.files.join(", ")),
          ...numbers(batch.counts),
          batch.deleted ? _("undone") : "",
        ]),
      ),
    );
  },
});

interface UndoFlags extends CommonFlags {
  readonly force?: boolean;
}

const undo = buildCommand<UndoFlags, [string], CliContext>({
  docs: translated({
    brief: "Take an import back, weeks later too",
    fullDescription:
      "Takes an import back as a whole. Rows of it that were edited since are listed first. Accounts and " +
      "categories that it made go too, unless something else uses them.\n\n" +
      "Example: coffer imports undo 3f9a",
  }),
  parameters: {
    flags: {
      force: switchFlag("Do not ask about rows that were edited since"),
      passwordFile: passwordFileFlag,
      json: jsonFlag,
    },
    positional: { kind: "tuple", parameters: [argument("Its id, or the beginning of it", "ID")] },
  },
  async func(flags, idText) {
    const engine = await this.account.open(this.terminal, flags);
    const { id } = batchNamed(engine.book, idText);
    const taken = undoOfBatch(engine.book, id, { force: false });
    if (!taken.ok) refuse(undoProblem(taken.error));
    if (flags.force !== true) await askAboutEdited(this, engine.book, taken.value, flags);
    const target = engine.book.history.entries.find((entry) => entry.batch === id);
    const links = target === undefined ? {} : { undoes: target.id };
    await commit(this, engine, "undo", taken.value.changes, links);
    tellUndo(this.terminal, flags, { action: "import", undo: taken.value, which: "undo" });
  },
});

/** Rows that are listed at most; the rest is counted. */
const editedShownMax = 20;

/** Shows what was edited since, and asks; without anybody to ask it ends the command. */
async function askAboutEdited(
  { terminal }: CliContext,
  book: Book,
  { editedLater }: Undo,
  flags: UndoFlags,
): Promise<void> {
  const count = editedLater.length;
  if (count === 0) return;
  const isAsking = terminal.isInteractive && flags.json !== true;
  if (flags.json !== true) terminal.out(editedText(book, editedLater));
  const answer = isAsking
    ? await terminal.ask(_("{question} [y/N] ", { question: _("Take it back all the same?") }), {
        hidden: false,
      })
    : null;
  if (isYes(answer ?? "")) return;
  refuse(
    isAsking
      ? _("Nothing was taken back.")
      : _("Edited since: {count}. --force takes them back too.", { count }),
  );
}

function editedText(book: Book, edited: Undo["editedLater"]): string {
  const rows = edited.slice(0, editedShownMax).flatMap(({ table, id }) => {
    if (table === "account" || table === "category") {
      const name = recordOf(book.tables[table], id)?.name ?? "";
      return [["", "", printable(name), table === "account" ? _("Account") : _("Category")]];
    }
    const row = rowOfTransaction(book, id);
    if (table !== "transaction" || row === undefined) return [];
    return listedRowsOf(book, row).map((one) => [
      dayToText(one.day),
      decimal(one.amountMinor, one.currency),
      printable(one.text),
      printable(one.category ?? ""),
    ]);
  });
  const table = formatTable(
    [
      { title: _("Date"), align: "left" },
      { title: _("Amount"), align: "right" },
      { title: _("Text"), align: "left" },
      { title: _("Category"), align: "left" },
    ],
    rows,
  );
  const more = edited.length - editedShownMax;
  const rest = more > 0 ? line(_("… and {count} more", { count: more })) : "";
  return line(_("Edited since:")) + table + rest;
}

export const imports: RouteMap<CliContext> = buildRouteMap({
  routes: { list, undo, mappings },
  defaultCommand: "list",
  docs: translated({
    brief: "List the imports, or take one back",
    fullDescription: "Lists the imports, or takes one back.\n\nExample: coffer imports",
  }),
});

function batchNamed(book: Book, typed: string): RecordOf<"batch"> {
  const wanted = typed.toLowerCase();
  const found = book.tables.batch.records.filter(
    (record) => record !== null && wanted.length >= 4 && record.id.startsWith(wanted),
  );
  const [batch, ...more] = found;
  if (batch === undefined || batch === null) {
    return refuse(_("There is no import {typed}. coffer imports lists them.", { typed }));
  }
  return more.length > 0 ? refuse(_("Several imports begin with {typed}.", { typed })) : batch;
}

function numbers(counts: BatchCounts): readonly [string, string] {
  return [String(counts.new), String(counts.same)];
}
