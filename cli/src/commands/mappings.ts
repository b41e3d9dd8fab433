/** coffer imports mappings: how files were read the last time, which the next one like them is read by. */
import { _, translated } from "@coffer/client/texts";
import { buildCommand, buildRouteMap, type RouteMap } from "@stricli/core";
import { numberOfKept, recordOf, type Book, type RecordOf } from "@coffer/ledger";
import { commit } from "../commit.ts";
import type { CliContext } from "../context.ts";
import { argument, jsonFlag, passwordFileFlag, type CommonFlags } from "../flags.ts";
import { saidLastTime } from "../import/last-time-text.ts";
import { formatTable, printable } from "../terminal/table.ts";
import { line, refuse } from "../terminal/terminal.ts";

const list = buildCommand<CommonFlags, [], CliContext>({
  docs: translated({
    brief: "List how files were read the last time",
    fullDescription:
      "Lists what was said of the columns of files, by the fingerprint of their header, and the account that " +
      "files or account numbers went to.\n\nExample: coffer imports mappings",
  }),
  parameters: { flags: { passwordFile: passwordFileFlag, json: jsonFlag } },
  async func(flags) {
    const { terminal } = this;
    const { book } = await this.account.openFresh(terminal, flags);
    const kept = keptOf(book);
    if (flags.json === true) {
      const all = kept.map((record) => ({
        fingerprint: record.fingerprint,
        columns: record.columns,
        dateOrder: record.dateOrder,
        decimal: record.decimal,
        sign: record.sign,
        currency: record.currency,
        account: recordOf(book.tables.account, record.account)?.name ?? null,
      }));
      terminal.out(`${JSON.stringify(all)}\n`);
      return;
    }
    if (kept.length === 0) {
      terminal.out(line(_("Nothing is kept about files yet.")));
      return;
    }
    terminal.out(
      formatTable(
        [
          { title: _("Fingerprint"), align: "left" },
          { title: _("Read as"), align: "left" },
          { title: _("Account"), align: "left" },
        ],
        kept.map((record) => [
          printable(numberOfKept(record) ?? record.fingerprint),
          printable(saidLastTime(record)),
          printable(recordOf(book.tables.account, record.account)?.name ?? ""),
        ]),
      ),
    );
  },
});

const forget = buildCommand<CommonFlags, [string], CliContext>({
  docs: translated({
    brief: "Read such files by what they say alone again",
    fullDescription:
      "Forgets how files of a header were read, or where those of an account number went.\n\n" +
      "Example: coffer imports mappings forget 3f9a",
  }),
  parameters: {
    flags: { passwordFile: passwordFileFlag, json: jsonFlag },
    positional: {
      kind: "tuple",
      parameters: [argument("Its fingerprint, or the beginning of it", "FINGERPRINT")],
    },
  },
  async func(flags, typed) {
    const engine = await this.account.open(this.terminal, flags);
    const record = keptNamed(engine.book, typed);
    const fields = { deleted: true };
    await commit(this, engine, "mapping", [{ table: "mapping", id: record.id, fields }]);
    const { fingerprint } = record;
    this.terminal.out(
      flags.json === true
        ? `${JSON.stringify({ forgotten: fingerprint })}\n`
        : line(_("Forgotten: {fingerprint}.", { fingerprint: printable(fingerprint) })),
    );
  },
});

export const mappings: RouteMap<CliContext> = buildRouteMap({
  routes: { list, forget },
  defaultCommand: "list",
  docs: translated({
    brief: "List how files were read the last time, or forget it",
    fullDescription:
      "Lists how files were read the last time, or forgets it.\n\nExample: coffer imports mappings",
  }),
});

type Kept = RecordOf<"mapping">;

function keptOf(book: Book): readonly Kept[] {
  return book.tables.mapping.records
    .filter((record) => record !== null)
    .filter((record) => !record.deleted);
}

function keptNamed(book: Book, typed: string): Kept {
  const wanted = typed.trim().toLowerCase();
  const all = keptOf(book);
  const names = (record: Kept): string => numberOfKept(record) ?? record.fingerprint;
  const exact = all.filter((record) => names(record) === wanted);
  const alike = all.filter((record) => wanted.length >= 4 && names(record).startsWith(wanted));
  const [found, ...more] = exact.length > 0 ? exact : alike;
  if (found === undefined) {
    return refuse(_("There is no mapping {typed}. coffer imports mappings lists them.", { typed }));
  }
  return more.length > 0 ? refuse(_("Several mappings begin with {typed}.", { typed })) : found;
}
