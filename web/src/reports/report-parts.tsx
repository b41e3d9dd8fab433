/** What reports have in common: the way to other periods, what did not count, and what is said without data. */
import { useEffect, type ReactNode } from "react";
import type { ReportHead } from "../engine/report-models.ts";
import { preferences } from "../page/preferences.ts";
import { countText, periodText } from "../page/format.ts";
import { navigate } from "../page/location.ts";
import type { View } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Link, Loading, Notice, ProblemNotice } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { reportsTexts as texts } from "./reports-texts.ts";
import styles from "./reports.module.css";

/** A report, or why it is not there. */
export function Shown<Model extends ReportHead>({
  view: { value, problem },
  children,
}: {
  readonly view: View<Model>;
  readonly children: (model: Model) => ReactNode;
}) {
  if (value === undefined) {
    return problem === undefined ? (
      <Loading what={texts.loading} />
    ) : (
      <ProblemNotice problem={problem} />
    );
  }
  return (
    <>
      <ProblemNotice problem={problem} />
      {children(value)}
      {value.notConverted.length > 0 && (
        <Notice kind="warn">{texts.notConverted(value.notConverted.join(", "))}</Notice>
      )}
    </>
  );
}

/** The period that is shown: another one is a step or a choice away. The keys [ and ] go there too. */
export function PeriodPicker({
  head: { period, previous, next, periods },
  to,
}: {
  readonly head: ReportHead;
  readonly to: (period: string) => string;
}) {
  return (
    <Picker
      earlier={previous === null ? null : to(previous)}
      later={next === null ? null : to(next)}
    >
      <select
        aria-label={texts.period}
        value={period.name}
        onChange={(event) => navigate(to(event.target.value))}
      >
        {periods.some(({ name }) => name === period.name) || (
          <option value={period.name}>{periodText(period)}</option>
        )}
        {periods.map((each) => (
          <option key={each.name} value={each.name}>
            {periodText(each)}
          </option>
        ))}
      </select>
      {period.isRunning && <span className={ui["hint"]}>{texts.running}</span>}
    </Picker>
  );
}

/** What is shown, between the ways to what was before and what came after. */
export function Picker({
  earlier,
  later,
  children,
}: {
  readonly earlier: string | null;
  readonly later: string | null;
  readonly children: ReactNode;
}) {
  useStepKeys(earlier, later);
  return (
    <div className={styles["picker"]}>
      <Step to={earlier} label={texts.earlierPeriod} sign="‹" />
      <div className={styles["period"]}>{children}</div>
      <Step to={later} label={texts.laterPeriod} sign="›" />
    </div>
  );
}

function useStepKeys(earlier: string | null, later: string | null): void {
  useEffect(() => {
    const onKey = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): void => {
      const isTyping = target instanceof Element && target.closest("input, textarea") !== null;
      if (ctrlKey || metaKey || altKey || isTyping || !preferences().areLettersOn) return;
      const to = key === "[" ? earlier : later;
      if ((key === "[" || key === "]") && to !== null) navigate(to);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [earlier, later]);
}

function Step({
  to,
  label,
  sign,
}: {
  readonly to: string | null;
  readonly label: string;
  readonly sign: string;
}) {
  if (to === null) return <span className={styles["step"]} aria-hidden="true" />;
  return (
    <Link to={to} className={classes(ui["button"], styles["step"])} aria-label={label}>
      {sign}
    </Link>
  );
}

/** A few choices as links, one of which is where the page is. */
export function Choices({
  label,
  items,
}: {
  readonly label: string;
  readonly items: readonly {
    readonly to: string;
    readonly name: string;
    readonly isHere: boolean;
  }[];
}) {
  return (
    <nav aria-label={label}>
      <ul className={styles["choices"]}>
        {items.map(({ to, name, isHere }) => (
          <li key={to}>
            <Link to={to} aria-current={isHere ? "true" : undefined}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const ranges = [6, 12, 24, 60] as const;

/** How many periods are looked at. */
export function RangePicker({
  count,
  to,
}: {
  readonly count: number;
  readonly to: (count: string) => string;
}) {
  return (
    <Choices
      label={texts.range}
      items={ranges.map((range) => ({
        to: to(String(range)),
        name: texts.periods(countText(range)),
        isHere: range === count,
      }))}
    />
  );
}

/** Said instead of a chart without a figure. */
export function NothingYet() {
  return (
    <div className={ui["empty"]}>
      <h3>{texts.emptyTitle}</h3>
      <p className={ui["soft"]}>{texts.emptyText}</p>
      <div className={ui["row"]}>
        <Link to="/transactions" className={classes(ui["button"], ui["primary"])}>
          {texts.add}
        </Link>
        <Link to="/import" className={ui["button"]}>
          {texts.import}
        </Link>
      </div>
    </div>
  );
}
