/**
 * What is typed in a what-if, and what comes of it. The result is the ledger's (budget/what-if.ts), with every key;
 * nothing is kept: closing forgets it, and Apply hands over what is to become the plan.
 */
import { parseInstead, whatIf, type AmountError, type Rule, type WhatIf } from "@coffer/ledger";
import type { WhatIfPlan } from "../engine/messages.ts";
import type { BudgetModel, LineModel } from "../engine/views/budget-models.ts";

/** What is typed; what is empty stays as it is. */
export interface WhatIfDraft {
  readonly rule: Rule | null;
  readonly income: string;
  /** By category. */
  readonly amounts: ReadonlyMap<string, string>;
}

/** A typed amount: what it changes, or what is wrong with it; null where nothing is typed. */
type Typed = { readonly minor: bigint } | { readonly problem: AmountError["code"] } | null;

export interface WhatIfOutcome {
  readonly result: WhatIf<string>;
  readonly income: Typed;
  readonly amounts: ReadonlyMap<string, Typed>;
  /** What Apply makes the plan; null if nothing is changed or something cannot be read. */
  readonly plan: WhatIfPlan | null;
}

export const nothingTyped: WhatIfDraft = { rule: null, income: "", amounts: new Map() };

/** The result of a draft beside the present. */
export function whatIfOf(budget: BudgetModel, draft: WhatIfDraft, locale: string): WhatIfOutcome {
  const { review, lines, unassigned, plan } = budget;
  const format = { currency: plan.currency, locale };
  const read = (text: string | undefined, presentMinor: bigint): Typed => {
    if (text === undefined || text.trim() === "") return null;
    const minor = parseInstead(text, presentMinor, format);
    return minor.ok ? { minor: minor.value } : { problem: minor.error.code };
  };
  const income = read(draft.income, review.income);
  const plannable = lines.flat().filter(({ isPlannable }) => isPlannable);
  const amounts = new Map(
    plannable.map((line) => [line.id ?? "", read(draft.amounts.get(line.id ?? ""), line.expected)]),
  );
  const changed = [...amounts].flatMap(([id, typed]) =>
    typed !== null && "minor" in typed ? [[id, typed.minor] as const] : [],
  );
  const incomeMinor = income !== null && "minor" in income ? income.minor : undefined;
  const all = [
    ...lines.flatMap((own, place) =>
      own.map((line) => amountOf(line, review.rule.buckets[place]?.id ?? null)),
    ),
    ...unassigned.map((line) => amountOf(line, null)),
  ];
  const result = whatIf<string>(
    { rule: review.rule, incomeMinor: review.income, amounts: all },
    {
      ...(draft.rule !== null && { rule: draft.rule }),
      ...(incomeMinor !== undefined && { incomeMinor }),
      amounts: new Map(changed),
    },
  );
  const isUnread = [income, ...amounts.values()].some(
    (typed) => typed !== null && "problem" in typed,
  );
  const isAnything = draft.rule !== null || incomeMinor !== undefined || changed.length > 0;
  const whatToPlan: WhatIfPlan = {
    ...(draft.rule !== null && { rule: draft.rule }),
    ...(incomeMinor !== undefined && { income: incomeMinor }),
    planned: changed.map(([categoryId, amount]) => ({ categoryId, amount })),
  };
  return { result, income, amounts, plan: isUnread || !isAnything ? null : whatToPlan };
}

/** A category that can be planned has its id as its name; everything else a name that no id is. */
function amountOf(line: LineModel, bucket: string | null) {
  const name = line.isPlannable && line.id !== null ? line.id : `${bucket}:${line.id}`;
  return { name, bucket, amountMinor: line.expected };
}
