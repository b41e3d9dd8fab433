/** Import: bank files, a verdict on every row, nothing written before "Import", one undo afterwards. */
import { useState, type DragEvent } from "react";
import type { ImportAnswers } from "../engine/messages.ts";
import type { ImportBatchModel, ImportModel } from "../engine/view-models.ts";
import { engine } from "../page/engine-link.ts";
import { notify } from "../page/notices.ts";
import { useAction, useView } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, ProblemNotice, ScreenTitle } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { importTexts as texts } from "./import-texts.ts";
import styles from "./import.module.css";
import { VerdictPage } from "./verdict-page.tsx";

const noAnswers: ImportAnswers = { accountId: null };

export function Import() {
  const { isBusy, problem, run } = useAction();
  const [plan, setPlan] = useState<ImportModel>();
  const [answers, setAnswers] = useState(noAnswers);
  const read = async (given: readonly File[]): Promise<void> => {
    if (given.length === 0) return;
    const files = await Promise.all(
      given.map(async (file) => ({
        name: file.name,
        bytes: new Uint8Array(await file.arrayBuffer()),
      })),
    );
    setAnswers(noAnswers);
    setPlan(await run("readImport", { files, answers: noAnswers }));
  };
  const answer = async (changes: Partial<ImportAnswers>): Promise<void> => {
    const next = { ...answers, ...changes };
    setAnswers(next);
    const again = await run("answerImport", next);
    if (again !== undefined) setPlan(again);
  };
  const write = async (wanted: { maybe: boolean; changed: boolean }): Promise<void> => {
    const written = await run("writeImport", wanted);
    if (written === undefined) return;
    setPlan(undefined);
    notify(texts.done(written.written), { canUndo: true });
  };
  return (
    <>
      <ScreenTitle>{texts.title}</ScreenTitle>
      <p className={ui["soft"]}>{texts.intro}</p>
      <ProblemNotice problem={problem} />
      {plan === undefined ? (
        <>
          <DropZone isBusy={isBusy} onFiles={(files) => void read(files)} />
          <EarlierImports />
        </>
      ) : (
        <VerdictPage
          plan={plan}
          answers={answers}
          isBusy={isBusy}
          onAnswer={(changes) => void answer(changes)}
          onImport={(wanted) => void write(wanted)}
          onCancel={() => {
            setPlan(undefined);
            engine.request("dropImport", null).catch(() => undefined);
          }}
        />
      )}
    </>
  );
}

function DropZone({
  isBusy,
  onFiles,
}: {
  readonly isBusy: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent): void => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <div
      className={classes(styles["drop"], isOver && styles["over"])}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      <strong>{isBusy ? texts.reading : texts.drop}</strong>
      <label htmlFor="import-files">{texts.choose}</label>
      <input
        id="import-files"
        type="file"
        multiple
        accept=".csv,.tsv,.txt,.ofx,.qfx,.json"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </div>
  );
}

function EarlierImports() {
  const { value: imports } = useView("imports", null);
  if (imports === undefined || imports.length === 0) return null;
  return (
    <section className={classes(ui["card"], ui["stack"])} aria-labelledby="earlier-imports">
      <h2 id="earlier-imports">{texts.earlier}</h2>
      <ul className={styles["imports"]}>
        {imports.map((batch) => (
          <EarlierImport key={batch.id} batch={batch} />
        ))}
      </ul>
    </section>
  );
}

function EarlierImport({ batch }: { readonly batch: ImportBatchModel }) {
  const { isBusy, problem, run } = useAction();
  const name = batch.files.join(", ");
  const undo = async (): Promise<void> => {
    if ((await run("undoImport", { id: batch.id })) === undefined) return;
    notify(texts.takenBack);
  };
  return (
    <li>
      <span>
        {name}{" "}
        <span className={ui["hint"]}>
          {texts.earlierRows(batch.added)}
          {batch.isUndone && ` · ${texts.undone}`}
        </span>
      </span>
      {!batch.isUndone && (
        <Button disabled={isBusy} aria-label={texts.undoOf(name)} onClick={() => void undo()}>
          {texts.undo}
        </Button>
      )}
      <ProblemNotice problem={problem} />
    </li>
  );
}
