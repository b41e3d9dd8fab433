/**
 * The plan while it is thought about: nothing of it is written before it is saved. The figures are calculated anew
 * by the ledger with every move, on this page, from what the Worker said of the period.
 */
import {
  formatPlainAmount,
  parseAmount,
  presets,
  reviewOf,
  type Cycle,
  type IncomeMode,
  type Review,
  type Rule,
} from "@coffer/ledger";
import type { BudgetModel, PlanModel } from "../engine/views/budget-models.ts";

export interface PlanDraft {
  readonly rule: Rule;
  readonly mode: IncomeMode;
  /** Expected income, as typed. */
  readonly planned: string;
  readonly cycle: Cycle;
}

/** The figures of a period: as they are, or as a draft would have them. */
export interface Figures {
  readonly review: Review<never>;
  readonly incomeMode: IncomeMode;
}

/** The plan as it is. */
export function draftOf(
  { rule, incomeMode, planned, cycle, currency }: PlanModel,
  locale: string,
): PlanDraft {
  const text = planned === null ? "" : formatPlainAmount(planned, { currency, locale });
  return { rule, mode: incomeMode, planned: text, cycle };
}

/** The preset whose buckets a draft has instead of the plan's; null if the buckets are the plan's own. */
export function otherBuckets(draft: PlanDraft, plan: PlanModel): string | null {
  if (hasSameBuckets(draft.rule, plan.rule)) return null;
  return presets.find(({ rule }) => hasSameBuckets(rule, draft.rule))?.id ?? null;
}

/** The preset that a rule is; undefined for one of its own. */
export function presetOf(rule: Rule): (typeof presets)[number] | undefined {
  return presets.find((preset) => isSameRule(preset.rule, rule));
}

/** Whether a draft differs from what is saved. */
export function isChanged(draft: PlanDraft, plan: PlanModel, locale: string): boolean {
  const { planned, ...saved } = draftOf(plan, locale);
  const { planned: typed, ...drafted } = draft;
  // The same amount typed in another way is no change: once saved, nothing would say so.
  const read = (text: string): string => {
    const amount = parseAmount(text, { currency: plan.currency, locale });
    return amount.ok ? String(amount.value) : text;
  };
  return JSON.stringify(drafted) !== JSON.stringify(saved) || read(typed) !== read(planned);
}

/** The figures of a period by a draft; by what is saved until the Worker has said what other buckets come to. */
export function figuresOf(budget: BudgetModel, draft: PlanDraft | null, locale: string): Figures {
  const { review } = budget;
  const rule = draft !== null && hasSameBuckets(draft.rule, review.rule) ? draft.rule : review.rule;
  const { income, mode } = draft === null ? ownIncome(budget) : incomeOf(budget, draft, locale);
  return {
    review: reviewOf({
      rule,
      incomeMinor: income,
      actualByBucket: review.buckets.map(({ actual }) => actual),
      unassignedMinor: review.unassigned.amount,
      contributorsByBucket: rule.buckets.map(() => []),
    }),
    incomeMode: mode,
  };
}

type Income = { readonly income: bigint; readonly mode: IncomeMode };

function ownIncome({ review }: BudgetModel): Income {
  return { income: review.income, mode: review.incomeMode };
}

/** What a draft counts on; where the way that it names has nothing to look at, what is expected. */
function incomeOf(budget: BudgetModel, draft: PlanDraft, locale: string): Income {
  const { currency, planned } = budget.plan;
  const choice = budget.incomes.find(({ mode }) => mode.kind === draft.mode.kind);
  if (draft.mode.kind !== "planned" && choice?.isOwn === true && choice.income !== null) {
    return { income: choice.income, mode: draft.mode };
  }
  const typed = parseAmount(draft.planned, { currency, locale });
  const isAmount = typed.ok && typed.value >= 0n;
  return { income: isAmount ? typed.value : (planned ?? 0n), mode: { kind: "planned" } };
}

function hasSameBuckets(left: Rule, right: Rule): boolean {
  return isSameRule(withoutShares(left), withoutShares(right));
}

function withoutShares({ buckets }: Rule): Rule {
  return { buckets: buckets.map((bucket) => ({ ...bucket, basisPoints: 0 })) };
}

function isSameRule(left: Rule, right: Rule): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
