/** One line adds a transaction: "12.50 lunch", the same words as in the terminal, and what is understood of them. */
import { useEffect, useState, type SubmitEvent } from "react";
import type { NewTransaction, Understood } from "../engine/messages.ts";
import { todayText } from "../engine/today.ts";
import { engine } from "../page/engine-link.ts";
import { money } from "../page/format.ts";
import { notify } from "../page/notices.ts";
import { useAction, useView } from "../page/use-engine.ts";
import type { Choices } from "../engine/view-models.ts";
import { Button, Field, ProblemNotice, SelectField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { AccountOptions, CategoryOptions } from "./choice-options.tsx";
import { DateField } from "./date-field.tsx";
import styles from "./quick-add.module.css";
import { transactionsTexts as texts, understoodText } from "./transactions-texts.ts";

/** What can be said about a line beside its words. */
type Details = Omit<NewTransaction, "line">;

const nothingChosen = { isIncome: false, accountId: null, categoryId: null };

export function QuickAdd() {
  const { value: choices } = useView("choices", null);
  const { isBusy, problem, clear, run } = useAction();
  const [line, setLine] = useState("");
  const [details, setDetails] = useState<Details>(() => ({ ...nothingChosen, date: todayText() }));
  const typed: NewTransaction = { line, ...details };
  const understood = useUnderstood(typed);
  const completed = completedLine(line, understood);
  const complete = (): void => {
    if (completed !== undefined) setLine(completed.line);
  };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const meant = await engine.request("understand", typed).catch(() => undefined);
    const added = await run("add", typed);
    if (added === undefined) return;
    setLine("");
    setDetails({ ...details, categoryId: null });
    if (meant?.ok === true) {
      const { text, amount } = meant.value;
      notify(texts.added(text, money(amount)), { canUndo: true });
    }
  };
  return (
    <form className={styles["form"]} onSubmit={(event) => void submit(event)}>
      <div className={styles["line"]}>
        <Field id="new-transaction" label={texts.add} hint={<LineHint understood={understood} />}>
          {(props) => (
            <input
              {...props}
              autoComplete="off"
              placeholder={texts.addPlaceholder}
              value={line}
              onChange={(event) => {
                setLine(event.target.value);
                clear();
              }}
              onKeyDown={(event) => {
                const isPlainTab = event.key === "Tab" && !event.shiftKey;
                if (!isPlainTab || completed === undefined) return;
                // Once: the next Tab goes on to what follows.
                event.preventDefault();
                complete();
              }}
            />
          )}
        </Field>
        <Button type="submit" look="primary" disabled={isBusy}>
          {texts.addDo}
        </Button>
      </div>
      {completed !== undefined && <Completion text={completed.text} onTake={complete} />}
      <ProblemNotice problem={problem} />
      {line !== "" && (
        <Details
          details={details}
          choices={choices}
          onChange={(part) => setDetails({ ...details, ...part })}
        />
      )}
    </form>
  );
}

function Details({
  details,
  choices,
  onChange,
}: {
  readonly details: Details;
  readonly choices: Choices | undefined;
  readonly onChange: (part: Partial<Details>) => void;
}) {
  const { isIncome, date, accountId, categoryId } = details;
  return (
    <div className={styles["more"]}>
      <SelectField
        label={texts.direction}
        value={isIncome ? "in" : "out"}
        onText={(direction) => onChange({ isIncome: direction === "in", categoryId: null })}
      >
        <option value="out">{texts.spent}</option>
        <option value="in">{texts.received}</option>
      </SelectField>
      <DateField value={date} onText={(text) => onChange({ date: text })} />
      <SelectField
        label={texts.category}
        value={categoryId ?? ""}
        onText={(id) => onChange({ categoryId: id === "" ? null : id })}
      >
        <option value="">{texts.suggested}</option>
        <CategoryOptions choices={choices} kind={isIncome ? "income" : "expense"} />
      </SelectField>
      <SelectField
        label={texts.account}
        value={accountId ?? choices?.usualAccountId ?? ""}
        onText={(id) => onChange({ accountId: id })}
      >
        <AccountOptions choices={choices} />
      </SelectField>
    </div>
  );
}

/** How the line could go on, for whoever does not press Tab. */
function Completion({ text, onTake }: { readonly text: string; readonly onTake: () => void }) {
  return (
    <Button
      className={styles["complete"]}
      onClick={() => {
        onTake();
        document.querySelector<HTMLElement>("#new-transaction")?.focus();
      }}
    >
      {texts.complete(text)}
    </Button>
  );
}

function LineHint({ understood }: { readonly understood: Understood | undefined }) {
  return (
    <span role="status" className={ui["hint"]}>
      {understood === undefined
        ? texts.addHint
        : understoodText(understood, money(understood.amount))}
    </span>
  );
}

/** The line with its text as it was before, if what is understood is still what is typed. */
function completedLine(
  line: string,
  understood: Understood | undefined,
): { readonly line: string; readonly text: string } | undefined {
  const [, amount, typed] = /^\s*(\S+)\s+(\S.*)$/.exec(line) ?? [];
  const text = understood?.completed ?? null;
  const isSame = typed?.trim().split(/\s+/).join(" ") === understood?.text;
  return text === null || amount === undefined || !isSame
    ? undefined
    : { line: `${amount} ${text}`, text };
}

/** What the Worker understands of what is typed, while it is typed. */
function useUnderstood(typed: NewTransaction): Understood | undefined {
  const [understood, setUnderstood] = useState<Understood>();
  const key = JSON.stringify(typed);
  useEffect(() => {
    let isWanted = true;
    engine
      .request("understand", JSON.parse(key) as NewTransaction)
      .then((answer) => {
        if (isWanted) setUnderstood(answer.ok ? answer.value : undefined);
      })
      .catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [key]);
  return understood;
}
