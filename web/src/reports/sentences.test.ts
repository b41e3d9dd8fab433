/** What charts say: the right facts of a report in the right sentence. */
import assert from "node:assert/strict";
import test from "node:test";
import type { CurrencyCode } from "@coffer/ledger";
import type {
  CashFlowModel,
  DaysModel,
  NamedPeriod,
  NetWorthModel,
  OverUnderModel,
  PartModel,
  SeriesModel,
  SpendingModel,
} from "../engine/report-models.ts";
import { reportAddress, reportOf } from "./addresses.ts";
import {
  causesSentence,
  daysSentence,
  flowSentence,
  monthsSentence,
  overUnderSentence,
  sharesSentence,
  spendingSentence,
  worthSentence,
  type Writing,
} from "./sentences.ts";
import { bucketStatus, distanceText } from "./status-text.ts";

const writing: Writing = {
  amount: (minor) => `€${minor}`,
  change: (minor) => (minor > 0n ? `+€${minor}` : `-€${-minor}`),
  share: (basisPoints) => `${basisPoints / 100}%`,
  count: String,
  period: ({ name }) => name,
  month: (name) => name,
  day: (day) => `day ${day}`,
  name: ({ name }) => name ?? "nothing",
};

const period = (name: string): NamedPeriod => ({ name, first: 0, last: 29, isRunning: false });
const head = {
  currency: "EUR" as CurrencyCode,
  period: period("November"),
  previous: null,
  next: null,
  periods: [],
  notConverted: [],
};
const noCauses = { new: 0n, price: 0n, volume: 0n, timing: 0n };

function part(name: string, before: bigint, amount: bigint): PartModel {
  const ids = { categoryId: "a", payeeOf: null };
  return { name, ...ids, amount, before, change: amount - before, shareOfChange: null, count: 1 };
}

function overUnder(
  given: Partial<OverUnderModel["buckets"][number]>,
  steps: readonly PartModel[],
  before: NamedPeriod | null = period("October"),
): OverUnderModel {
  const start = steps.reduce((sum, step) => sum + step.before, 0n);
  const end = steps.reduce((sum, step) => sum + step.amount, 0n);
  return {
    ...head,
    income: 1_000n,
    before,
    buckets: [
      {
        id: "wants",
        name: "Wants",
        kind: "ceiling",
        basisPoints: 3_000,
        recommended: 300n,
        actual: 384n,
        status: "over",
        by: 84n,
        basisPointsOfIncome: 3_840,
        cumulated: 84n,
        change: 61n,
        causes: noCauses,
        ...given,
      },
    ],
    chosen: 0,
    waterfall: {
      start,
      steps: steps.map((step) => ({ ...step, reached: 0n })),
      others: 0n,
      end,
      change: end - start,
    },
    parts: steps,
  };
}

test("over or under: by how much, and what changed most in the direction of the whole", () => {
  const steps = [part("Books", 80n, 10n), part("Restaurants", 20n, 151n)];
  assert.equal(
    overUnderSentence(overUnder({}, steps), writing),
    "Wants came to €384 in November: €84 over the €300 that the rule allows. " +
      "Most of the change: Restaurants, +€131 against October.",
  );
  assert.match(
    overUnderSentence(overUnder({ status: "within", by: 5n }, []), writing),
    /: €5 under the €300 that the rule allows\.$/,
  );
  const saved = { name: "Savings", kind: "floor", status: "below", by: 40n } as const;
  assert.match(overUnderSentence(overUnder(saved, []), writing), /^Savings .*: €40 short of the/);
});

test("over or under: if the whole fell, what fell most is named", () => {
  const steps = [part("Books", 200n, 10n), part("Restaurants", 20n, 151n)];
  assert.match(
    overUnderSentence(overUnder({}, steps), writing),
    /Most of the change: Books, -€190 against October\.$/,
  );
});

