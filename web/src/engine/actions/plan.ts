/** Setting the rule, the cycle and the income that a budget counts on. */
import {
  parseAmount,
  parseRule,
  presets,
  SETTINGS_ID,
  settingsOf,
  validateCycle,
  validateIncomeMode,
  type Rule,
} from "@coffer/ledger";
import type { Host } from "../host.ts";
import type { Plan } from "../messages.ts";
import { refuse, type Answer } from "../problems.ts";
import { typedLocale } from "../typed-locale.ts";

/** The rule of a preset's id, or of percents for needs, wants and savings. */
export function ruleFrom(text: string): Rule | undefined {
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
