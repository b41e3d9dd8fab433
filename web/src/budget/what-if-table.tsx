/** What if as a table: now beside what would be, with a field for every amount that can be another one. */
import { ownName } from "@coffer/client/texts";
import { useState } from "react";
import type { Rule } from "@coffer/ledger";
import type { BudgetModel, LineModel } from "../engine/views/budget-models.ts";
import { amountIn, share } from "../page/format.ts";
import { problemText } from "../page/problem-texts.ts";
import { classes } from "../ui/classes.ts";
import { Button } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { budgetTexts } from "./budget-texts.ts";
import styles from "./budget.module.css";
import { hasAnything, leftText, lineName } from "./line-words.ts";
import type { WhatIfDraft, WhatIfOutcome } from "./what-if-draft.ts";
import { whatIfTexts as texts } from "./what-if-texts.ts";

type Amount = (minor: bigint) => string;
type Bucket = WhatIfOutcome["result"]["present"]["buckets"][number];

export function WhatIfTable({
  budget,
  draft,
  outcome,
  onDraft,
}: {
  readonly budget: BudgetModel;
  readonly draft: WhatIfDraft;
  readonly outcome: WhatIfOutcome;
  readonly onDraft: (draft: WhatIfDraft) => void;
}) {
  const [isAllShown, showAll] = useState(false);
  const amount = amountIn(budget.plan.currency);
  const { present, changed } = outcome.result;
  const hidden = budget.lines.flat().filter((line) => !hasAnything(line)).length;
  const setAmount = (id: string, text: string): void =>
    onDraft({ ...draft, amounts: new Map([...draft.amounts, [id, text]]) });
  return (
    <>
      <table className={styles["table"]}>
        <caption className={ui["hidden"]}>{texts.table}</caption>
        <TableHead />
        <tbody>
          <tr>
            <th scope="row">{texts.income}</th>
            <td>{amount(present.incomeMinor)}</td>
            <td>
              <Instead
                name={texts.income}
                text={draft.income}
                typed={outcome.income}
                placeholder={amount(present.incomeMinor)}
                amount={amount}
                onText={(income) => onDraft({ ...draft, income })}
              />
            </td>
          </tr>
        </tbody>
        {changed.rule.buckets.map((bucket, place) => (
          <BucketBody
            key={bucket.id}
            bucket={bucket}
            lines={(budget.lines[place] ?? []).filter((line) => isAllShown || hasAnything(line))}
            now={present.buckets[place]}
            changed={changed.buckets[place]}
            draft={draft}
            outcome={outcome}
            amount={amount}
            onText={setAmount}
          />
        ))}
        <Unallocated result={outcome.result} amount={amount} />
      </table>
      {(hidden > 0 || isAllShown) && (
        <div>
          <Button onClick={() => showAll(!isAllShown)}>
            {isAllShown ? budgetTexts.showUsed : budgetTexts.showAll(hidden)}
          </Button>
        </div>
      )}
    </>
  );
}

function BucketBody({
  bucket,
  lines,
  now,
  changed,
  draft,
  outcome,
  amount,
  onText,
}: {
  readonly bucket: Rule["buckets"][number];
  readonly lines: readonly LineModel[];
  readonly now: Bucket | undefined;
  readonly changed: Bucket | undefined;
  readonly draft: WhatIfDraft;
  readonly outcome: WhatIfOutcome;
  readonly amount: Amount;
  readonly onText: (id: string, text: string) => void;
}) {
  const { id, name, kind, basisPoints } = bucket;
  return (
    <tbody>
      <tr className={classes(styles["bucket"], styles[id])}>
        <th scope="row">
          {ownName(name)}{" "}
          <span className={styles["limit"]}>
            {budgetTexts.limitWords(kind, share(basisPoints))}
          </span>
        </th>
        <BucketCell of={now} amount={amount} />
        <BucketCell of={changed} amount={amount} />
      </tr>
      {lines.map((line) => (
        <LineRow
          key={line.id ?? "none"}
          line={line}
          kind={kind}
          text={draft.amounts.get(line.id ?? "") ?? ""}
          typed={outcome.amounts.get(line.id ?? "") ?? null}
          amount={amount}
          onText={onText}
        />
      ))}
    </tbody>
  );
}

function TableHead() {
  return (
    <thead>
      <tr>
        <th scope="col">{texts.columns.what}</th>
        <th scope="col">{texts.columns.now}</th>
        <th scope="col">{texts.columns.changed}</th>
      </tr>
    </thead>
  );
}

function Unallocated({
  result,
  amount,
}: {
  readonly result: WhatIfOutcome["result"];
  readonly amount: Amount;
}) {
  return (
    <tbody>
      <tr>
        <th scope="row">{budgetTexts.unallocated}</th>
        <UnallocatedCell minor={result.present.unallocatedMinor} amount={amount} />
        <UnallocatedCell minor={result.changed.unallocatedMinor} amount={amount} />
      </tr>
    </tbody>
  );
}

function UnallocatedCell({ minor, amount }: { readonly minor: bigint; readonly amount: Amount }) {
  return <td className={classes(minor < 0n && styles["bad"])}>{amount(minor)}</td>;
}

function BucketCell({ of, amount }: { readonly of: Bucket | undefined; readonly amount: Amount }) {
  if (of === undefined) return <td />;
  return (
    <td>
      {amount(of.actualMinor)}
      <span className={classes(styles["outcome"], of.status === "over" && styles["bad"])}>
        {leftText(of, amount)}
      </span>
    </td>
  );
}

function LineRow({
  line,
  kind,
  text,
  typed,
  amount,
  onText,
}: {
  readonly line: LineModel;
  readonly kind: "ceiling" | "floor";
  readonly text: string;
  readonly typed: WhatIfOutcome["income"];
  readonly amount: Amount;
  readonly onText: (id: string, text: string) => void;
}) {
  const { id, isPlannable, expected } = line;
  const name = lineName(line, kind);
  return (
    <tr className={styles["category"]}>
      <th scope="row">{name}</th>
      <td>{amount(expected)}</td>
      <td>
        {isPlannable && id !== null ? (
          <Instead
            name={name}
            text={text}
            typed={typed}
            placeholder={amount(expected)}
            amount={amount}
            onText={(next) => onText(id, next)}
          />
        ) : (
          amount(expected)
        )}
      </td>
    </tr>
  );
}

/** An amount instead of the present one, and what it comes to. */
function Instead({
  name,
  text,
  typed,
  placeholder,
  amount,
  onText,
}: {
  readonly name: string;
  readonly text: string;
  readonly typed: WhatIfOutcome["income"];
  readonly placeholder: string;
  readonly amount: Amount;
  readonly onText: (text: string) => void;
}) {
  const isWrong = typed !== null && "problem" in typed;
  return (
    <span className={styles["planning"]}>
      <input
        inputMode="text"
        autoComplete="off"
        aria-label={texts.change(name)}
        aria-invalid={isWrong}
        placeholder={placeholder}
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
      {typed !== null && (
        <span className={ui["hint"]}>
          {"problem" in typed
            ? problemText({ code: "amount", amount: typed.problem })
            : amount(typed.minor)}
        </span>
      )}
    </span>
  );
}
