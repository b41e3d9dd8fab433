/** coffer import: bank files, each row with a verdict before anything is written, each import one undo. */
import { _, said, translated } from "@coffer/client/texts";
import { buildCommand, type Command } from "@stricli/core";
import { basename } from "node:path";
import {
  needsSqlite,
  planFile,
  plannedJson,
  unreadFile,
  type Book,
  type PlannedFile,
} from "@coffer/ledger";
import type { CliContext } from "../context.ts";
import { tryReadGiven } from "../given-input.ts";
import { argument, jsonFlag, passwordFileFlag, switchFlag, textFlag } from "../flags.ts";
import { planOptions, type ImportFlags } from "../import/import-options.ts";
import { planText } from "../import/import-output.ts";
import { writeImport } from "../import/write-import.ts";
import { watchImports } from "../import/watch-import.ts";
import { nodeSqlite } from "../node/node-sqlite.ts";
import { misuse, refuse } from "../terminal/terminal.ts";

export const importCommand: Command<CliContext> = buildCommand<ImportFlags, string[], CliContext>({
  docs: translated({
    brief: "Import files of banks, other apps and journals",
    fullDescription:
      "Reads CAMT, OFX, QFX, MT940, QIF, CSV and other tables; journals of hledger, ledger and Beancount; GnuCash, " +
      "Actual, YNAB, Firefly III, Mint and other apps; Coffer's own JSON and CSV; also in a ZIP. Says for each row " +
      "whether it is new, there already, maybe the same, or changed, and why. Only new rows are written; coffer undo takes the whole import back. A dry run writes " +
      "nothing, needs no account, and says how a table was understood.\n\n" +
      "Example: coffer import statement.csv --dry-run",
  }),
  parameters: {
    flags: {
      account: textFlag("Account that the rows go to", "A"),
      dryRun: switchFlag("Write nothing"),
      acceptMaybe: switchFlag("Also write rows that may be there already"),
      joinTransfers: switchFlag("Make rows that look like two sides of a transfer one"),
      map: textFlag("Which column of a table is what: date=1,amount=Betrag,text=4+5", "MAP"),
      dateOrder: textFlag("Order of dates: DMY, MDY or YMD", "ORDER"),
      decimal: textFlag("Decimal sign: . or ,", "SIGN"),
      sign: textFlag("Whose amounts are turned around: as-written or inverted", "SIGN"),
      currency: textFlag("Currency of amounts that carry none", "CODE"),
      watch: textFlag("Import what appears in a folder, until Ctrl-C", "DIR"),
      unattended: switchFlag("Ask nothing; leave what was imported before or is not certain"),
      passwordFile: passwordFileFlag,
      json: jsonFlag,
    },
    positional: {
      kind: "array",
      parameter: argument("Bank file (-: standard input)", "FILE"),
    },
  },
  async func(flags, ...paths) {
    if (flags.watch !== undefined) {
      if (paths.length > 0 || flags.dryRun === true || flags.acceptMaybe === true) {
        misuse(_("--watch goes with neither files, nor --dry-run, nor --accept-maybe."));
      }
      await watchImports(this, flags, (options, path) => importFiles(this, options, [path]));
      return;
    }
    if (paths.length === 0) misuse(_("Which file? coffer import FILE, or --watch DIR."));
    await importFiles(this, flags, paths);
  },
});

async function importFiles(
  context: CliContext,
  flags: ImportFlags,
  paths: readonly string[],
): Promise<void> {
  const { terminal, account } = context;
  const isDry = flags.dryRun === true;
  const needsVault = !isDry || flags.passwordFile !== undefined || flags.account !== undefined;
  const engine = needsVault ? await account.openFresh(terminal, flags) : account.engine;
  const book = engine?.book;
  const options = planOptions(flags, book);
  const files: { path: string; planned: PlannedFile }[] = [];
  for (const path of paths) {
    const bytes = await tryReadGiven(terminal, path);
    const earlier = files.map((file) => file.planned);
    const sqlite = bytes.ok && needsSqlite(bytes.value) ? { sqlite: await nodeSqlite() } : {};
    const planned = bytes.ok
      ? planFile(basename(path), bytes.value, { ...options, ...sqlite, earlier })
      : unreadFile(basename(path), bytes.error.why);
    files.push({ path, planned });
  }
  const planned = files.map((file) => file.planned);
  const shown = { mapping: isDry, columns: flags.map === undefined };
  const left = flags.unattended === true && book !== undefined ? leftAlone(book, planned) : [];
  const isWritten = !isDry && engine !== undefined && left.length === 0;
  if (flags.json !== true) terminal.out(planText(planned, terminal, shown));
  const batch = isWritten ? await writeImport(context, engine, planned, flags) : null;
  if (flags.json === true) {
    const all = files.map((file) => plannedJson(file.path, file.planned));
    terminal.out(`${JSON.stringify({ batch, files: all })}\n`);
  }
  const rejected = planned
    .filter(({ imported }) => imported.outcome === "reject")
    .map(({ name, imported: { reason } }) => `${name}: ${reason === null ? "" : said(reason)}`);
  const problems = [...rejected, ...left];
  if (problems.length > 0) refuse(problems.join("\n"));
}

/** Why files are not written when nobody is there to ask; none if all of them can be. */
function leftAlone(book: Book, planned: readonly PlannedFile[]): readonly string[] {
  const before = new Set(book.tables.batch.records.flatMap((batch) => batch?.fingerprints ?? []));
  return planned.flatMap(({ name, fingerprint, imported }) => {
    if (before.has(fingerprint)) return [_("{name}: imported before, and left alone.", { name })];
    if (imported.questions.length === 0) return [];
    const about = imported.questions.map((question) => `--${question.about}`).join(", ");
    return [_("{name}: not imported: it leaves open {about}.", { name, about })];
  });
}
