/** coffer undo, redo: taking actions back, across sessions, and doing them again. */
import { _, inContext, translated } from "@coffer/client/texts";
import { buildCommand, type Command } from "@stricli/core";
import {
  redoTarget,
  undoOf,
  undoTarget,
  type Book,
  type Id,
  type Undo,
  type UndoError,
} from "@coffer/ledger";
import { commit } from "../commit.ts";
import type { CliContext } from "../context.ts";
import { jsonFlag, passwordFileFlag, type CommonFlags } from "../flags.ts";
import { line, refuse, type Terminal } from "../terminal/terminal.ts";

const flags = { passwordFile: passwordFileFlag, json: jsonFlag };

export const undo: Command<CliContext> = buildCommand<CommonFlags, [], CliContext>({
  docs: translated({
    brief: "Take this device's last action back",
    fullDescription:
      "Takes the last action of this device back, an import as a whole; again for the one before. What " +
      "somebody changed since is kept.\n\nExample: coffer undo",
  }),
  parameters: { flags },
  func(given) {
    return takeBack(this, given, "undo");
  },
});

export const redo: Command<CliContext> = buildCommand<CommonFlags, [], CliContext>({
  docs: translated({
    brief: "Do again what undo took back",
    fullDescription: "Does again what the last undo took back.\n\nExample: coffer redo",
  }),
  parameters: { flags },
  func(given) {
    return takeBack(this, given, "redo");
  },
});

async function takeBack(
  context: CliContext,
  given: CommonFlags,
  which: "undo" | "redo",
): Promise<void> {
  const { terminal } = context;
  const engine = await context.account.open(terminal, given);
  const { book, author } = engine;
  const target = which === "undo" ? undoTarget(book, author) : redoTarget(book, author);
  if (target === undefined || target.label === "start") {
    refuse(
      which === "undo"
        ? _("There is nothing to undo on this device.")
        : _("There is nothing to redo on this device."),
    );
  }
  const taken = undoOf(book, target.id, { force: false });
  if (!taken.ok) refuse(undoProblem(taken.error));
  await commit(context, engine, which, taken.value.changes, { undoes: target.id });
  const done = which === "undo" ? target : entryOf(book, target.undoes);
  const action = done?.label ?? target.label;
  tellUndo(terminal, given, { action, undo: taken.value, which });
}

/** The action that an undo took back, if it is not too long ago. */
function entryOf(book: Book, id: Id | null): { readonly label: string } | undefined {
  return book.history.entries.find((entry) => entry.id === id);
}

/** What actions are called in the log, as people read it. */
const actionWords: Readonly<Record<string, string>> = translated({
  account: inContext("action", "account"),
  add: inContext("action", "add"),
  category: inContext("action", "category"),
  delete: inContext("action", "delete"),
  edit: inContext("action", "edit"),
  import: inContext("action", "import"),
  mapping: inContext("action", "mapping"),
  plan: inContext("action", "plan"),
  redo: inContext("action", "redo"),
  review: inContext("action", "review"),
  rule: inContext("action", "rule"),
  rules: inContext("action", "rules applied"),
  transfer: inContext("action", "transfer"),
  undo: inContext("action", "undo"),
});

function actionWord(label: string): string {
  return Object.hasOwn(actionWords, label) ? (actionWords[label] ?? label) : label;
}

/** Says what was taken back, and what was kept because somebody changed it since. */
export function tellUndo(
  terminal: Terminal,
  given: CommonFlags,
  done: { readonly action: string; readonly undo: Undo; readonly which: "undo" | "redo" },
): void {
  const { action, undo: taken, which } = done;
  const kept = taken.kept.length;
  const editedLater = taken.editedLater.length;
  if (given.json === true) {
    const facts = { [which]: action, changes: taken.changes.length, kept, editedLater };
    terminal.out(`${JSON.stringify(facts)}\n`);
    return;
  }
  const what = { action: actionWord(action) };
  terminal.out(
    line(which === "undo" ? _("Took back: {action}.", what) : _("Done again: {action}.", what)),
  );
  if (kept > 0)
    terminal.out(line(_("{count} changed since were kept as they are.", { count: kept })));
  if (editedLater > 0)
    terminal.out(
      line(_("{count} of what was removed had been edited since.", { count: editedLater })),
    );
}

/** Why something cannot be taken back. */
export function undoProblem(error: UndoError): string {
  switch (error.code) {
    case "already-taken-back":
      return _("That was taken back already.");
    case "unknown-change-set":
      return _("That is too long ago: only the newest actions can be taken back.");
  }
}
