/** The words of Budget. */
import { _, translated } from "@coffer/client/texts";
import type { IncomeMode } from "@coffer/ledger";

type Kind = "ceiling" | "floor";
type Status = "over" | "within" | "below" | "met";

export const budgetTexts = translated({
  title: "Budget",
  loading: "Calculating the budget",
  periods: "Periods",
  previous: "Earlier",
  next: "Later",
  current: "This period",
  whatIf: "What if…",
  close: "Close period…",
  reviews: "Closed periods",

  noIncome:
    "There is no income in this period, so nothing is recommended. Say below what you expect, or add what came in.",
  unassignedCount: (count: number) =>
    _(
      "{count, plural, one {One transaction counts in no bucket yet.} other {# transactions count in no bucket yet.}}",
      { count },
    ),
  see: "Give it a category",
  notConverted: (currencies: string) =>
    _("Not counted, because not converted: {currencies}", { currencies }),

  table: (period: string) => _("{period} by bucket and category", { period }),
  columns: {
    category: "Category",
    recommended: "Recommended",
    planned: "Planned",
    actual: "Actual",
    left: "Left",
  },
  income: "Income",
  incomeFrom: (mode: IncomeMode) => modeText(mode),
  limit: (kind: Kind, share: string) => `${kind === "ceiling" ? "≤" : "≥"} ${share}`,
  limitWords: (kind: Kind, share: string) =>
    kind === "ceiling" ? _("at most {share}", { share }) : _("at least {share}", { share }),
  left: (amount: string) => _("{amount} left", { amount }),
  over: (amount: string) => _("{amount} over", { amount }),
  below: (amount: string) => _("{amount} to go", { amount }),
  under: (left: string, recommended: string) =>
    _("{left}, by the rule {recommended}", { left, recommended }),
  met: "Met",
  more: (amount: string) => _("{amount} more", { amount }),
  usualWords: (amount: string) => _("usually {amount}", { amount }),
  columnsHint:
    "Recommended: what the rule gives a bucket; ≈ what a category usually takes, the median of up to three full periods.",
  transfers: "Transfers",
  noCategory: "Without a category",
  nothing: "Nothing yet",
  unassigned: "In no bucket",
  unallocated: "Not used yet",
  overspent: "More went out than came in",
  showAll: (count: number) =>
    _(
      "{count, plural, one {Show # category without anything} other {Show # categories without anything}}",
      { count },
    ),
  showUsed: "Hide categories without anything",
  planUsual: "Plan what is usual",
  usualPlanned: (count: number) =>
    _("{count, plural, one {Planned one category.} other {Planned # categories.}}", { count }),
  nothingUsual: "Nothing to plan: that takes a full period before, and a category without a plan.",
  plan: "Plan",
  planFor: (name: string, amount: string) =>
    _("Planned for {name}: {amount}. Change", { name, amount }),
  planNothing: (name: string) => _("Plan an amount for {name}", { name }),
  plannedFor: (name: string) => _("Planned for {name}", { name }),
  sample: (median: string, amounts: string) =>
    _("Usually {median}: {amounts}", { median, amounts }),
  sampleOne: (period: string, amount: string) => _("{amount} in {period}", { period, amount }),
  takeUsual: (amount: string) => _("Use {amount}", { amount }),
  homeless: (count: number) =>
    _(
      "{count, plural, one {# category counts in a bucket that this rule does not have: it would count in none. Settings can change its bucket.} other {# categories count in buckets that this rule does not have: they would count in none. Settings can change their buckets.}}",
      { count },
    ),

  history: "The last twelve periods",
  historyCell: (period: string, buckets: string, isClosed: boolean) =>
    isClosed
      ? _("{period}: {buckets}, closed", { period, buckets })
      : _("{period}: {buckets}", { period, buckets }),
  historyBucket: (name: string, status: Status) => statusText(name, status),
  historyNothing: "nothing",
  historyHint:
    "Filled: as the rule wants it. Outlined with an arrow: over ↑ or below ↓. Underlined: closed.",
});

function statusText(name: string, status: Status): string {
  switch (status) {
    case "over":
      return _("{name} over", { name });
    case "within":
      return _("{name} within", { name });
    case "below":
      return _("{name} below", { name });
    case "met":
      return _("{name} met", { name });
  }
}

function modeText(mode: IncomeMode): string {
  switch (mode.kind) {
    case "actual":
      return _("what came in");
    case "planned":
      return _("what you expect");
    case "rolling-average":
      return _("average of {count} periods", { count: mode.periods });
    case "floor":
      return _("the least that is certain");
  }
}
