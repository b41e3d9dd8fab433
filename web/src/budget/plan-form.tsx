/** The plan: which rule, which period, which income. */
import { useState, type SubmitEvent } from "react";
import {
  dayToText,
  formatPlainAmount,
  formatRule,
  parseDay,
  presets,
  type Cycle,
  type IncomeMode,
} from "@coffer/ledger";
import { today } from "../engine/today.ts";
import type { PlanModel } from "../engine/view-models.ts";
import { locale } from "../page/format.ts";
import { notify } from "../page/notices.ts";
import { useAction } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, Field, ProblemNotice, SelectField, TextField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { budgetTexts as texts } from "./budget-texts.ts";

const own = "own";

export function PlanForm({ plan }: { readonly plan: PlanModel }) {
  const { isBusy, problem, run } = useAction();
  const [rule, setRule] = useState(presetOf(plan));
  const [ownRule, setOwnRule] = useState(formatRule(plan.rule));
  const [mode, setMode] = useState<string>(plan.incomeMode.kind);
  const [planned, setPlanned] = useState(plannedText(plan));
  const [cycle, setCycle] = useState<Cycle>(plan.cycle);
  const preset = presets.find(({ id }) => id === rule);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const set = await run("setPlan", {
      rule: rule === own ? ownRule : rule,
      cycle,
      incomeMode: modeOf(mode),
      planned,
    });
    if (set !== undefined) notify(texts.saved, { canUndo: true });
  };
  return (
    <section className={classes(ui["card"], ui["stack"])} aria-labelledby="plan">
      <div>
        <h2 id="plan">{texts.plan}</h2>
        <p className={ui["hint"]}>{texts.planHint}</p>
      </div>
      <form className={ui["stack"]} onSubmit={(event) => void submit(event)}>
        <div className={ui["pair"]}>
          <SelectField
            label={texts.rule}
            value={rule}
            onText={setRule}
            hint={preset === undefined ? undefined : `${preset.forWhom} ${preset.tradeOff}`}
          >
            {presets.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            <option value={own}>{texts.own}</option>
          </SelectField>
          {rule === own && (
            <TextField
              label={texts.ownRule}
              hint={texts.ownHint}
              value={ownRule}
              onText={setOwnRule}
            />
          )}
          <SelectField label={texts.incomeMode} value={mode} onText={setMode}>
            <Named names={texts.modes} />
          </SelectField>
          <TextField
            label={texts.planned}
            inputMode="decimal"
            value={planned}
            onText={setPlanned}
          />
          <CycleFields cycle={cycle} onCycle={setCycle} />
        </div>
        <ProblemNotice problem={problem} />
        <div>
          <Button type="submit" look="primary" disabled={isBusy}>
            {texts.save}
          </Button>
        </div>
      </form>
    </section>
  );
}

/** Options by their names. */
function Named({ names }: { readonly names: Readonly<Record<string, string>> }) {
  return Object.entries(names).map(([id, name]) => (
    <option key={id} value={id}>
      {name}
    </option>
  ));
}

function CycleFields({
  cycle,
  onCycle,
}: {
  readonly cycle: Cycle;
  readonly onCycle: (cycle: Cycle) => void;
}) {
  return (
    <>
      <SelectField
        label={texts.cycle}
        value={cycle.kind}
        onText={(kind) => onCycle(cycleOf(kind as Cycle["kind"]))}
      >
        <Named names={texts.cycles} />
      </SelectField>
      {cycle.kind === "monthly" && (
        <TextField
          label={texts.payday}
          type="number"
          min={1}
          max={31}
          required
          value={String(cycle.dayOfMonth)}
          onText={(text) => onCycle({ ...cycle, dayOfMonth: Number(text) })}
        />
      )}
      {"anchor" in cycle && (
        <Field label={texts.anchor}>
          {(props) => (
            <input
              {...props}
              type="date"
              required
              value={dayToText(cycle.anchor)}
              onChange={(event) => {
                const anchor = parseDay(event.target.value);
                if (anchor !== undefined) onCycle({ ...cycle, anchor });
              }}
            />
          )}
        </Field>
      )}
    </>
  );
}

function cycleOf(kind: Cycle["kind"]): Cycle {
  switch (kind) {
    case "calendar-month":
    case "last-working-day":
      return { kind };
    case "monthly":
      return { kind, dayOfMonth: 25, businessDay: "none" };
    case "semi-monthly":
      return { kind, firstDay: 1, secondDay: 15 };
    case "weekly":
    case "biweekly":
    case "four-weekly":
      return { kind, anchor: today() };
  }
}

function modeOf(kind: string): IncomeMode {
  if (kind === "rolling-average") return { kind, periods: 3 };
  return { kind: kind === "planned" || kind === "floor" ? kind : "actual" };
}

function presetOf({ rule }: PlanModel): string {
  const text = JSON.stringify(rule);
  return presets.find((preset) => JSON.stringify(preset.rule) === text)?.id ?? own;
}

function plannedText({ planned, currency }: PlanModel): string {
  return planned === null ? "" : formatPlainAmount(planned, { currency, locale });
}
