/** The field to find transactions by, with what of it is not understood, and help. */
import { useState } from "react";
import type { Problem } from "../engine/problems.ts";
import { Button, Dialog, Field } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import styles from "./find-field.module.css";
import { queryErrorText, queryHelp, transactionsTexts as texts } from "./transactions-texts.ts";

export function FindField({
  value,
  problem,
  onText,
}: {
  readonly value: string;
  readonly problem: Problem | undefined;
  readonly onText: (query: string) => void;
}) {
  const [isHelping, setHelping] = useState(false);
  const error = problem?.query;
  return (
    <div className={styles["find"]}>
      <Field
        id="find-transactions"
        label={texts.find}
        // Said politely: while it is typed, most of what is not understood is just not finished.
        hint={<QueryProblem query={value} problem={problem} />}
      >
        {(props) => (
          <input
            {...props}
            type="search"
            autoComplete="off"
            spellCheck={false}
            placeholder={texts.findPlaceholder}
            aria-invalid={error === undefined ? undefined : true}
            value={value}
            onChange={(event) => onText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" && event.key !== "ArrowDown") return;
              event.preventDefault();
              // To what was found: the one row that Tab would reach.
              document.querySelector<HTMLElement>("[role=row][tabindex='0']")?.focus();
            }}
          />
        )}
      </Field>
      <Button
        className={styles["help"]}
        aria-label={texts.findHelp}
        onClick={() => setHelping(true)}
      >
        ?
      </Button>
      {isHelping && (
        <QueryHelp
          onUse={(query) => {
            onText(value.trim() === "" ? query : `${value.trim()} ${query}`);
            setHelping(false);
          }}
          onClose={() => setHelping(false)}
        />
      )}
    </div>
  );
}

/** What is wrong, and where. The query was trimmed before it was asked. */
function QueryProblem({
  query,
  problem,
}: {
  readonly query: string;
  readonly problem: Problem | undefined;
}) {
  const value = query.trim();
  const error = problem?.query;
  return (
    <>
      <span role="status" className={styles["problem"]}>
        {error === undefined ? "" : queryErrorText(error)}
      </span>
      {error !== undefined && (
        <code className={styles["place"]} aria-hidden="true">
          {value.slice(0, error.from)}
          <mark>{value.slice(error.from, error.to)}</mark>
          {value.slice(error.to)}
        </code>
      )}
    </>
  );
}

function QueryHelp({
  onUse,
  onClose,
}: {
  readonly onUse: (query: string) => void;
  readonly onClose: () => void;
}) {
  const { title, intro, rows, columns, use, close } = queryHelp;
  return (
    <Dialog title={title} onClose={onClose}>
      <div className={ui["stack"]}>
        <p>{intro}</p>
        <table className={styles["table"]}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([query, meaning]) => (
              <tr key={query}>
                <th scope="row">
                  <button type="button" aria-label={use(query)} onClick={() => onUse(query)}>
                    <code>{query}</code>
                  </button>
                </th>
                <td>{meaning}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <div className={ui["row"]}>
          <Button onClick={onClose}>{close}</Button>
        </div>
      </div>
    </Dialog>
  );
}
