/** Setting the rule, the cycle, the income that a budget counts on, and what is planned for categories. */
import {
  budgetLines,
  parseAmount,
  parseId,
  parseRule,
  presets,
  recordOf,
  SETTINGS_ID,
  settingsOf,
  validateCycle,
  validateIncomeMode,
  validateRule,
  type Change,
  type Id,
  type Rule,
} from "@coffer/ledger";
import type { Host } from "../host.ts";
import type { Ask, Plan, WhatIfPlan } from "../messages.ts";
import { answer, refuse, type Answer } from "../problems.ts";
import { today } from "../today.ts";
import { typedLocale } from "../typed-locale.ts";
import { periodNamed } from "../views/budget-view.ts";

/** The rule of a preset's id, of percents for needs, wants and savings, or of a rule as an object. */
export function ruleFrom(text: string | Rule): Rule | undefined {
  if (typeof text !== "string") {
    const given = validateRule(text);
    return given.ok ? given.value : undefined;
  }
  const preset = presets.find(({ id }) => id === text);
  if (preset !== undefined) return preset.rule;
  const rule = parseRule(text);
  return rule.ok ? rule.value : undefined;
}

/** Sets what is named, and nothing else. */
export async function setPlan(host: Host, plan: Plan): Promise<Answer<null>> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const { currency } = settingsOf(engine.book);
  const rule = plan.rule === undefined ? undefined : ruleFrom(plan.rule);
  if (plan.rule !== undefined && rule === undefined) return refuse({ code: "rule-wrong" });
  const cycle = plan.cycle === undefined ? undefined : validateCycle(plan.cycle);
  if (cycle?.ok === false) return refuse({ code: "plan-wrong" });
  const mode = plan.incomeMode === undefined ? undefined : validateIncomeMode(plan.incomeMode);
  if (plan.incomeMode !== undefined && mode === undefined) return refuse({ code: "plan-wrong" });
  const planned =
    plan.planned === undefined || plan.planned.trim() === ""
      ? null
      : parseAmount(plan.planned, { currency, locale: typedLocale() });
  if (planned?.ok === false) return refuse({ code: "amount", amount: planned.error.code });
  if (planned !== null && planned.value < 0n) {
    return refuse({ code: "amount", amount: "not-an-amount" });
  }
  const fields = {
    ...(rule !== undefined && { rule }),
    ...(cycle !== undefined && { cycle: cycle.value }),
    ...(mode !== undefined && { incomeMode: mode }),
    ...(plan.planned !== undefined && { plannedIncomeMinor: planned?.value ?? null }),
  };
  return host.commit("plan", [{ table: "settings", id: SETTINGS_ID, fields }]);
}

/** Plans an amount for a category, or nothing. */
export async function setPlanned(host: Host, ask: Ask<"setPlanned">): Promise<Answer<null>> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const { currency } = settingsOf(engine.book);
  const id = parseId(ask.categoryId);
  const category = recordOf(engine.book.tables.category, id ?? null);
  if (category === undefined) return refuse({ code: "gone" });
  if (ask.amount.trim() === "") return host.commit("plan", [plannedChange(category.id, null)]);
  const amount = parseAmount(ask.amount, { currency, locale: typedLocale() });
  if (!amount.ok) return refuse({ code: "amount", amount: amount.error.code });
  if (amount.value < 0n) return refuse({ code: "amount", amount: "not-an-amount" });
  return host.commit("plan", [plannedChange(category.id, amount.value)]);
}

/** Plans what is usual wherever nothing is planned yet. */
export async function planUsual(
  host: Host,
  ask: Ask<"planUsual">,
): Promise<Answer<{ readonly count: number }>> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const { book } = engine;
  const { buckets } = budgetLines(
    book,
    settingsOf(book).rule,
    periodNamed(book, ask.period),
    today(),
  );
  const changes = buckets.flat().flatMap((line): readonly Change[] => {
    const { category, isPlannable, plannedMinor, usualMinor } = line;
    const isMissing = isPlannable && plannedMinor === null && (usualMinor ?? 0n) > 0n;
    return isMissing && category !== null ? [plannedChange(category, usualMinor)] : [];
  });
  if (changes.length === 0) return answer({ count: 0 });
  const written = await host.commit("plan", changes);
  return written.ok ? answer({ count: changes.length }) : written;
}

/** Makes a what-if the plan, as one action. */
export async function applyWhatIf(host: Host, plan: WhatIfPlan): Promise<Answer<null>> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const rule = plan.rule === undefined ? undefined : ruleFrom(plan.rule);
  if (plan.rule !== undefined && rule === undefined) return refuse({ code: "rule-wrong" });
  const fields = {
    ...(rule !== undefined && { rule }),
    ...(plan.income !== undefined && {
      incomeMode: { kind: "planned" } as const,
      plannedIncomeMinor: plan.income,
    }),
  };
  const changes: Change[] = [];
  if (Object.keys(fields).length > 0) changes.push({ table: "settings", id: SETTINGS_ID, fields });
  for (const { categoryId, amount } of plan.planned) {
    const id = parseId(categoryId);
    if (id === undefined) return refuse({ code: "gone" });
    changes.push(plannedChange(id, amount));
  }
  if (changes.length === 0) return answer(null);
  return host.commit("plan", changes);
}

function plannedChange(id: Id, plannedMinor: bigint | null): Change {
  return { table: "category", id, fields: { plannedMinor } };
}
