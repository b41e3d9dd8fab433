/** What an import would do: every row with its verdict and why, and what the person can decide. */
import { said } from "@coffer/client/texts";
import { useState } from "react";
import type { ImportAnswers } from "../engine/messages.ts";
import type { ImportFileModel, ImportModel } from "../engine/view-models.ts";
import { dayText, decimalText } from "../page/format.ts";
import { useView } from "../page/use-engine.ts";
import { AccountOptions } from "../transactions/choice-options.tsx";
import { classes } from "../ui/classes.ts";
import { Button, Check, Notice, SelectField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { importTexts as texts } from "./import-texts.ts";
import styles from "./import.module.css";

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
  readonly onImport: (wanted: { readonly maybe: boolean; readonly changed: boolean }) => void;
  readonly onCancel: () => void;
}) {
  const { value: choices } = useView("choices", null);
  const [maybe, setMaybe] = useState(false);
  const [changed, setChanged] = useState(false);
  const { counts } = plan;
  const written = counts.new + (maybe ? counts.maybe : 0) + (changed ? counts.changed : 0);
  return (
    <>
      <div className={ui["pair"]}>
        <SelectField
          label={texts.account}
          value={answers.accountId ?? ""}
          onText={(id) => onAnswer({ accountId: id === "" ? null : id })}
        >
          <option value="">{texts.accountAuto}</option>
          <AccountOptions choices={choices} />
        </SelectField>
      </div>
      {plan.files.map((file) => (
        <FileVerdicts key={file.id} file={file} onAnswer={onAnswer} />
      ))}
      <section className={classes(ui["card"], ui["stack"])} aria-label={texts.title}>
        {counts.maybe > 0 && (
          <Check label={texts.maybe(counts.maybe)} checked={maybe} onCheck={setMaybe} />
        )}
        {counts.changed > 0 && (
          <Check label={texts.changed(counts.changed)} checked={changed} onCheck={setChanged} />
        )}
        {written === 0 && <p>{texts.nothing}</p>}
        <div className={ui["row"]}>
          {written > 0 && (
            <Button look="primary" disabled={isBusy} onClick={() => onImport({ maybe, changed })}>
              {texts.import(written)}
            </Button>
          )}
          <Button onClick={onCancel}>{texts.cancel}</Button>
        </div>
      </section>
    </>
  );
}

function FileVerdicts({
  file,
  onAnswer,
}: {
  readonly file: ImportFileModel;
  readonly onAnswer: (changes: Partial<ImportAnswers>) => void;
}) {
  const { name, format, rows, rowsLeftOut, isRejected, reason, warnings, questions } = file;
  if (isRejected)
    return <Notice kind="bad">{texts.rejected(name, reason === null ? "" : said(reason))}</Notice>;
  const byVerdict = Map.groupBy(rows, ({ verdict }) => verdict);
  const summary = [...byVerdict].map(([verdict, of]) =>
    texts.count(of.length, texts.verdicts[verdict]),
  );
  return (
    <section className={classes(ui["card"], ui["stack"])} aria-label={name}>
      <div>
        <h2>{name}</h2>
        <p className={ui["soft"]}>{[format.toUpperCase(), ...summary].join(" · ")}</p>
      </div>
      <Questions questions={questions} onAnswer={onAnswer} />
      <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={name}>
        <VerdictTable rows={rows} />
      </div>
      {rowsLeftOut > 0 && <p className={ui["soft"]}>{texts.more(rowsLeftOut)}</p>}
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

function VerdictTable({ rows }: { readonly rows: ImportFileModel["rows"] }) {
  const { date, text, amount, verdict, why } = texts.columns;
  return (
    <table className={styles["table"]}>
      <thead>
        <tr>
          <th scope="col">{date}</th>
          <th scope="col">{text}</th>
          <th scope="col" className={styles["amount"]}>
            {amount}
          </th>
          <th scope="col">{verdict}</th>
          <th scope="col" className={styles["optional"]}>
            {why}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td className={styles["date"]}>{row.day === null ? "" : dayText(row.day)}</td>
            <td>{row.text}</td>
            <td className={styles["amount"]}>
              {row.amount === null ? "" : decimalText(row.amount)}
            </td>
            <td className={styles[row.verdict]}>{texts.verdicts[row.verdict]}</td>
            <td className={classes(ui["soft"], styles["optional"])}>
              {row.reason === null ? "" : said(row.reason)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Questions({
  questions,
  onAnswer,
}: {
  readonly questions: ImportFileModel["questions"];
  readonly onAnswer: (changes: Partial<ImportAnswers>) => void;
}) {
  // The currency of rows is the account's; another one is answered by choosing the account.
  const asked = questions.filter(({ about }) => about !== "currency");
  if (asked.length === 0) return null;
  const names: Readonly<Record<string, string>> = texts.choices;
  return (
    <div className={ui["pair"]}>
      {asked.map(({ about, choices, taken }) => (
        <SelectField
          key={about}
          label={texts.question[about]}
          value={taken ?? ""}
          onText={(text) => onAnswer({ [about === "date-order" ? "dateOrder" : about]: text })}
        >
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {names[choice] ?? choice}
            </option>
          ))}
        </SelectField>
      ))}
    </div>
  );
}
