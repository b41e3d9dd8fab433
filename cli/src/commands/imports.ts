/** coffer imports: the imports there were, each of which can be taken back as a whole. */
import { _, translated } from "@coffer/client/texts";
import { buildCommand, buildRouteMap, type RouteMap } from "@stricli/core";
import { recordOf, undoOfBatch, type BatchCounts, type Book, type RecordOf } from "@coffer/ledger";
import { commit } from "../commit.ts";
import type { CliContext } from "../context.ts";
import { argument, jsonFlag, passwordFileFlag, type CommonFlags } from "../flags.ts";
import { formatTable, printable } from "../terminal/table.ts";
import { line, refuse } from "../terminal/terminal.ts";
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

const undo = buildCommand<CommonFlags, [string], CliContext>({
  docs: translated({
    brief: "Take an import back, weeks later too",
    fullDescription:
      "Takes an import back as a whole. Rows of it that were edited since are counted.\n\n" +
      "Example: coffer imports undo 3f9a",
  }),
  parameters: {
    flags: { passwordFile: passwordFileFlag, json: jsonFlag },
    positional: { kind: "tuple", parameters: [argument("Its id, or the beginning of it", "ID")] },
  },
  async func(flags, idText) {
    const engine = await this.account.open(this.terminal, flags);
    const { id } = batchNamed(engine.book, idText);
    const taken = undoOfBatch(engine.book, id, { force: false });
    if (!taken.ok) refuse(undoProblem(taken.error));
    const target = engine.book.history.entries.find((entry) => entry.batch === id);
    const links = target === undefined ? {} : { undoes: target.id };
    await commit(this, engine, "undo", taken.value.changes, links);
    tellUndo(this.terminal, flags, { action: "import", undo: taken.value, which: "undo" });
  },
});

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
