/** Reports: why the budget is as it is, and how it changes. One report at a time, chosen by the address. */
import { useEffect, useRef } from "react";
import { useLocation } from "../page/location.ts";
import { ScreenTitle } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { reportAddress, reportOf, type ReportName } from "./addresses.ts";
import { CashFlow } from "./cash-flow.tsx";
import { Days } from "./days.tsx";
import { Months } from "./months.tsx";
import { NetWorth } from "./net-worth.tsx";
import { OverUnder } from "./over-under.tsx";
import { ReportList } from "./report-list.tsx";
import { Choices } from "./report-parts.tsx";
import { reportsTexts as texts } from "./reports-texts.ts";
import styles from "./reports.module.css";
import { Shares } from "./shares.tsx";
import { Spending } from "./spending.tsx";

const screens = {
  over: OverUnder,
  spending: Spending,
  months: Months,
  worth: NetWorth,
  flow: CashFlow,
  shares: Shares,
  days: Days,
  list: ReportList,
} as const;

/** Reports of one period keep it when another one is chosen. */
const ofPeriod: ReadonlySet<string> = new Set(["over", "spending", "flow"]);

export function Reports() {
  const { query } = useLocation();
  const show = reportOf(query);
  const Report = screens[show];
  const nav = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a phone the names are one row: the one that is shown is to be seen.
    const here = nav.current?.querySelector<HTMLElement>(`a[href^="${reportAddress(show)}"]`);
    if (here) nav.current?.scrollTo({ left: here.offsetLeft - nav.current.offsetLeft - 40 });
  }, [show]);
  const names = Object.entries(texts.names) as readonly (readonly [ReportName, string])[];
  return (
    <>
      <ScreenTitle>{texts.title}</ScreenTitle>
      <div className={styles["nav"]} ref={nav}>
        <Choices
          label={texts.nav}
          items={names.map(([id, name]) => ({
            to: reportAddress(id, { period: ofPeriod.has(id) ? query.get("period") : null }),
            name,
            isHere: id === show,
          }))}
        />
      </div>
      <section className={ui["card"]} aria-labelledby="report">
        <div className={ui["stack"]}>
          <h2 id="report">{show === "list" ? texts.list.title : texts.names[show]}</h2>
          <Report query={query} />
        </div>
      </section>
    </>
  );
}
