/** The words around every screen: navigation, sync, locking, alarms, shortcuts. */
import { _, translated } from "@coffer/client/texts";

export const frameTexts = translated({
  skip: "Skip to the content",
  nav: "Screens",
  screens: {
    "/": "Home",
    "/transactions": "Transactions",
    "/budget": "Budget",
    "/reports": "Reports",
    "/accounts": "Accounts",
    "/import": "Import",
    "/settings": "Settings",
  },
  lock: "Lock",
  find: "Find or do",
  findKeys: "Ctrl K",
  hideAmounts: "Hide amounts",
  syncing: "Syncing…",
  synced: "Saved",
  offline: (waiting: number) =>
    waiting === 0 ? _("Offline") : _("Offline · {waiting} waiting", { waiting }),
  waiting: (waiting: number) => _("{waiting} waiting", { waiting }),
  problem: "Not synced",
  retry: "Try again",
  alarmMore: "Nothing new can be written. What you see is the last good state; you can export it.",
  export: "Export",
  lostPending:
    "Some changes that were not sent yet could not be read: this browser's storage was damaged.",
  undo: "Undo",
  undone: (kept: number) =>
    kept === 0
      ? _("Taken back.")
      : _("Taken back; {kept} changed since were kept as they are.", { kept }),
  redone: "Done again.",
  dismiss: "Dismiss",

  shortcuts: "Keyboard shortcuts",
  shortcutsEverywhere: "Everywhere",
  shortcutRows: [
    [
      "g h, g t, g b, g r, g a, g i, g s",
      "Home, Transactions, Budget, Reports, Accounts, Import, Settings",
    ],
    ["[ and ]", "Earlier and later period, in Reports"],
    ["n", "New transaction"],
    ["/", "Find transactions"],
    ["Ctrl or ⌘ Z", "Undo"],
    ["Ctrl or ⌘ Shift Z", "Redo"],
    ["Ctrl or ⌘ Shift L", "Lock"],
    ["?", "This list"],
    ["Ctrl or ⌘ K", "Find or do anything; an amount and what it was adds it"],
    ["i", "Import"],
    ["h", "Hide and show amounts"],
    ["Esc", "Close what is open"],
  ],
  /** By screen; what is above holds everywhere. */
  shortcutGroups: [
    {
      title: "In the list of transactions",
      rows: [
        ["j k, arrows, Home, End", "Move"],
        ["Enter or e, c, s", "Edit, category, split"],
        ["d, Space, Del", "Once more today, pending or cleared, delete"],
        ["x, Shift with arrows, Ctrl or ⌘ A", "Choose one, more, all"],
        ["m", "Everything that can be done"],
      ],
    },
    {
      title: "In Budget",
      rows: [
        ["[ and ]", "Earlier and later period"],
        ["t", "This period"],
        ["w", "What if"],
      ],
    },
    {
      title: "In the review queue",
      rows: [
        ["Enter", "Take the suggestion"],
        ["1 to 9, c", "Another category: one of those shown, or any"],
        ["a, s", "All with this text; skip it"],
      ],
    },
    {
      title: "When reconciling",
      rows: [
        ["Tab, Shift Tab", "The next or previous transaction"],
        ["Space", "On the statement or not"],
      ],
    },
  ],
  shortcutsOff: "Single letters can be turned off in Settings.",
  close: "Close",

  unsupported: "This browser cannot keep an account",
  unsupportedText:
    "It gives Coffer no storage (a private window?), or lacks cryptography that Coffer needs. Recent versions of Chrome, Edge, Firefox and Safari have both.",
  elsewhere: "Coffer is open in another tab",
  elsewhereText: "One tab at a time works on your budget, so that nothing is written twice.",
  openHere: "Use it here",
  displaced: "Coffer went to another tab",
  displacedText: "Everything was saved. You can have it back here.",
  damaged: "What this browser has of the account is damaged",
  damagedText: "Forget it here, then log in again with a link code or the recovery kit.",
  notFound: "There is no such page",
  home: "Go to Home",
} as const);
