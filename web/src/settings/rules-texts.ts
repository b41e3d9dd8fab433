/** The words of Settings › Rules. */
import { _, inContext, translated } from "@coffer/client/texts";

export const rulesTexts = translated({
  text: "What fits a condition gets a category, a bucket or another text, when it is imported. The first rule that fits and says something wins.",
  loading: "Loading rules",
  list: "Rules in their order",
  none: "No rules yet",
  noneHint: "Categories are then suggested from what you chose before.",
  add: "Add a rule",
  applyAll: "Apply to what is there…",
  ifFits: (query: string) => _("If {query}", { query }),
  thenGets: (what: string) => _("then {what}", { what }),
  gone: "something that is gone",
  renamed: (text: string) => _("text “{text}”", { text }),
  off: "switched off",
  on: "Switch on",
  switchOff: "Switch off",
  earlier: inContext("rule", "Earlier"),
  later: inContext("rule", "Later"),
  change: inContext("verb", "Change"),
  apply: "Apply…",
  remove: inContext("rule", "Remove"),
  of: (what: string, query: string) => _("{what}: {query}", { what, query }),
  problems: {
    category: "Its category is gone: change the rule.",
    bucket: "Its bucket is gone: change the rule.",
  },

  addTitle: "Add a rule",
  changeTitle: "Change the rule",
  condition: "If a transaction fits",
  conditionHint:
    "Words of the bank's text, and what the search of Transactions takes: rewe, amt:>50, acct:card, is:income.",
  category: "Category",
  noCategory: "As it is",
  bucket: "Counts in",
  noBucket: "As its category does",
  rename: "New text",
  renameHint: "The bank's own text is kept. Empty: as it is.",
  found: (count: number, total: string) =>
    _("{count, plural, one {# transaction fits} other {# transactions fit}} of {total}.", {
      count,
      total,
    }),
  foundAll: "That is every one: the condition tells nothing apart.",
  foundNone: "That is none so far: is it spelt as the bank does?",
  save: "Save",
  cancel: "Cancel",
  added: "The rule is added.",
  saved: "Saved.",
  removed: "The rule is removed; what it did stays.",

  applyTitle: "Apply to what is there",
  changes: (count: number) =>
    _(
      "{count, plural, =0 {Nothing would change.} one {# transaction changes:} other {# transactions change:}}",
      {
        count,
      },
    ),
  kept: (count: number) =>
    _(
      "{count, plural, one {# that you chose yourself stays:} other {# that you chose yourself stay:}}",
      { count },
    ),
  alsoByHand: "Change these too",
  more: (count: string) => _("… and {count} more", { count }),
  old: inContext("value", "Old"),
  new: inContext("value", "New"),
  transaction: "Transaction",
  nothing: "–",
  do: (count: number) =>
    _("{count, plural, one {Change # transaction} other {Change # transactions}}", { count }),
  applied: (count: number) =>
    _("{count, plural, one {# transaction changed.} other {# transactions changed.}}", { count }),
});
