/** What if: another income, another rule, other amounts; the result beside the present, with every key. */
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { formatRule } from "@coffer/ledger";
import type { BudgetModel } from "../engine/views/budget-models.ts";
import { amountIn, locale } from "../page/format.ts";
import { notify } from "../page/notices.ts";
import { useAction } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, ProblemNotice } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import styles from "./budget.module.css";
import { lineName } from "./line-words.ts";
import { RuleSlider } from "./rule-slider.tsx";
import { nothingTyped, whatIfOf, type WhatIfDraft, type WhatIfOutcome } from "./what-if-draft.ts";
import { WhatIfTable } from "./what-if-table.tsx";
import { whatIfTexts as texts } from "./what-if-texts.ts";

type Amount = (minor: bigint) => string;

export function WhatIfCard({
  budget,
  onClose,
}: {
  readonly budget: BudgetModel;
  readonly onClose: () => void;
}) {
  const [draft, setDraft] = useState<WhatIfDraft>(nothingTyped);
  const { isBusy, problem, run } = useAction();
  const card = useRef<HTMLElement>(null);
  useEffect(() => card.current?.querySelector("input")?.focus(), []);
  const amount = amountIn(budget.plan.currency);
  const outcome = whatIfOf(budget, draft, locale);
  const { plan, result } = outcome;
  const apply = async (): Promise<void> => {
    if (plan === null) return;
    const applied = await run("applyWhatIf", plan);
    if (applied === undefined) return;
    notify(texts.applied, { canUndo: true });
    onClose();
  };
  return (
    <section
      ref={card}
      className={classes(ui["card"], ui["stack"])}
      aria-labelledby="what-if"
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <div>
        <h2 id="what-if">{texts.title}</h2>
        <p className={ui["hint"]}>{texts.hint}</p>
      </div>
      <form
        className={ui["stack"]}
        onSubmit={(event) => {
          event.preventDefault();
          void apply();
        }}
      >
        <WhatIfTable budget={budget} draft={draft} outcome={outcome} onDraft={setDraft} />
        <p className={ui["hint"]}>{budget.isOver ? texts.basisOver : texts.basis}</p>
        <h3 className={styles["small"]}>{texts.rule}</h3>
        <RuleSlider
          rule={result.changed.rule}
          income={result.changed.incomeMinor}
          amount={amount}
          onRule={(rule) => setDraft({ ...draft, rule })}
        />
        <p role="status">{plan === null ? texts.unchanged : willSet(budget, plan, amount)}</p>
        <ProblemNotice problem={problem} />
        <div className={ui["row"]}>
          <Button type="submit" look="primary" disabled={isBusy || plan === null}>
            {texts.apply}
          </Button>
          <Button onClick={onClose}>{texts.close}</Button>
        </div>
      </form>
    </section>
  );
}

/** What Apply would write, in words. */
function willSet(
  budget: BudgetModel,
  { income, rule, planned }: NonNullable<WhatIfOutcome["plan"]>,
  amount: Amount,
): string {
  const lines = budget.lines.flat();
  const nameOf = (id: string): string => {
    const line = lines.find((each) => each.isPlannable && each.id === id);
    return line === undefined ? "" : lineName(line, "ceiling");
  };
  const parts = [
    ...(income === undefined ? [] : [texts.setsIncome(amount(income))]),
    ...(rule === undefined ? [] : [texts.setsRule(formatRule(rule))]),
    ...planned.map((each) => texts.setsPlanned(nameOf(each.categoryId), amount(each.amount))),
  ];
  return texts.willSet(parts.join(", "));
}
