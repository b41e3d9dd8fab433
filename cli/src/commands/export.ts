/** coffer export: everything in an open format, for which only the password is needed, and no server. */
import { _, translated } from "@coffer/client/texts";
import { open } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { buildCommand, type Command } from "@stricli/core";
import { exportBook, exportFormats, type ExportFormat } from "@coffer/ledger";
import type { CliContext } from "../context.ts";
import { readPassword } from "../given-input.ts";
import { argument, jsonFlag, passwordFileFlag, type CommonFlags } from "../flags.ts";
import { fileProblem } from "../node/file-problem.ts";
import { today } from "../today.ts";
import { line, misuse, refuse } from "../terminal/terminal.ts";

export const exportCommand: Command<CliContext> = buildCommand<CommonFlags, [string], CliContext>({
  docs: translated({
    brief: "Write everything to a file in an open format",
    fullDescription:
      "Writes everything as JSON, or accounts and transactions as CSV, OFX, QIF, a journal (hledger, ledger) or " +
      "Beancount, by the ending of the file's name. The file is not encrypted. Asks for the password, also while " +
      "the account is unlocked; needs no server.\n\n" +
      "Example: coffer export coffer.json",
  }),
  parameters: {
    flags: { passwordFile: passwordFileFlag, json: jsonFlag },
    positional: {
      kind: "tuple",
      parameters: [argument("A new file: .json, .csv, .ofx, .qif, .journal or .beancount", "FILE")],
    },
  },
  async func(flags, file) {
    const { terminal } = this;
    const format = formatOf(file);
    await this.account.checkKnown();
    const password = await readPassword(terminal, flags.passwordFile, _("Password: "));
    const engine = await this.account.openWith(password);
    if (!(await engine.isPassword(password))) refuse(_("That is not the password."));
    await writeNew(resolve(terminal.folder, file), exportBook(engine.book, format, today()), file);
    terminal.err(line(_("{file} is not encrypted: whoever has it can read it.", { file })));
    terminal.out(
      flags.json === true ? `${JSON.stringify({ file })}\n` : line(_("Written: {file}", { file })),
    );
  },
});

/** Other endings of the same formats. */
const endings: Readonly<Record<string, ExportFormat>> = {
  hledger: "journal",
  ledger: "journal",
  bean: "beancount",
};

function formatOf(file: string): ExportFormat {
  const ending = extname(file).slice(1).toLowerCase();
  return (
    exportFormats.find((format) => format === ending) ??
    endings[ending] ??
    misuse(
      _("The name of the file ends in {endings}.", {
        endings: exportFormats.map((format) => `.${format}`).join(", "),
      }),
    )
  );
}

async function writeNew(path: string, text: string, name: string): Promise<void> {
  try {
    await using file = await open(path, "wx", 0o600);
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    const isThere = error instanceof Error && "code" in error && error.code === "EEXIST";
    refuse(
      isThere
        ? _("{name} exists already; export writes a new file.", { name })
        : _("{name} cannot be written: {problem}.", { name, problem: fileProblem(error) }),
    );
  }
}
