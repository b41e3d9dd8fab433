/** Budget: a period by bucket and category, the plan that it is held against, and how the periods before went. */
import { useMemo, useState } from "react";
import type { BudgetModel } from "../engine/views/budget-models.ts";
import { useScreenKeys } from "../frame/screen-keys.ts";
import { locale, periodText } from "../page/format.ts";
import { navigate, useLocation } from "../page/location.ts";
import { useView } from "../page/use-engine.ts";
import { Button, Loading, ProblemNotice, ScreenTitle } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { budgetTexts as texts } from "./budget-texts.ts";
import { BudgetTable } from "./budget-table.tsx";
import styles from "./budget.module.css";
import { HistoryStrip } from "./history-strip.tsx";
import { PlanCard } from "./plan-card.tsx";
import { draftOf, figuresOf, isChanged, otherBuckets, type PlanDraft } from "./plan-draft.ts";

/** A plan that is thought about, and the plan that it was begun with. */
interface Kept {
  readonly of: string;
  readonly draft: PlanDraft;
  /** The preset whose buckets it has instead of the plan's. */
  readonly preset: string | null;
}

export function Budget() {
  const period = useLocation().query.get("period");
  const [kept, keep] = useState<Kept>();
  const { value: budget, problem } = useView("budget", { period, preset: kept?.preset ?? null });
  if (budget === undefined) {
    return problem === undefined ? (
      <Loading what={texts.loading} />
    ) : (
      <ProblemNotice problem={problem} />
    );
  }
  const planKey = JSON.stringify(budget.plan, plainJson);
  // Once there is another plan, saved here or elsewhere, nothing of the draft comes back with Undo.
  if (kept !== undefined && kept.of !== planKey) keep(undefined);
  return (
    <Screen
      budget={budget}
      period={period}
      draft={kept?.draft ?? null}
      onDraft={(draft) =>
        keep(
          draft === null
            ? undefined
            : { of: planKey, draft, preset: otherBuckets(draft, budget.plan) },
        )
      }
    />
  );
}

function Screen({
  budget,
  period,
  draft,
  onDraft,
}: {
  readonly budget: BudgetModel;
  /** The name that the Worker knows the period by. */
  readonly period: string | null;
  readonly draft: PlanDraft | null;
  readonly onDraft: (draft: PlanDraft | null) => void;
}) {
  const { review, plan } = budget;
  const figures = figuresOf(budget, draft, locale);
  const title = periodText(review.period);
  return (
    <>
      <Head budget={budget} title={title} />
      <HistoryStrip history={budget.history} rule={review.rule} shown={review.period.first} />
      <section className={ui["card"]} aria-label={title}>
        <BudgetTable budget={budget} figures={figures} period={period} title={title} />
      </section>
      <PlanCard
        budget={budget}
        draft={draft ?? draftOf(plan, locale)}
        income={figures.review.incomeMinor}
        isChanged={draft !== null && isChanged(draft, plan, locale)}
        onDraft={onDraft}
        onDiscard={() => onDraft(null)}
      />
    </>
  );
}

function Head({ budget, title }: { readonly budget: BudgetModel; readonly title: string }) {
  const { previous, next, review } = budget;
  const keys = useMemo(
    () => ({
      "[": () => go(previous),
      "]": () => go(next),
      t: () => navigate("/budget"),
    }),
    [previous, next],
  );
  useScreenKeys(keys);
  return (
    <div className={styles["head"]}>
      <div>
        <ScreenTitle>{texts.title}</ScreenTitle>
        <p className={ui["soft"]}>{title}</p>
      </div>
      <nav className={ui["row"]} aria-label={texts.periods}>
        <Button disabled={previous === null} onClick={() => go(previous)}>
          ‹ {texts.previous}
        </Button>
        {!review.period.isRunning && (
          <Button onClick={() => navigate("/budget")}>{texts.current}</Button>
        )}
        <Button disabled={next === null} onClick={() => go(next)}>
          {texts.next} ›
        </Button>
      </nav>
    </div>
  );
}

function go(period: string | null): void {
  if (period !== null) navigate(`/budget?period=${period}`);
}

function plainJson(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
