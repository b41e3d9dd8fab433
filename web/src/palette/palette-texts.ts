/** The words of the command palette. */
import { _, translated } from "@coffer/client/texts";

export const paletteTexts = translated({
  title: "Find or do",
  label: "What do you want to find or do?",
  placeholder: "A screen, an account, a category, or 12.50 lunch",
  hint: "Arrows choose, Enter takes, Escape closes. An amount and what it was adds a transaction.",
  list: "What there is",
  none: "Nothing is called that.",
  count: (count: number) => _("{count, plural, one {# found} other {# found}}", { count }),
  kinds: { go: "Screen", do: "Action", account: "Account", category: "Category", add: "Add" },
  add: (what: string) => _("Add {what}", { what }),
  addHint: "Type what it was, too: 12.50 lunch",
  added: (text: string, amount: string) => _("Added {text}, {amount}.", { text, amount }),
  addedLine: (line: string) => _("Added {line}.", { line }),
  settings: (part: string) => _("Settings: {part}", { part }),
  newTransaction: "New transaction",
  find: "Find transactions",
  undo: "Undo",
  redo: "Redo",
  hide: "Hide amounts",
  show: "Show amounts",
  light: "Colours: light",
  dark: "Colours: dark",
  system: "Colours: as the system has them",
  lock: "Lock",
  shortcuts: "Keyboard shortcuts",
  reconcile: (account: string) => _("Reconcile {account}", { account }),
  /** Keys, as they are printed on them. */
  keys: { undo: "Ctrl Z", redo: "Ctrl Shift Z", lock: "Ctrl Shift L" },
});
