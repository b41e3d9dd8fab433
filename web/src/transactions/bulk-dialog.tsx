/** One change of all that are chosen: what it is to be, what it would do, and then doing it. */
import { useState, type SubmitEvent } from "react";
import { ownName } from "@coffer/client/texts";
import type { BulkChoice, BulkPreview } from "../engine/transaction-models.ts";
import { todayText } from "../engine/today.ts";
import type { Choices } from "../engine/view-models.ts";
import { countText, money, periodText } from "../page/format.ts";
import { notify } from "../page/notices.ts";
import { useAction, useView } from "../page/use-engine.ts";
import { Button, Dialog, ProblemNotice, SelectField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import styles from "./bulk-bar.module.css";
import { AccountOptions, CategoryOptions } from "./choice-options.tsx";
import { DateField } from "./date-field.tsx";
import { staysText, transactionsTexts as texts } from "./transactions-texts.ts";

export function BulkDialog({
  kind,
  ids,
  choices,
  onDone,
  onClose,
}: {
  readonly kind: BulkChoice["kind"];
  readonly ids: ReadonlySet<string>;
  readonly choices: Choices;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const { isBusy, problem, run } = useAction();
  const [chosen, setChosen] = useState(() => firstChoice(kind));
  // Before anything is chosen there is nothing to look at.
  const choice = chosen ?? { kind: "delete" };
  const ask = { ids: chosen === undefined ? [] : [...ids], choice };
  const preview = useView("previewBulk", ask);
  const changed = preview.value?.changed ?? 0;
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const done = await run("changeMany", ask);
    if (done === undefined) return;
    const count = countText(done.changed);
    notify(kind === "delete" ? texts.bulkDeleted(count) : texts.bulkDone(count), {
      canUndo: done.changed > 0,
    });
    onDone();
  };
  return (
    <Dialog title={texts.bulkTitles[kind]} onClose={onClose}>
      <form className={ui["stack"]} onSubmit={(event) => void submit(event)}>
        <ChoiceField kind={kind} choice={chosen} choices={choices} onChoose={setChosen} />
        <div role="status">
          {chosen !== undefined && preview.value !== undefined && (
            <Preview kind={kind} preview={preview.value} />
          )}
        </div>
        <ProblemNotice problem={problem ?? preview.problem} />
        <div className={ui["row"]}>
          <Button
            type="submit"
            look={kind === "delete" ? "danger" : "primary"}
            disabled={isBusy || chosen === undefined || changed === 0}
          >
            {kind === "delete"
              ? texts.bulkDelete(countText(changed))
              : texts.bulkDo(countText(changed))}
          </Button>
          <Button onClick={onClose}>{texts.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What is chosen at first; nothing where anything might be meant. */
function firstChoice(kind: BulkChoice["kind"]): BulkChoice | undefined {
  switch (kind) {
    case "category":
    case "account":
      return undefined;
    case "date":
      return { kind, date: todayText() };
    case "pending":
      return { kind, isPending: false };
    case "delete":
      return { kind };
  }
}

/** The value of an option that is none yet. */
const notYet = "?";

function ChoiceField({
  kind,
  choice,
  choices,
  onChoose,
}: {
  readonly kind: BulkChoice["kind"];
  readonly choice: BulkChoice | undefined;
  readonly choices: Choices;
  readonly onChoose: (choice: BulkChoice) => void;
}) {
  switch (kind) {
    case "category":
      return (
        <SelectField
          label={texts.category}
          value={choice?.kind === kind ? (choice.categoryId ?? "") : notYet}
          onText={(id) => onChoose({ kind, categoryId: id === "" ? null : id })}
        >
          <NotYet isThere={choice === undefined} />
          <CategoryOptions choices={choices} />
          <option value="">{texts.noCategory}</option>
        </SelectField>
      );
    case "account":
      return (
        <SelectField
          label={texts.account}
          value={choice?.kind === kind ? choice.accountId : notYet}
          onText={(accountId) => onChoose({ kind, accountId })}
        >
          <NotYet isThere={choice === undefined} />
          <AccountOptions choices={choices} />
        </SelectField>
      );
    case "date":
      return (
        <DateField
          value={choice?.kind === kind ? choice.date : ""}
          onText={(date) => onChoose({ kind, date })}
        />
      );
    case "pending":
      return (
        <SelectField
          label={texts.bulkState}
          value={choice?.kind === kind && choice.isPending ? "pending" : "cleared"}
          onText={(state) => onChoose({ kind, isPending: state === "pending" })}
        >
          <option value="cleared">{texts.cleared}</option>
          <option value="pending">{texts.pendingWord}</option>
        </SelectField>
      );
    case "delete":
      return null;
  }
}

function NotYet({ isThere }: { readonly isThere: boolean }) {
  return isThere ? <option value={notYet}>{texts.choose}</option> : null;
}

/** How many change, why others do not, and what that moves in the running period. */
function Preview({
  kind,
  preview: { changed, stays, buckets, period },
}: {
  readonly kind: BulkChoice["kind"];
  readonly preview: BulkPreview;
}) {
  const name = periodText(period);
  const what = kind === "delete" ? texts.willDelete(changed) : texts.willChange(changed);
  return (
    <div className={ui["stack"]}>
      <p>
        <strong>{changed === 0 ? texts.nothingChanges : what}</strong>
      </p>
      {stays.length > 0 && (
        <div className={ui["soft"]}>
          <p>{texts.staying}</p>
          <ul>
            {stays.map(({ why, count: of }) => (
              <li key={why}>{staysText(why, countText(of))}</li>
            ))}
          </ul>
        </div>
      )}
      {changed > 0 && buckets.length === 0 && (
        <p className={ui["soft"]}>{texts.bucketsStay(name)}</p>
      )}
      {buckets.length > 0 && (
        <div>
          <p className={ui["soft"]}>{texts.inPeriod(name)}</p>
          <ul className={styles["moves"]}>
            {buckets.map((bucket) => (
              <li key={bucket.name} className={ui["amount"]}>
                {texts.bucketMoves(
                  bucket.name === null ? texts.noBucket : ownName(bucket.name),
                  money(bucket.before),
                  money(bucket.after),
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