test("over or under: without an earlier period the largest part is named, without income nothing", () => {
  const steps = [part("Restaurants", 0n, 131n)];
  assert.match(
    overUnderSentence(overUnder({}, steps, null), writing),
    /Most of it: Restaurants, €131\.$/,
  );
  assert.equal(
    overUnderSentence({ ...overUnder({}, steps), income: 0n }, writing),
    "There is no income in November yet, so nothing is over or under the rule.",
  );
});

test("causes: the largest one in the direction of the change is the main one", () => {
  const names = { new: "new", price: "price", volume: "volume", timing: "timing" };
  const say = (causes: typeof noCauses, change: bigint): string =>
    causesSentence(change, causes, period("October"), names, writing);
  assert.equal(
    say({ new: 30n, price: 50n, volume: -90n, timing: 0n }, 10n),
    "+€10 against October. The main cause: price, +€50.",
  );
  assert.equal(
    say({ new: 30n, price: 50n, volume: -90n, timing: 0n }, -10n),
    "-€10 against October. The main cause: volume, -€90.",
  );
});

test("spending: the whole, and its largest part with its share", () => {
  const parts = [
    { ...part("Rent", 0n, 75n), bucketId: null, basisPoints: 7_500 },
    { ...part("Food", 0n, 25n), bucketId: null, basisPoints: 2_500 },
  ];
  const model: SpendingModel = {
    ...head,
    buckets: [],
    before: null,
    level: "category",
    bucket: null,
    category: null,
    total: 100n,
    parts,
  };
  const nameOf = ({ name }: { readonly name: string | null }) => name ?? "";
  assert.equal(
    spendingSentence(model, "Needs", nameOf, writing),
    "Needs came to €100 in November. The largest part is Rent: €75, 75% of it.",
  );
  assert.match(spendingSentence(model, null, nameOf, writing), /^€100 was spent and saved in/);
  assert.equal(
    spendingSentence({ ...model, parts: [] }, null, nameOf, writing),
    "Nothing was spent or saved in November.",
  );
});

const buckets = [
  { id: "wants", name: "Wants", kind: "ceiling", basisPoints: 3_000 },
  { id: "savings", name: "Savings", kind: "floor", basisPoints: 2_000 },
] as const;

function series(
  items: readonly (readonly [income: bigint, wants: "over" | "within", savings: "below" | "met"])[],
): SeriesModel {
  const amounts = { actual: 1n, recommended: 1n, by: 0n };
  return {
    ...head,
    buckets,
    items: items.map(([income, wants, savings]) => ({
      period: head.period,
      income,
      unassigned: 0n,
      buckets: [
        { ...amounts, status: wants, basisPoints: income > 0n ? 3_500 : null },
        { ...amounts, status: savings, basisPoints: income > 0n ? 1_500 : null },
      ],
    })),
  };
}

test("months: how often each bucket kept the rule, without those that had no income", () => {
  const model = series([
    [0n, "within", "met"],
    [10n, "over", "met"],
    [10n, "within", "met"],
  ]);
  assert.equal(
    monthsSentence(model, [0, 1], writing),
    "Wants stayed within the rule in 1 of 2 periods. Savings reached the rule in 2 of 2 periods.",
  );
  assert.equal(monthsSentence(model, [1], writing), "Savings reached the rule in 2 of 2 periods.");
  assert.equal(
    monthsSentence(series([[0n, "within", "met"]]), [0], writing),
    "Without income there is no rule to hold the periods against.",
  );
});

test("shares: those of the last period, against the rule", () => {
  assert.equal(
    sharesSentence(series([[10n, "over", "below"]]), writing),
    "In November: Wants took 35% of the income; the rule allows 30%. " +
      "Savings got 15% of the income; the rule asks for 20%.",
  );
  assert.match(sharesSentence(series([[0n, "within", "met"]]), writing), /^There is no income in/);
});

