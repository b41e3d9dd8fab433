/** The plan: which rule, which income, which period. The table shows what would be; only Save writes. */
import type { SubmitEvent } from "react";
import { ownName } from "@coffer/client/texts";
import {
  dayToText,
  parseDay,
  presets,
  type Cycle,
  type IncomeMode,
  type Rule,
} from "@coffer/ledger";
import { today } from "../engine/today.ts";
import type { BudgetModel } from "../engine/views/budget-models.ts";
import { amountIn } from "../page/format.ts";
import { notify } from "../page/notices.ts";
import { useAction } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, Field, Notice, ProblemNotice, SelectField, TextField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { budgetTexts } from "./budget-texts.ts";
import { presetOf, type PlanDraft } from "./plan-draft.ts";
import styles from "./plan-card.module.css";
import { planTexts as texts } from "./plan-texts.ts";
import { RuleSlider } from "./rule-slider.tsx";

export function PlanCard({
  budget,
  draft,
  income,
  isChanged,
  onDraft,
  onDiscard,
}: {
  readonly budget: BudgetModel;
  readonly draft: PlanDraft;
  /** What the draft's rule is to cut. */
  readonly income: bigint;
  readonly isChanged: boolean;
  readonly onDraft: (draft: PlanDraft) => void;
  readonly onDiscard: () => void;
}) {
  const { isBusy, problem, run } = useAction();
  const amount = amountIn(budget.plan.currency);
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { rule, cycle, mode, planned } = draft;
    const set = await run("setPlan", { rule, cycle, incomeMode: mode, planned });
    if (set !== undefined) notify(texts.saved, { canUndo: true });
  };
  return (
    <section className={classes(ui["card"], ui["stack"])} aria-labelledby="plan">
      <div>
        <h2 id="plan">{texts.plan}</h2>
        <p className={ui["hint"]}>{texts.hint}</p>
      </div>
      <form className={ui["stack"]} onSubmit={(event) => void save(event)}>
        <Presets rule={draft.rule} onRule={(rule) => onDraft({ ...draft, rule })} />
        {budget.homeless > 0 && (
          <Notice kind="warn">{budgetTexts.homeless(budget.homeless)}</Notice>
        )}
        <RuleSlider
          rule={draft.rule}
          income={income}
          amount={amount}
          onRule={(rule) => onDraft({ ...draft, rule })}
        />
        <div className={ui["pair"]}>
          <IncomeFields budget={budget} draft={draft} onDraft={onDraft} />
          <CycleFields cycle={draft.cycle} onCycle={(cycle) => onDraft({ ...draft, cycle })} />
        </div>
        <ProblemNotice problem={problem} />
        <div className={classes(ui["row"], isChanged && styles["changed"])}>
          <Button type="submit" look="primary" disabled={isBusy || !isChanged}>
            {texts.save}
          </Button>
          {isChanged && (
            <>
              <Button onClick={onDiscard}>{texts.discard}</Button>
              <span className={ui["hint"]} role="status">
                {texts.unsaved}
              </span>
            </>
          )}
        </div>
      </form>
    </section>
  );
}

/** Rules to begin with, each with a word on whom it is for and what it gives up. */
function Presets({ rule, onRule }: { readonly rule: Rule; readonly onRule: (rule: Rule) => void }) {
  const chosen = presetOf(rule);
  return (
    <fieldset className={ui["stack"]}>
      <legend className={styles["legend"]}>{texts.rule}</legend>
      <div className={styles["presets"]}>
        {presets.map((preset) => (
          <label key={preset.id} className={styles["preset"]}>
            <input
              type="radio"
              name="preset"
              value={preset.id}
              checked={preset === chosen}
              onChange={() => onRule(preset.rule)}
            />
            <span>{ownName(preset.name)}</span>
          </label>
        ))}
        {chosen === undefined && (
          <label className={styles["preset"]}>
            <input type="radio" name="preset" value="own" checked readOnly />
            <span>{texts.own}</span>
          </label>
        )}
      </div>
      <p className={ui["soft"]} role="status">
        {chosen === undefined ? texts.ownText : ownName(chosen.forWhom)}{" "}
        {chosen !== undefined && ownName(chosen.tradeOff)}
      </p>
    </fieldset>
  );
}

function IncomeFields({
  budget,
  draft,
  onDraft,
}: {
  readonly budget: BudgetModel;
  readonly draft: PlanDraft;
  readonly onDraft: (draft: PlanDraft) => void;
}) {
  const amount = amountIn(budget.plan.currency);
  const modeOf = (kind: string): IncomeMode =>
    budget.incomes.find(({ mode }) => mode.kind === kind)?.mode ?? { kind: "actual" };
  return (
    <>
      <SelectField
        label={texts.incomeMode}
        value={draft.mode.kind}
        onText={(kind) => onDraft({ ...draft, mode: modeOf(kind) })}
      >
        {budget.incomes.map(({ mode: { kind }, income, isOwn }) => (
          <option key={kind} value={kind}>
            {kind === "planned" || (isOwn && income !== null)
              ? income === null
                ? texts.modes[kind]
                : texts.mode(texts.modes[kind], amount(income))
              : texts.modeWithout(texts.modes[kind])}
          </option>
        ))}
      </SelectField>
      <TextField
        label={texts.planned}
        inputMode="decimal"
        value={draft.planned}
        onText={(planned) => onDraft({ ...draft, planned })}
      />
    </>
  );
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
        {Object.entries(texts.cycles).map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
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
