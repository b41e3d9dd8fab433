/** What an import would do: every row with its verdict and why, and what the person can decide. */
import { said } from "@coffer/client/texts";
import { useState } from "react";
import type { Ask, ImportAnswers } from "../engine/messages.ts";
import type { ImportFileModel, ImportModel } from "../engine/view-models.ts";
import { useView } from "../page/use-engine.ts";
import { AccountOptions } from "../transactions/choice-options.tsx";
import { classes } from "../ui/classes.ts";
import { Button, Check, Notice, SelectField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { Balances, Mapping, MigrationReport } from "./file-facts.tsx";
import { importTexts as texts } from "./import-texts.ts";
import { choicesOf, countWanted, useChoices, type Choices, type Wanted } from "./row-choices.ts";
import { VerdictTable } from "./verdict-table.tsx";

export function VerdictPage({
  plan,
  answers,
  isBusy,
  onAnswer,
  onImport,
  onCancel,
}: {
  readonly plan: ImportModel;
  readonly answers: ImportAnswers;
  readonly isBusy: boolean;
  readonly onAnswer: (changes: Partial<ImportAnswers>) => void;
  readonly onImport: (wanted: Ask<"writeImport">) => void;
  readonly onCancel: () => void;
}) {
  const { value: known } = useView("choices", null);
  const [wanted, setWanted] = useState<Wanted>({ maybe: false, changed: false });
  const [choices, choose] = useChoices();
  const { files } = plan;
  const written = files.reduce((sum, file) => sum + countWanted(file, choices, wanted), 0);
  const write = (): void => {
    onImport({ ...wanted, choices: files.map((file) => choicesOf(file, choices)) });
  };
  return (
    <>
      <div className={ui["pair"]}>
        <SelectField
          label={texts.account}
          value={answers.accountId ?? ""}
          onText={(id) => onAnswer({ accountId: id === "" ? null : id })}
        >
          <option value="">{texts.accountAuto}</option>
          <AccountOptions choices={known} />
        </SelectField>
      </div>
      {files.map((file) => (
        <FileVerdicts
          key={file.id}
          file={file}
          wanted={wanted}
          choices={choices}
          onChoose={choose}
          onAnswer={onAnswer}
          onRoles={(roles) => onAnswer({ maps: { ...answers.maps, [file.id]: roles } })}
        />
      ))}
      <Decision
        counts={plan.counts}
        wanted={wanted}
        onWanted={setWanted}
        written={written}
        isBusy={isBusy}
        onImport={write}
        onCancel={onCancel}
      />
    </>
  );
}

/** What holds for all rows of a verdict, and the way on. */
function Decision({
  counts,
  wanted,
  onWanted,
  written,
  isBusy,
  onImport,
  onCancel,
}: {
  readonly counts: ImportModel["counts"];
  readonly wanted: Wanted;
  readonly onWanted: (wanted: Wanted) => void;
  readonly written: number;
  readonly isBusy: boolean;
  readonly onImport: () => void;
  readonly onCancel: () => void;
}) {
  return (
    <section className={classes(ui["card"], ui["stack"])} aria-label={texts.title}>
      {counts.maybe > 0 && (
        <Check
          label={texts.maybe(counts.maybe)}
          checked={wanted.maybe}
          onCheck={(maybe) => onWanted({ ...wanted, maybe })}
        />
      )}
      {counts.changed > 0 && (
        <Check
          label={texts.changed(counts.changed)}
          checked={wanted.changed}
          onCheck={(changed) => onWanted({ ...wanted, changed })}
        />
      )}
      {written === 0 && <p>{texts.nothing}</p>}
      <div className={ui["row"]}>
        {written > 0 && (
          <Button look="primary" disabled={isBusy} onClick={onImport}>
            {texts.import(written)}
          </Button>
        )}
        <Button onClick={onCancel}>{texts.cancel}</Button>
      </div>
    </section>
  );
}

function FileVerdicts({
  file,
  wanted,
  choices,
  onChoose,
  onAnswer,
  onRoles,
}: {
  readonly file: ImportFileModel;
  readonly wanted: Wanted;
  readonly choices: Choices;
  readonly onChoose: Parameters<typeof VerdictTable>[0]["onChoose"];
  readonly onAnswer: (changes: Partial<ImportAnswers>) => void;
  readonly onRoles: (roles: Readonly<Record<string, readonly number[]>>) => void;
}) {
  const { name, format, rows, rowsLeftOut, isRejected, reason, warnings, counts } = file;
  const summary = (["new", "same", "maybe", "changed", "skipped"] as const)
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => texts.count(counts[verdict], texts.verdicts[verdict]));
  return (
    <section className={classes(ui["card"], ui["stack"])} aria-label={name}>
      <div>
        <h2>{name}</h2>
        <p className={ui["soft"]}>{[format.toUpperCase(), ...summary].join(" · ")}</p>
      </div>
      {isRejected && (
        <Notice kind="bad">{texts.rejected(name, reason === null ? "" : said(reason))}</Notice>
      )}
      <Questions questions={file.questions} onAnswer={onAnswer} />
      <Balances balances={file.balances} />
      <MigrationReport migration={file.migration} />
      {rows.length > 0 && (
        <VerdictTable file={file} wanted={wanted} choices={choices} onChoose={onChoose} />
      )}
      {rowsLeftOut > 0 && <p className={ui["soft"]}>{texts.more(rowsLeftOut)}</p>}
      <Mapping file={file} onRoles={onRoles} />
      {warnings.length > 0 && (
        <details>
          <summary>{texts.warnings(warnings.length)}</summary>
          <ul>
            {warnings.map(({ id, text }) => (
              <li key={id}>{said(text)}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** What a file leaves open: each answer with what it would mean. */
function Questions({
  questions,
  onAnswer,
}: {
  readonly questions: ImportFileModel["questions"];
  readonly onAnswer: (changes: Partial<ImportAnswers>) => void;
}) {
  if (questions.length === 0) return null;
  const names: Readonly<Record<string, string>> = texts.choices;
  return (
    <div className={ui["stack"]}>
      {questions.map(({ about, choices, taken, consequences }) => (
        <SelectField
          key={about}
          label={texts.question[about]}
          hint={texts.notSure}
          value={taken ?? ""}
          onText={(text) => onAnswer({ [about === "date-order" ? "dateOrder" : about]: text })}
        >
          {taken === null && <option value="">{texts.accountsOwn}</option>}
          {choices.map((choice, place) => {
            const consequence = consequences[place];
            const label = names[choice] ?? choice;
            return (
              <option key={choice} value={choice}>
                {consequence === undefined ? label : `${label}: ${said(consequence)}`}
              </option>
            );
          })}
        </SelectField>
      ))}
    </div>
  );
}
