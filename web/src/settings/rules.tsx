/** The rules in their order: making, changing, ordering, switching off, applying and removing them. */
import { ownName } from "@coffer/client/texts";
import { useState } from "react";
import type { RuleModel } from "../engine/views/rule-models.ts";
import type { Choices } from "../engine/view-models.ts";
import { notify } from "../page/notices.ts";
import { useAction, useView } from "../page/use-engine.ts";
import { queryErrorText } from "../transactions/transactions-texts.ts";
import { classes } from "../ui/classes.ts";
import { Button, Loading, Notice, ProblemNotice } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { ApplyDialog } from "./apply-dialog.tsx";
import { RuleDialog } from "./rule-dialog.tsx";
import { rulesTexts as texts } from "./rules-texts.ts";
import styles from "./rules.module.css";

type Opened =
  | { readonly kind: "edit"; readonly rule: RuleModel | undefined }
  | { readonly kind: "apply"; readonly id: string | null };

export function RulesSection() {
  const { value: rules, problem } = useView("rules", null);
  const { value: choices } = useView("choices", null);
  const [opened, setOpened] = useState<Opened>();
  if (rules === undefined || choices === undefined) {
    return problem === undefined ? (
      <Loading what={texts.loading} />
    ) : (
      <ProblemNotice problem={problem} />
    );
  }
  const close = (): void => setOpened(undefined);
  return (
    <>
      <div className={classes(ui["row"], ui["spread"])}>
        <p className={styles["about"]}>{texts.text}</p>
        <div className={ui["row"]}>
          {rules.length > 0 && (
            <Button onClick={() => setOpened({ kind: "apply", id: null })}>{texts.applyAll}</Button>
          )}
          <Button look="primary" onClick={() => setOpened({ kind: "edit", rule: undefined })}>
            {texts.add}
          </Button>
        </div>
      </div>
      {rules.length === 0 ? (
        <section className={ui["card"]}>
          <p>{texts.none}</p>
          <p className={ui["hint"]}>{texts.noneHint}</p>
        </section>
      ) : (
        <ol className={classes(ui["card"], styles["rules"])} aria-label={texts.list}>
          {rules.map((rule, place) => (
            <RuleRow
              key={rule.id}
              rule={rule}
              place={place}
              count={rules.length}
              choices={choices}
              onOpen={setOpened}
            />
          ))}
        </ol>
      )}
      {opened?.kind === "edit" && (
        <RuleDialog rule={opened.rule} choices={choices} onClose={close} />
      )}
      {opened?.kind === "apply" && <ApplyDialog id={opened.id} onClose={close} />}
    </>
  );
}

function RuleRow({
  rule,
  place,
  count,
  choices,
  onOpen,
}: {
  readonly rule: RuleModel;
  readonly place: number;
  readonly count: number;
  readonly choices: Choices;
  readonly onOpen: (opened: Opened) => void;
}) {
  const { id, query, isEnabled } = rule;
  const { isBusy, problem, run } = useAction();
  const move = (to: number): void => void run("moveRule", { id, place: to });
  const remove = async (): Promise<void> => {
    if ((await run("removeRule", { id })) !== undefined) notify(texts.removed, { canUndo: true });
  };
  const button = (label: string, onClick: () => void, isOff = false) => (
    <Button
      look="quiet"
      aria-label={texts.of(label, query)}
      disabled={isBusy || isOff}
      onClick={onClick}
    >
      {label}
    </Button>
  );
  return (
    <li className={classes(styles["rule"], !isEnabled && styles["off"])}>
      <p>
        <span className={styles["condition"]}>{texts.ifFits(query)}</span>{" "}
        {texts.thenGets(saysText(rule, choices))}
      </p>
      {!isEnabled && <p className={ui["hint"]}>{texts.off}</p>}
      {rule.problem !== null && <Notice kind="warn">{ruleProblemText(rule.problem)}</Notice>}
      <ProblemNotice problem={problem} />
      <div className={styles["buttons"]}>
        {button(texts.change, () => onOpen({ kind: "edit", rule }))}
        {button(texts.apply, () => onOpen({ kind: "apply", id }), !isEnabled)}
        {button(texts.earlier, () => move(place - 1), place === 0)}
        {button(texts.later, () => move(place + 1), place === count - 1)}
        {button(
          isEnabled ? texts.switchOff : texts.on,
          () => void run("switchRule", { id, isEnabled: !isEnabled }),
        )}
        {button(texts.remove, () => void remove())}
      </div>
    </li>
  );
}

function saysText({ categoryId, category, bucket, text }: RuleModel, choices: Choices): string {
  const name = choices.buckets.find(({ id }) => id === bucket)?.name;
  const parts = [
    categoryId === null ? undefined : (category ?? texts.gone),
    bucket === null ? undefined : name === undefined ? texts.gone : ownName(name),
    text === null ? undefined : texts.renamed(text),
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}

function ruleProblemText(problem: NonNullable<RuleModel["problem"]>): string {
  return problem.about === "query" ? queryErrorText(problem.query) : texts.problems[problem.about];
}
