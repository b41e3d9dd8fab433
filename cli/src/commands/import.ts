/** coffer import: bank files, each row with a verdict before anything is written, each import one undo. */
import { _, said, translated } from "@coffer/client/texts";
import { buildCommand, type Command } from "@stricli/core";
import { createHash } from "node:crypto";
import { basename } from "node:path";
import {
  countsOf,
  importChanges,
  importSets,
  planFile,
  plannedJson,
  settingsOf,
  unreadFile,
  type Book,
  type ImportOptions,
  type PlannedFile,
  type PlanOptions,
} from "@coffer/ledger";
import type { Engine } from "@coffer/client";
import { currencyFrom } from "../amounts.ts";
import { here, newId } from "../change-set.ts";
import { commitSets } from "../commit.ts";
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
import { line, misuse, refuse, isYes } from "../terminal/terminal.ts";

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
