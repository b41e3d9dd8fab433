/** Home: whether the running period is all right, and why. */
import { ownName } from "@coffer/client/texts";
import type { HomeModel, ReviewModel } from "../engine/view-models.ts";
import { amountIn, dayText, money, periodText, share } from "../page/format.ts";
import { useView } from "../page/use-engine.ts";
import { QuickAdd } from "../transactions/quick-add.tsx";
import { classes } from "../ui/classes.ts";
import { Link, Loading, Notice, ProblemNotice, ScreenTitle } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { AdviceList } from "./advice-list.tsx";
import { BucketBar } from "./bucket-bar.tsx";
import { Headline } from "./headline.tsx";
import { bucketSentence, homeTexts as texts } from "./home-texts.ts";
import styles from "./home.module.css";
import { WaitingList } from "./waiting-list.tsx";

export function Home() {
  const { value: home, problem } = useView("home", null);
  if (home === undefined) {
    return problem === undefined ? (
      <Loading what={texts.loading} />
    ) : (
      <ProblemNotice problem={problem} />
    );
  }
  const { review, isEmpty, isMonthly, advice, waiting } = home;
  const { currency, period, income } = review;
  const amount = amountIn(currency);
  return (
    <>
      <div className={styles["head"]}>
        <ScreenTitle>{periodText(period)}</ScreenTitle>
        <p className={ui["soft"]}>
          {income > 0n && `${texts.income(amount(income))} · `}
          {texts.daysLeft(period.daysLeft)}
        </p>
      </div>
      <ProblemNotice problem={problem} />
      {income > 0n && !isEmpty && <Headline home={home} amount={amount} />}
      {income <= 0n && (
        <Notice kind="info" action={<Link to="/budget">{texts.setIncome}</Link>}>
          {texts.noIncome}
        </Notice>
      )}
      <Buckets review={review} />
      <Remarks review={review} />
      <WaitingList waiting={waiting} amount={amount} />
      <AdviceList advice={advice} amount={amount} isMonthly={isMonthly} />
      <section className={classes(ui["card"], ui["stack"])} aria-labelledby="recent">
        <div className={styles["head"]}>
          <h2 id="recent">{isEmpty ? texts.emptyTitle : texts.recent}</h2>
          {isEmpty ? (
            <Link to="/import">{texts.import}</Link>
          ) : (
            <Link to="/transactions">{texts.all}</Link>
          )}
        </div>
        {isEmpty && <p className={ui["soft"]}>{texts.emptyText}</p>}
        <QuickAdd />
        {!isEmpty && <Recent items={home.recent} />}
      </section>
    </>
  );
}

function Buckets({ review }: { readonly review: ReviewModel }) {
  const amount = amountIn(review.currency);
  return (
    <ul className={styles["buckets"]}>
      {review.buckets.map((bucket) => (
        <li key={bucket.id} className={classes(ui["card"], styles["bucket"])}>
          <div>
            <h2>{ownName(bucket.name)}</h2>
            <span className={ui["soft"]}>
              {texts.limit(bucket.kind, share(bucket.basisPoints))}
            </span>
          </div>
          <p>
            <span className={styles["actual"]}>{amount(bucket.actual)}</span>{" "}
            {review.income > 0n && (
              <span className={ui["soft"]}>{texts.of(amount(bucket.recommended))}</span>
            )}
          </p>
          <BucketBar bucket={bucket} />
          {review.income > 0n && (
            <p
              className={classes(
                bucket.status === "over" && styles["bad"],
                bucket.status === "met" && styles["good"],
              )}
            >
              {bucketSentence(bucket, amount)}
            </p>
          )}
          {bucket.safePerDay !== null && bucket.safePerDay > 0n && (
            <p className={ui["soft"]}>{texts.perDay(amount(bucket.safePerDay))}</p>
          )}
        </li>
      ))}
    </ul>
  );
}

function Remarks({ review }: { readonly review: ReviewModel }) {
  const { currency, unallocated, notConverted, income } = review;
  const amount = amountIn(currency);
  return (
    <>
      {income > 0n && unallocated !== 0n && (
        <p className={ui["soft"]}>
          {unallocated > 0n
            ? texts.unallocated(amount(unallocated))
            : texts.overspent(amount(-unallocated))}
        </p>
      )}
      {notConverted.length > 0 && (
        <Notice kind="warn">{texts.notConverted(notConverted.join(", "))}</Notice>
      )}
    </>
  );
}

function Recent({ items }: { readonly items: HomeModel["recent"] }) {
  return (
    <ul className={styles["recent"]}>
      {items.map((item) => (
        <li key={item.id}>
          <span>{item.text}</span>
          <span className={ui["amount"]}>{money(item.amount)}</span>
          <span className={ui["hint"]}>
            {[dayText(item.day), item.category].filter((part) => part !== null).join(" · ")}
          </span>
        </li>
      ))}
    </ul>
  );
}
