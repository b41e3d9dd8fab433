/** Budget: a period by bucket and category, the plan that it is held against, what if, and the periods before. */
import { useCallback, useMemo, useRef, useState } from "react";
import type { BudgetModel } from "../engine/views/budget-models.ts";
import { useScreenKeys } from "../frame/screen-keys.ts";
import { locale, periodText } from "../page/format.ts";
import { navigate, useLocation } from "../page/location.ts";
import { useView } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, Link, Loading, Notice, ProblemNotice, ScreenTitle } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { BudgetTable } from "./budget-table.tsx";
import { budgetTexts as texts } from "./budget-texts.ts";
import styles from "./budget.module.css";
import { CloseDialog } from "./close-dialog.tsx";
import { ClosedNow } from "./closed-review.tsx";
import { HistoryStrip } from "./history-strip.tsx";
import { PastReviews } from "./past-reviews.tsx";
import { PlanCard } from "./plan-card.tsx";
import { draftOf, figuresOf, isChanged, otherBuckets, type PlanDraft } from "./plan-draft.ts";
import { WhatIfCard } from "./what-if-card.tsx";

/** A draft, and the plan (as JSON) that it was begun from: once that has changed, the draft is of no use. */
interface Drafting {
  readonly draft: PlanDraft;
  readonly from: string;
  readonly preset: string | null;
}

export function Budget() {
  const { query } = useLocation();
  const period = query.get("period");
  const [drafting, setDrafting] = useState<Drafting | null>(null);
  const preset = drafting?.preset ?? null;
  const { value: budget, problem } = useView("budget", { period, preset });
  if (budget === undefined) {
    return problem === undefined ? (
      <Loading what={texts.loading} />
    ) : (
      <ProblemNotice problem={problem} />
    );
  }
  const { plan } = budget;
  const from = JSON.stringify(plan, plainJson);
  const draft = drafting?.from === from ? drafting.draft : null;
  if (drafting !== null && draft === null) setDrafting(null);
  return (
    <>
      <ProblemNotice problem={problem} />
      <Screen
        budget={budget}
        period={period}
        draft={draft}
        onDraft={(next) =>
          setDrafting(
            next === null ? null : { draft: next, from, preset: otherBuckets(next, plan) },
          )
        }
      />
    </>
  );
}

function Screen({
  budget,
  period,
  draft,
  onDraft,
}: {
  readonly budget: BudgetModel;
  readonly period: string | null;
  readonly draft: PlanDraft | null;
  readonly onDraft: (draft: PlanDraft | null) => void;
}) {
  const [open, setOpen] = useState<"nothing" | "what-if" | "close">("nothing");
  const { review, plan } = budget;
  const title = periodText(review.period);
  const opener = useRef<HTMLButtonElement>(null);
  const closeAll = useCallback(() => {
    // Where the focus comes back to.
    opener.current?.focus();
    setOpen("nothing");
  }, []);
  const turnWhatIf = useCallback(
    () => setOpen((now) => (now === "what-if" ? "nothing" : "what-if")),
    [],
  );
  useBudgetKeys(budget, turnWhatIf);
  const figures = figuresOf(budget, draft, locale);
  return (
    <>
      <div className={styles["head"]}>
        <div>
          <ScreenTitle>{texts.title}</ScreenTitle>
          <p className={ui["soft"]}>{title}</p>
        </div>
        <PeriodButtons budget={budget} />
      </div>
      <HistoryStrip history={budget.history} rule={review.rule} shown={review.period.first} />
      {budget.closed !== null && <ClosedNow closed={budget.closed} />}
      <div className={ui["row"]}>
        <Button ref={opener} aria-expanded={open === "what-if"} onClick={() => setOpen("what-if")}>
          {texts.whatIf}
        </Button>
        {budget.closed === null && <Button onClick={() => setOpen("close")}>{texts.close}</Button>}
      </div>
      {open === "what-if" ? (
        <WhatIfCard budget={budget} onClose={closeAll} />
      ) : (
        <>
          <section className={classes(ui["card"], ui["stack"])} aria-label={title}>
            <Remarks budget={budget} income={figures.review.incomeMinor} />
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
      )}
      <PastReviews />
      {open === "close" && <CloseDialog period={period} onClose={closeAll} />}
    </>
  );
}

function useBudgetKeys({ previous, next }: BudgetModel, turnWhatIf: () => void): void {
  useScreenKeys(
    useMemo(
      () => ({
        "[": () => go(previous),
        "]": () => go(next),
        t: () => navigate("/budget"),
        w: turnWhatIf,
      }),
      [previous, next, turnWhatIf],
    ),
  );
}

/** What keeps the figures from being the whole truth. */
function Remarks({
  budget: { review },
  income,
}: {
  readonly budget: BudgetModel;
  readonly income: bigint;
}) {
  const { unassigned, notConverted, period } = review;
  return (
    <>
      {income <= 0n && <Notice kind="info">{texts.noIncome}</Notice>}
      {unassigned.count > 0 && (
        <Notice
          kind="warn"
          action={
            <Link to={`/transactions?show=unassigned&period=${period.name}`}>{texts.see}</Link>
          }
        >
          {texts.unassignedCount(unassigned.count)}
        </Notice>
      )}
      {notConverted.length > 0 && (
        <Notice kind="warn">{texts.notConverted(notConverted.join(", "))}</Notice>
      )}
    </>
  );
}

function PeriodButtons({ budget: { previous, next, review } }: { readonly budget: BudgetModel }) {
  return (
    <div className={ui["row"]} role="group" aria-label={texts.periods}>
      <Button disabled={previous === null} onClick={() => go(previous)}>
        ‹ {texts.previous}
      </Button>
      {!review.period.isRunning && (
        <Button onClick={() => navigate("/budget")}>{texts.current}</Button>
      )}
      <Button disabled={next === null} onClick={() => go(next)}>
        {texts.next} ›
      </Button>
    </div>
  );
}

function go(period: string | null): void {
  if (period !== null) navigate(`/budget?period=${period}`);
}

function plainJson(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
