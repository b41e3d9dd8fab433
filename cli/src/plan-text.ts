/** A plan's parts as people type and read them: rule, cycle, where the income comes from. */
import { _ } from "@coffer/client/texts";
import {
  formatRule,
  parseDay,
  parsePeriod,
  parseRule,
  periodContaining,
  presets,
  validateCycle,
  validateIncomeMode,
  dayToText,
  type Cycle,
  type IncomeMode,
  type Period,
  type Rule,
} from "@coffer/ledger";
import { misuse } from "./terminal/terminal.ts";
import { today } from "./today.ts";

/** A rule as typed, by its percentages or a preset's id; else the vault's, else 50/30/20. */
export function ruleFrom(text: string | undefined, vaults: Rule | undefined): Rule {
  if (text === undefined && vaults !== undefined) return vaults;
  const preset = presets.find(({ id }) => id === text);
  if (preset !== undefined) return preset.rule;
  const rule = parseRule(text ?? "50/30/20");
  if (rule.ok) return rule.value;
  const known = presets.map(({ id }) => id).join(", ");
  return misuse(
    rule.error.code === "not-the-whole"
      ? _("--rule {text}: the shares sum to {percent} %, not 100 %.", {
          text: text ?? "",
          percent: rule.error.sumBasisPoints / 100,
        })
      : _("--rule {text}: three percentages, such as 50/30/20, or one of {known}.", {
          text: text ?? "",
          known,
        }),
  );
}

/** The period of a text, or today's; ends the command if the text names none. */
export function periodFrom(text: string | undefined, cycle: Cycle): Period {
  if (text === undefined) return periodContaining(cycle, today());
  const period = parsePeriod(cycle, text);
  if (period.ok) return period.value;
  return misuse(
    period.error.code === "needs-a-date"
      ? _("--period {text}: a period of this vault is named by a day in it, such as 2026-11-13.", {
          text,
        })
      : _("--period {text}: 2026-11, or a day such as 2026-11-13.", { text }),
  );
}

/** What is typed is the same in every language. */
const cycleForms =
  "month, weekly:DATE, biweekly:DATE, four-weekly:DATE, semi-monthly:1,15, day:25, day:25:previous, " +
  "day:25:next, last-working-day";

/** The cycle of a text; ends the command if it is none. */
export function cycleFrom(text: string): Cycle {
  const [kind = "", detail = "", businessDay = "none", ...more] = text.toLowerCase().split(":");
  const cycle = validateCycle(cycleParts(kind, detail, businessDay));
  return cycle.ok && more.length === 0 ? cycle.value : misuse(`--cycle ${text}: ${cycleForms}.`);
}

/** A cycle as `cycleFrom` reads it. */
export function cycleText(cycle: Cycle): string {
  switch (cycle.kind) {
    case "calendar-month":
      return "month";
    case "weekly":
    case "biweekly":
    case "four-weekly":
      return `${cycle.kind}:${dayToText(cycle.anchor)}`;
    case "semi-monthly":
      return `semi-monthly:${cycle.firstDay},${cycle.secondDay}`;
    case "monthly":
      return `day:${cycle.dayOfMonth}${cycle.businessDay === "none" ? "" : `:${cycle.businessDay}`}`;
    case "last-working-day":
      return cycle.kind;
  }
}

/** Where the income comes from; ends the command if the text says nothing known. */
export function incomeModeFrom(text: string): IncomeMode {
  const [kind = "", count = ""] = text.toLowerCase().split(":");
  const value =
    kind === "average"
      ? { kind: "rolling-average", periods: Number(count === "" ? 3 : count) }
      : { kind };
  const mode = validateIncomeMode(value);
  return (
    mode ??
    misuse(_("--income-mode {text}: actual, planned, average:3 (2 to 24) or floor.", { text }))
  );
}

/** A mode as `incomeModeFrom` reads it. */
export function incomeModeText(mode: IncomeMode): string {
  return mode.kind === "rolling-average" ? `average:${mode.periods}` : mode.kind;
}

/** A rule by its percentages, or by its buckets where these are not needs, wants and savings. */
export function ruleText(rule: Rule, nameOf = (name: string): string => name): string {
  const isUsual = rule.buckets.map(({ id }) => id).join() === "needs,wants,savings";
  const names = rule.buckets.map(({ name }) => nameOf(name)).join(", ");
  return isUsual ? formatRule(rule) : `${formatRule(rule)} (${names})`;
}

function cycleParts(kind: string, detail: string, businessDay: string): object {
  switch (kind) {
    case "month":
      return { kind: "calendar-month" };
    case "semi-monthly": {
      const [firstDay, secondDay] = detail.split(",").map(Number);
      return { kind, firstDay, secondDay };
    }
    case "day":
      return { kind: "monthly", dayOfMonth: Number(detail), businessDay };
    case "last-working-day":
      return { kind };
    default:
      return { kind, anchor: parseDay(detail) };
  }
}
