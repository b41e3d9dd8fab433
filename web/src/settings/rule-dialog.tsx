/** One rule: its condition with what it finds meanwhile, and what it says. */
import { ownName } from "@coffer/client/texts";
import { useState, type SubmitEvent } from "react";
import type { FoundModel, RuleDraft, RuleModel } from "../engine/views/rule-models.ts";
import type { Choices } from "../engine/view-models.ts";
import { countText, dayText } from "../page/format.ts";
import { notify } from "../page/notices.ts";
import { useAction, useView } from "../page/use-engine.ts";
import { CategoryOptions } from "../transactions/choice-options.tsx";
import { queryErrorText } from "../transactions/transactions-texts.ts";
import { Button, Dialog, ProblemNotice, SelectField, TextField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { rulesTexts as texts } from "./rules-texts.ts";
import styles from "./rules.module.css";

export function RuleDialog({
  rule,
  choices,
  onClose,
}: {
  /** Undefined: a new one. */
  readonly rule: RuleModel | undefined;
  readonly choices: Choices;
  readonly onClose: () => void;
}) {
  const { isBusy, problem, run } = useAction();
  const [draft, setDraft] = useState<RuleDraft>({
    query: rule?.query ?? "",
    categoryId: rule?.categoryId ?? "",
    bucket: rule?.bucket ?? "",
    text: rule?.text ?? "",
  });
  const found = useView("found", { query: draft.query });
  const isAsked = draft.query.trim() !== "";
  const queryError = isAsked ? found.problem?.query : undefined;
  const set = (part: Partial<RuleDraft>): void => setDraft({ ...draft, ...part });
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const done =
      rule === undefined
        ? await run("addRule", draft)
        : await run("setRule", { id: rule.id, draft });
    if (done === undefined) return;
    notify(rule === undefined ? texts.added : texts.saved, { canUndo: true });
    onClose();
  };
  return (
    <Dialog title={rule === undefined ? texts.addTitle : texts.changeTitle} onClose={onClose}>
      <form className={ui["stack"]} onSubmit={(event) => void submit(event)}>
        <TextField
          label={texts.condition}
          hint={texts.conditionHint}
          error={queryError === undefined ? undefined : queryErrorText(queryError)}
          required
          autoFocus
          value={draft.query}
          onText={(query) => set({ query })}
        />
        <div role="status" className={styles["found"]}>
          {isAsked && queryError === undefined && found.value !== undefined && (
            <Found found={found.value} />
          )}
        </div>
        <SaysFields draft={draft} choices={choices} onSet={set} />
        {/* What is wrong with the condition stands beside it. */}
        <ProblemNotice problem={problem?.code === "query" ? undefined : problem} />
        <div className={ui["row"]}>
          <Button type="submit" look="primary" disabled={isBusy || queryError !== undefined}>
            {texts.save}
          </Button>
          <Button onClick={onClose}>{texts.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What the rule says of what fits. */
function SaysFields({
  draft,
  choices,
  onSet,
}: {
  readonly draft: RuleDraft;
  readonly choices: Choices;
  readonly onSet: (part: Partial<RuleDraft>) => void;
}) {
  return (
    <>
      <SelectField
        label={texts.category}
        value={draft.categoryId}
        onText={(categoryId) => onSet({ categoryId })}
      >
        <option value="">{texts.noCategory}</option>
        <CategoryOptions choices={choices} />
      </SelectField>
      <SelectField label={texts.bucket} value={draft.bucket} onText={(bucket) => onSet({ bucket })}>
        <option value="">{texts.noBucket}</option>
        {choices.buckets.map(({ id, name }) => (
          <option key={id} value={id}>
            {ownName(name)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={texts.rename}
        hint={texts.renameHint}
        value={draft.text}
        onText={(text) => onSet({ text })}
      />
    </>
  );
}

function Found({ found: { count, total, newest } }: { readonly found: FoundModel }) {
  return (
    <>
      <p>{texts.found(count, countText(total))}</p>
      {total > 0 && count === total && <p>{texts.foundAll}</p>}
      {count === 0 && <p>{texts.foundNone}</p>}
      <ul>
        {newest.map(({ id, day, text }) => (
          <li key={id}>
            {dayText(day)} {text}
          </li>
        ))}
      </ul>
    </>
  );
}
