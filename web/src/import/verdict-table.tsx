/** The rows of a file with their verdicts, and a choice for each. */
import { said } from "@coffer/client/texts";
import { useState } from "react";
import type { ImportedBefore, ImportFileModel, ImportRowModel } from "../engine/view-models.ts";
import { dayText, decimalText } from "../page/format.ts";
import { classes } from "../ui/classes.ts";
import ui from "../ui/ui.module.css";
import { importTexts as texts } from "./import-texts.ts";
import styles from "./import.module.css";
import { isWanted, isWantedUnasked, type Choices, type Wanted } from "./row-choices.ts";

type Verdict = ImportRowModel["verdict"];

/** In the order in which a person looks at them. */
const verdicts: readonly Verdict[] = ["new", "maybe", "changed", "same", "skipped"];

type Choose = (file: number, group: number, said: "leave" | "take" | "join" | null) => void;

export function VerdictTable({
  file,
  wanted,
  choices,
  onChoose,
}: {
  readonly file: ImportFileModel;
  readonly wanted: Wanted;
  readonly choices: Choices;
  readonly onChoose: Choose;
}) {
  const [shown, setShown] = useState<Verdict>();
  const { rows, counts, name } = file;
  const present = verdicts.filter((verdict) => counts[verdict] > 0);
  const visible = rows.filter(({ verdict }) => shown === undefined || verdict === shown);
  const columns = texts.columns;
  return (
    <>
      {present.length > 1 && (
        <div className={ui["row"]} role="group" aria-label={texts.show}>
          {[undefined, ...present].map((verdict) => (
            <button
              key={verdict ?? "all"}
              type="button"
              className={ui["button"]}
              aria-pressed={shown === verdict}
              onClick={() => setShown(verdict)}
            >
              {verdict === undefined
                ? texts.all
                : texts.count(counts[verdict], texts.verdicts[verdict])}
            </button>
          ))}
        </div>
      )}
      <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={texts.rowsOf(name)}>
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th scope="col">{columns.take}</th>
              <th scope="col">{columns.date}</th>
              <th scope="col">{columns.text}</th>
              <th scope="col" className={styles["amount"]}>
                {columns.amount}
              </th>
              <th scope="col">{columns.verdict}</th>
              <th scope="col" className={styles["optional"]}>
                {columns.why}
              </th>
            </tr>
          </thead>
          <tbody>
            {visible.map((row) => (
              <VerdictRow
                key={row.id}
                file={file}
                row={row}
                said={choices.get(file.id)?.get(row.group)}
                wanted={wanted}
                onChoose={(choice) => onChoose(file.id, row.group, choice)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function VerdictRow({
  file,
  row,
  said: chosen,
  wanted,
  onChoose,
}: {
  readonly file: ImportFileModel;
  readonly row: ImportRowModel;
  readonly said: "leave" | "take" | "join" | undefined;
  readonly wanted: Wanted;
  readonly onChoose: (choice: "leave" | "take" | "join" | null) => void;
}) {
  const { existing, otherSide, suggestion, verdict } = row;
  const is = isWanted(row, chosen, wanted);
  const toggle = (): void => {
    if (chosen !== undefined && chosen !== "join") onChoose(null);
    else onChoose(is ? "leave" : isWantedUnasked(row, wanted) ? null : "take");
  };
  return (
    <>
      <tr>
        <td>
          {verdict !== "skipped" && (
            <input
              type="checkbox"
              aria-label={texts.takeRow(row.text)}
              checked={is}
              onChange={toggle}
            />
          )}
        </td>
        <td className={styles["date"]}>{row.day === null ? "" : dayText(row.day)}</td>
        <td>
          {row.text}
          {file.migration !== null && row.account !== null && (
            <span className={styles["aside"]}>{row.account}</span>
          )}
          {suggestion !== null && (
            <span className={styles["aside"]}>
              {texts.suggestion(suggestion.category)} · {said(suggestion.reason)}
            </span>
          )}
        </td>
        <td className={styles["amount"]}>{row.amount === null ? "" : decimalText(row.amount)}</td>
        <td className={styles[verdict]}>{texts.verdicts[verdict]}</td>
        <td className={classes(ui["soft"], styles["optional"])}>
          {row.reason === null ? "" : said(row.reason)}
        </td>
      </tr>
      {existing !== null && verdict !== "same" && (
        <BesideRow before={existing} what={texts.there} />
      )}
      {otherSide !== null && verdict === "new" && (
        <BesideRow before={otherSide} what={texts.otherSide(otherSide.account)}>
          <label>
            <input
              type="checkbox"
              checked={chosen === "join"}
              onChange={() => onChoose(chosen === "join" ? null : "join")}
            />{" "}
            {texts.join}
          </label>
        </BesideRow>
      )}
    </>
  );
}

/** A transaction beside a row of the file. */
function BesideRow({
  before,
  what,
  children,
}: {
  readonly before: ImportedBefore;
  readonly what: string;
  readonly children?: React.ReactNode;
}) {
  return (
    <tr className={styles["beside"]}>
      <td />
      <td className={styles["date"]}>{dayText(before.day)}</td>
      <td>{before.text}</td>
      <td className={styles["amount"]}>{decimalText(before.amount)}</td>
      <td colSpan={2}>
        {what} {children}
      </td>
    </tr>
  );
}
