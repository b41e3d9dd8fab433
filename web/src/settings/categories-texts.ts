/** The words of Settings › Categories. */
import { _, inContext, translated } from "@coffer/client/texts";

export const categoriesTexts = translated({
  title: "Categories",
  text: "What money is spent on and comes from, and the bucket of the rule that it counts in.",
  loading: "Loading categories",
  add: "Add a category",
  income: "Income",
  noBucket: "In no bucket",
  uses: (count: number) =>
    _("{count, plural, one {# transaction} other {# transactions}}", { count }),
  archived: "archived",
  showArchived: (count: string) => _("Show what is archived ({count})", { count }),
  emptyGroup: "Nothing yet",
  change: inContext("verb", "Change"),
  changeOf: (name: string) => _("Change {name}", { name }),

  addTitle: "Add a category",
  changeTitle: "Change the category",
  name: "Name",
  kind: "For money that is",
  spent: "spent",
  earned: "earned",
  parent: "Belongs to",
  noParent: "Nothing: a category by itself",
  parentHint: "Others are in it, so it stays where it is.",
  bucket: "Counts in",
  bucketNone: "No bucket",
  bucketOfParent: (bucket: string) => _("As its parent does: {bucket}", { bucket }),
  bucketHint: "Past periods are counted anew; reviews that you closed stay as they were.",
  isArchived: "Archived: no longer offered, what has it keeps it",
  save: "Save",
  cancel: "Cancel",
  added: (name: string) => _("{name} is added.", { name }),
  saved: "Saved.",

  mergeTitle: "Merge into another one",
  mergeHint: (count: number) =>
    _(
      "{count, plural, =0 {Everything that has it (no transactions) gets the other one, and this one is deleted.} one {Everything that has it (# transaction) gets the other one, and this one is deleted.} other {Everything that has it (# transactions) gets the other one, and this one is deleted.}}",
      { count },
    ),
  mergeInto: inContext("category", "Into"),
  mergeChoose: "Choose a category",
  merge: "Merge",
  merged: (from: string, into: string) => _("{from} is part of {into} now.", { from, into }),
  delete: "Delete",
  deleted: (name: string) => _("{name} is deleted.", { name }),
});
