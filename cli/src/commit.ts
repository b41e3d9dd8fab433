/**
 * Writing changes: on this device at once, to the server if it can be reached. In the agent the sending happens
 * afterwards.
 */
import { _ } from "@coffer/client/texts";
import type { Engine } from "@coffer/client";
import { changeSetsOf, type Change, type ChangeSet, type Links } from "@coffer/ledger";
import { here } from "./change-set.ts";
import type { CliContext } from "./context.ts";
import { errorText } from "./errors-text.ts";
import { line, refuse } from "./terminal/terminal.ts";

/** Commits changes as one action and sends them. Ends the command if this device may not write. */
export async function commit(
  context: CliContext,
  engine: Engine,
  label: string,
  changes: readonly Change[],
  links: Links = {},
): Promise<void> {
  await commitSets(context, engine, changeSetsOf(here, label, changes, links));
}

/** Commits change sets, all of them or none, and sends them. */
export async function commitSets(
  { account, terminal }: CliContext,
  engine: Engine,
  changeSets: readonly ChangeSet[],
): Promise<void> {
  const committed = await engine.commit(changeSets);
  if (!committed.ok) refuse(errorText(committed.error));
  if (account.agent !== undefined) return;
  const synced = await engine.sync();
  if (synced.ok) return;
  terminal.err(
    synced.error.code === "offline"
      ? line(_("Saved on this device. It is sent when the server can be reached."))
      : line(_("Saved on this device, not sent: {problem}", { problem: errorText(synced.error) })),
  );
}
