/**
 * What is planned for a category: a button that becomes a field. Enter saves, Escape leaves it as it was, leaving the
 * field saves what can be saved; the up and down keys go to the next category.
 */
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { formatPlainAmount, type CurrencyCode } from "@coffer/ledger";
import type { LineModel } from "../engine/views/budget-models.ts";
import { locale, periodText } from "../page/format.ts";
import { useAction } from "../page/use-engine.ts";
import { problemText } from "../page/problem-texts.ts";
import { classes } from "../ui/classes.ts";
import { Button } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { budgetTexts as texts } from "./budget-texts.ts";
import styles from "./budget.module.css";
import { lineName } from "./line-words.ts";

interface Props {
  readonly line: LineModel;
  readonly id: string;
  readonly kind: "ceiling" | "floor";
  readonly amount: (minor: bigint) => string;
  readonly currency: CurrencyCode;
}

export function PlannedCell(props: Props) {
  const { line, kind, amount } = props;
  const button = useRef<HTMLButtonElement>(null);
  const [editing, setEditing] = useState<"no" | "yes" | "done">("no");
  useEffect(() => {
    if (editing === "done") button.current?.focus();
  }, [editing]);
  if (editing === "yes") {
    return (
      <PlannedField {...props} onDone={(withFocus) => setEditing(withFocus ? "done" : "no")} />
    );
  }
  const name = lineName(line, kind);
  return (
    <button
      ref={button}
      type="button"
      data-planned
      className={classes(styles["plan"], line.planned === null && styles["unplanned"])}
      aria-label={
        line.planned === null ? texts.planNothing(name) : texts.planFor(name, amount(line.planned))
      }
      onClick={() => setEditing("yes")}
      onKeyDown={goToNext}
    >
      {line.planned === null ? texts.plan : amount(line.planned)}
    </button>
  );
}

function PlannedField({
  line,
  id,
  kind,
  amount,
  currency,
  onDone,
}: Props & { readonly onDone: (withFocus: boolean) => void }) {
  const { planned } = line;
  const before = planned === null ? "" : formatPlainAmount(planned, { currency, locale });
  const field = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  const [text, setText] = useState(before);
  const { problem, clear, run } = useAction();
  useEffect(() => field.current?.select(), []);
  const finish = (withFocus: boolean): void => {
    isOver.current = true;
    onDone(withFocus);
  };
  const save = async (typed: string, withFocus: boolean): Promise<void> => {
    if (typed === before) {
      finish(withFocus);
      return;
    }
    const set = await run("setPlanned", { categoryId: id, amount: typed });
    if (set !== undefined) finish(withFocus);
    else if (withFocus) field.current?.focus();
    else finish(false);
  };
  const hintId = `${id}-usual`;
  return (
    <span className={styles["planning"]}>
      <input
        ref={field}
        autoFocus
        inputMode="decimal"
        autoComplete="off"
        aria-label={texts.plannedFor(lineName(line, kind))}
        aria-invalid={problem !== undefined}
        aria-describedby={hintId}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          clear();
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") finish(true);
          else if (event.key === "Enter") void save(text, true);
          else return;
          event.preventDefault();
        }}
        onBlur={() => {
          if (!isOver.current) void save(text, false);
        }}
      />
      <span id={hintId} className={classes(ui["hint"], styles["usual"])}>
        {problem !== undefined && <span role="alert">{problemText(problem)}</span>}
        {problem === undefined && (
          <Usual
            line={line}
            amount={amount}
            onTake={(minor) => void save(formatPlainAmount(minor, { currency, locale }), true)}
          />
        )}
      </span>
    </span>
  );
}

/** What the category usually takes, with the amounts that say so, to be taken with one press. */
function Usual({
  line: { usual, sample },
  amount,
  onTake,
}: Pick<Props, "line" | "amount"> & { readonly onTake: (minor: bigint) => void }) {
  if (usual === null) return null;
  const amounts = sample.map(({ period, amount: minor }) =>
    texts.sampleOne(periodText(period), amount(minor)),
  );
  return (
    <>
      {texts.sample(amount(usual), amounts.join(", "))}{" "}
      {usual > 0n && (
        <Button
          look="quiet"
          // The field keeps the focus, so that it is not saved before.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(usual)}
        >
          {texts.takeUsual(amount(usual))}
        </Button>
      )}
    </>
  );
}

/** The up and down keys go to the same button of the next category. */
function goToNext(event: KeyboardEvent<HTMLButtonElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  const all = [
    ...(event.currentTarget.closest("table")?.querySelectorAll<HTMLElement>("[data-planned]") ??
      []),
  ];
  all[all.indexOf(event.currentTarget) + by]?.focus();
  event.preventDefault();
}