test("net worth: what it is, and what became of it", () => {
  const worth = (...totals: readonly bigint[]): NetWorthModel => ({
    ...head,
    roles: ["spending"],
    change: (totals.at(-1) ?? 0n) - (totals[0] ?? 0n),
    points: totals.map((total, index) => ({
      period: period(`month ${index}`),
      byRole: [total],
      total,
    })),
  });
  assert.equal(
    worthSentence(worth(10n, 40n), writing),
    "At the end of month 1 everything together came to €40. " +
      "That is €30 more than at the end of month 0.",
  );
  assert.match(worthSentence(worth(40n, 10n), writing), /That is €30 less than/);
  assert.match(worthSentence(worth(5n), writing), /^At the end of month 0 [^.]*\.$/);
});

test("cash flow: what is left, what was taken from before, or that all was used", () => {
  const flow = (
    sources: readonly (readonly ["income" | "before", bigint])[],
    uses: readonly (readonly ["bucket" | "unallocated", bigint])[],
  ): CashFlowModel => ({
    ...head,
    buckets: [],
    total: uses.reduce((sum, [, amount]) => sum + amount, 0n),
    sources: sources.map(([kind, amount]) => ({ kind, amount, categoryId: null, name: null })),
    uses: uses.map(([kind, amount]) => ({ kind, amount, place: null, categories: [], others: 0n })),
  });
  const left = flow(
    [["income", 9n]],
    [
      ["bucket", 5n],
      ["unallocated", 4n],
    ],
  );
  assert.equal(
    flowSentence(left, writing),
    "Of the €9 that came in during November, €4 is still unallocated.",
  );
  const taken = flow(
    [
      ["income", 3n],
      ["before", 2n],
    ],
    [["bucket", 5n]],
  );
  assert.match(flowSentence(taken, writing), /^During November €5 went out: €2 more than came in/);
  assert.match(flowSentence(flow([["income", 5n]], [["bucket", 5n]]), writing), /^All of the €5/);
  assert.match(flowSentence(flow([], []), writing), /^No money/);
});

test("days: what was spent in all, and the day with the most", () => {
  const days = [1n, 7n, 0n].map((amount, day) => ({ day, amount, count: 1, level: 1 }));
  const model: DaysModel = {
    ...head,
    earlier: null,
    later: null,
    buckets: [],
    months: [{ name: "November", weekday: 1, days }],
    total: 8n,
  };
  assert.equal(
    daysSentence(model, writing),
    "€8 was spent from November to November. The most on one day was €7, on day 1.",
  );
  const nothing = { ...model, total: 0n, months: [{ ...model.months[0], days: [] }] } as DaysModel;
  assert.match(daysSentence(nothing, writing), /^Nothing was spent/);
});

test("the distance from the rule, in words for ceilings and for floors", () => {
  const { amount } = writing;
  assert.equal(distanceText("ceiling", 5n, amount), "€5 over");
  assert.equal(distanceText("ceiling", -5n, amount), "€5 under");
  assert.equal(distanceText("floor", -5n, amount), "€5 short");
  assert.equal(distanceText("floor", 5n, amount), "€5 more");
  assert.equal(bucketStatus({ status: "below", by: 5n, recommended: 9n }, amount), "€5 to go");
  assert.equal(
    bucketStatus({ status: "met", by: 0n, recommended: 9n }, amount),
    "exactly the rule",
  );
  assert.equal(
    bucketStatus({ status: "over", by: 5n, recommended: 0n }, amount),
    "no recommendation",
  );
});

test("an address holds the report and ids, and is read back", () => {
  const address = reportAddress("spending", { period: "2026-11", bucket: "wants", category: null });
  assert.equal(address, "/reports?show=spending&period=2026-11&bucket=wants");
  assert.equal(reportOf(new URLSearchParams("show=spending")), "spending");
  assert.equal(reportOf(new URLSearchParams("show=nonsense")), "over");
});
