/** coffer import, imports: bank files, each row with a verdict before anything is written, each import one undo. */
import { _, said, translated } from "@coffer/client/texts";
import { buildCommand, buildRouteMap, type Command, type RouteMap } from "@stricli/core";
import { createHash } from "node:crypto";
import { basename } from "node:path";
import {
  countsOf,
  importChanges,
  importSets,
  planFile,
  plannedJson,
  recordOf,
  settingsOf,
  undoOfBatch,
  unreadFile,
  type BatchCounts,
  type Book,
  type ImportOptions,
  type PlannedFile,
  type PlanOptions,
  type RecordOf,
} from "@coffer/ledger";
import type { Engine } from "@coffer/client";
import { currencyFrom } from "../amounts.ts";
import { here, newId } from "../change-set.ts";
import { commit, commitSets } from "../commit.ts";
import type { CliContext } from "../context.ts";
import { tryReadGiven } from "../given-input.ts";
import {
  argument,
  jsonFlag,
  passwordFileFlag,
  switchFlag,
  textFlag,
  type CommonFlags,
} from "../flags.ts";
import { planText } from "../import/import-output.ts";
import { openAccountNamed, usualAccountOf } from "../names.ts";
import { formatTable, printable } from "../terminal/table.ts";
import { line, misuse, refuse, isYes } from "../terminal/terminal.ts";
import { tellUndo, undoProblem } from "./undo.ts";

interface ImportFlags extends CommonFlags {
  readonly account?: string;
  readonly dryRun?: boolean;
  readonly acceptMaybe?: boolean;
  readonly dateOrder?: string;
  readonly decimal?: string;
  readonly sign?: string;
  readonly currency?: string;
}

export const importCommand: Command<CliContext> = buildCommand<
  ImportFlags,
  [string, ...string[]],
  CliContext
>({
  docs: translated({
    brief: "Import bank files (OFX, QFX, CSV)",
    fullDescription:
      "Reads bank files and says for each row whether it is new, there already, maybe the same, or changed, " +
      "and why. Only new rows are written; coffer undo takes the whole import back. A dry run writes " +
      "nothing and needs no account.\n\n" +
      "Example: coffer import statement.csv --dry-run",
  }),
  parameters: {
    flags: {
      account: textFlag("Account that the rows go to", "A"),
      dryRun: switchFlag("Write nothing"),
      acceptMaybe: switchFlag("Also write rows that may be there already"),
      dateOrder: textFlag("Order of dates: DMY, MDY or YMD", "ORDER"),
      decimal: textFlag("Decimal sign: . or ,", "SIGN"),
      sign: textFlag("Whose amounts are turned around: as-written or inverted", "SIGN"),
      currency: textFlag("Currency of amounts that carry none", "CODE"),
      passwordFile: passwordFileFlag,
      json: jsonFlag,
    },
    positional: {
      kind: "array",
      minimum: 1,
      parameter: argument("Bank file (-: standard input)", "FILE"),
    },
  },
  async func(flags, ...paths) {
    const { terminal, account } = this;
    const isDry = flags.dryRun === true;
    const needsVault = !isDry || flags.passwordFile !== undefined || flags.account !== undefined;
    const engine = needsVault ? await account.openFresh(terminal, flags) : account.engine;
    const book = engine?.book;
    const options = planOptions(flags, book);
    const files: { path: string; planned: PlannedFile }[] = [];
    for (const path of paths) {
      const bytes = await tryReadGiven(terminal, path);
      const earlier = files.map((file) => file.planned);
      const planned = bytes.ok
        ? planFile(basename(path), bytes.value, { ...options, earlier })
        : unreadFile(basename(path), bytes.error.why);
      files.push({ path, planned });
    }
    const planned = files.map((file) => file.planned);
    const isWritten = !isDry && engine !== undefined;
    if (flags.json !== true) terminal.out(planText(planned, terminal));
    const batch = isWritten ? await write(this, engine, planned, flags) : null;
    if (flags.json === true) {
      const all = files.map((file) => plannedJson(file.path, file.planned));
      terminal.out(`${JSON.stringify({ batch, files: all })}\n`);
    }
    const rejected = planned.filter(({ imported }) => imported.outcome === "reject");
    if (rejected.length > 0) {
      refuse(
        rejected
          .map(
            ({ name, imported }) =>
              `${name}: ${imported.reason === null ? "" : said(imported.reason)}`,
          )
          .join("\n"),
      );
    }
  },
});

