/** Writing an import: what is new, and what the person agrees to. */
import { _ } from "@coffer/client/texts";
import type { Engine } from "@coffer/client";
import { countsOf, importChanges, importSets, type PlannedFile } from "@coffer/ledger";
import { here, newId } from "../change-set.ts";
import { commitSets } from "../commit.ts";
import type { CliContext } from "../context.ts";
import { isYes, line, refuse } from "../terminal/terminal.ts";

interface WriteFlags {
  readonly json?: boolean;
  readonly acceptMaybe?: boolean;
  readonly joinTransfers?: boolean;
  readonly unattended?: boolean;
}

/** Returns the batch, or null if there was nothing to write. */
export async function writeImport(
  context: CliContext,
  engine: Engine,
  planned: readonly PlannedFile[],
  flags: WriteFlags,
): Promise<string | null> {
  const { terminal } = context;
  const wanted = await wantedRows(context, planned, flags);
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

/** Asks a person; without one only what the flags say is written beside new rows. */
async function wantedRows(
  context: CliContext,
  planned: readonly PlannedFile[],
  flags: WriteFlags,
): Promise<{ readonly maybe: boolean; readonly changed: boolean; readonly joined: boolean }> {
  const isAsking =
    context.terminal.isInteractive && flags.json !== true && flags.unattended !== true;
  const counts = countsOf(planned);
  const ask = async (count: number, question: string): Promise<boolean> =>
    isAsking && count > 0 && (await agrees(context, question));
  if (isAsking && counts.new > 0) {
    const isAgreed = await agrees(context, _("Import {count} new rows?", { count: counts.new }));
    if (!isAgreed) refuse(_("Nothing was imported."));
  }
  const pairs = planned.flatMap(({ transfers }) => transfers).filter(({ isExact }) => isExact);
  const joined =
    flags.joinTransfers === true ||
    (await ask(
      pairs.length,
      _("Make {count} of them transfers with what is on the other account?", {
        count: pairs.length,
      }),
    ));
  const maybe =
    flags.acceptMaybe === true ||
    (await ask(
      counts.maybe,
      _("Also {count} that may be there already?", { count: counts.maybe }),
    ));
  const changed = await ask(
    counts.changed,
    _("Bring {count} to what the bank says now?", { count: counts.changed }),
  );
  return { maybe, changed, joined };
}

async function agrees({ terminal }: CliContext, question: string): Promise<boolean> {
  const answer = await terminal.ask(_("{question} [y/N] ", { question }), { hidden: false });
  return isYes(answer ?? "");
}