/** Writes what is new, and what the person agrees to. Returns the batch, or null if there was nothing. */
async function write(
  context: CliContext,
  engine: Engine,
  planned: readonly PlannedFile[],
  flags: ImportFlags,
): Promise<string | null> {
  const { terminal } = context;
  const counts = countsOf(planned);
  const isAsking = terminal.isInteractive && flags.json !== true;
  if (
    isAsking &&
    counts.new > 0 &&
    !(await agrees(context, _("Import {count} new rows?", { count: counts.new })))
  ) {
    refuse(_("Nothing was imported."));
  }
  const maybe =
    flags.acceptMaybe === true ||
    (isAsking &&
      counts.maybe > 0 &&
      (await agrees(
        context,
        _("Also {count} that may be there already?", { count: counts.maybe }),
      )));
  const changed =
    isAsking &&
    counts.changed > 0 &&
    (await agrees(
      context,
      _("Bring {count} to what the bank says now?", { count: counts.changed }),
    ));
  const wanted = { maybe, changed };
  const { batch, changes, added, updated } = importChanges(engine.book, planned, wanted, newId);
  if (added + updated === 0) {
    const isRead = planned.some(({ imported }) => imported.outcome !== "reject");
    if (isRead && flags.json !== true) terminal.out(line(_("Nothing to import: it is all there.")));
    return null;
  }
  await commitSets(context, engine, importSets(here, batch, changes));
  if (flags.json !== true) {
    terminal.out(
      line(
        _("Imported {count}. coffer undo takes it back as a whole.", { count: added + updated }),
      ),
    );
  }
  return batch;
}

async function agrees({ terminal }: CliContext, question: string): Promise<boolean> {
  const answer = await terminal.ask(_("{question} [y/N] ", { question }), { hidden: false });
  return isYes(answer ?? "");
}

function planOptions(flags: ImportFlags, book: Book | undefined): Omit<PlanOptions, "earlier"> {
  const vaults = book === undefined ? undefined : settingsOf(book).currency;
  const currency = flags.currency === undefined ? undefined : currencyFrom(flags.currency);
  return {
    ...answersOf(flags),
    book,
    target:
      book === undefined || flags.account === undefined
        ? undefined
        : openAccountNamed(book, flags.account),
    usual: book === undefined ? undefined : usualAccountOf(book),
    hash: (bytes) => createHash("sha256").update(bytes).digest("hex"),
    reviewCurrency: currency ?? vaults ?? currencyFrom("USD"),
    ...(currency !== undefined && { currency }),
  };
}

/** The person's answers to what a file may leave open. */
function answersOf({ dateOrder, decimal, sign }: ImportFlags): ImportOptions {
  const order = dateOrder?.toUpperCase();
  if (order !== undefined && order !== "DMY" && order !== "MDY" && order !== "YMD") {
    misuse(_("--date-order {text}: DMY, MDY or YMD.", { text: dateOrder ?? "" }));
  }
  if (decimal !== undefined && decimal !== "." && decimal !== ",") {
    misuse(_("--decimal {decimal}: . or ,", { decimal }));
  }
  if (sign !== undefined && sign !== "as-written" && sign !== "inverted") {
    misuse(_("--sign {sign}: as-written or inverted.", { sign }));
  }
  return {
    ...(order !== undefined && { dateOrder: order }),
    ...(decimal !== undefined && { decimal }),
    ...(sign !== undefined && { sign }),
  };
}

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
  routes: { list, undo },
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
