/** Import: bank files, a verdict on every row, nothing written before "Import", one undo afterwards. */
import { FILE_BYTES_MAX } from "@coffer/ledger";
import { useState, useSyncExternalStore, type DragEvent } from "react";
import type { Ask, ImportAnswers } from "../engine/messages.ts";
import type { EditedRowModel, ImportBatchModel, ImportModel } from "../engine/view-models.ts";
import { engine } from "../page/engine-link.ts";
import { dayText, money } from "../page/format.ts";
import { notify } from "../page/notices.ts";
import { useAction, useView } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, Dialog, ProblemNotice, ScreenTitle } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { importTexts as texts } from "./import-texts.ts";
import styles from "./import.module.css";
import { usePasted } from "./use-pasted.ts";
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
        // One byte more than a file may have is enough to refuse it.
        bytes: new Uint8Array(await file.slice(0, FILE_BYTES_MAX + 1).arrayBuffer()),
      })),
    );
    setAnswers(noAnswers);
    setPlan((await run("readImport", { files, answers: noAnswers })) ?? undefined);
  };
  usePasted(plan === undefined && !isBusy, (files) => void read(files));
  const answer = async (changes: Partial<ImportAnswers>): Promise<void> => {
    const next = { ...answers, ...changes };
    setAnswers(next);
    const again = await run("answerImport", next);
    if (again !== undefined) setPlan(again ?? undefined);
  };
  const write = async (wanted: Ask<"writeImport">): Promise<void> => {
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
          {isBusy ? (
            <Reading onCancel={drop} />
          ) : (
            <DropZone onFiles={(files) => void read(files)} />
          )}
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
            drop();
          }}
        />
      )}
    </>
  );
}

function drop(): void {
  engine.request("dropImport", null).catch(() => undefined);
}

/** Which file is being read, and the way out. */
function Reading({ onCancel }: { readonly onCancel: () => void }) {
  const progress = useSyncExternalStore(engine.subscribe, engine.importProgress);
  const text =
    progress === undefined
      ? texts.reading
      : texts.readingFile(progress.name, progress.number, progress.of);
  return (
    <div className={styles["drop"]}>
      <strong role="status">{text}</strong>
      <progress
        aria-label={texts.reading}
        max={progress?.of ?? 1}
        value={progress === undefined ? 0 : progress.number - 1}
      />
      <Button onClick={onCancel}>{texts.cancel}</Button>
    </div>
  );
}

function DropZone({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
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
      <strong>{texts.drop}</strong>
      <label htmlFor="import-files">{texts.choose}</label>
      <input
        id="import-files"
        type="file"
        multiple
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

/** What was edited since an import, before it is taken back. */
function EditedDialog({
  edited,
  onTakeBack,
  onClose,
}: {
  readonly edited: readonly EditedRowModel[];
  readonly onTakeBack: () => void;
  readonly onClose: () => void;
}) {
  return (
    <Dialog title={texts.editedTitle} onClose={onClose}>
      <p>{texts.editedText}</p>
      <ul className={styles["imports"]}>
        {edited.map(({ id, day, amount, text }) => (
          <li key={id}>
            <span>
              {day !== null && <span className={ui["hint"]}>{dayText(day)} </span>}
              {text}
            </span>
            <span>{amount === null ? "" : money(amount)}</span>
          </li>
        ))}
      </ul>
      <div className={ui["row"]}>
        <Button look="primary" onClick={onTakeBack}>
          {texts.takeBackAll}
        </Button>
        <Button onClick={onClose}>{texts.cancel}</Button>
      </div>
    </Dialog>
  );
}

function EarlierImport({ batch }: { readonly batch: ImportBatchModel }) {
  const { isBusy, problem, run } = useAction();
  const name = batch.files.join(", ");
  const [edited, setEdited] = useState<readonly EditedRowModel[]>([]);
  const undo = async (isEditedToo: boolean): Promise<void> => {
    const found = await run("undoImport", { id: batch.id, isEditedToo });
    setEdited(found ?? []);
    if (found?.length === 0) notify(texts.takenBack);
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
        <Button disabled={isBusy} aria-label={texts.undoOf(name)} onClick={() => void undo(false)}>
          {texts.undo}
        </Button>
      )}
      <ProblemNotice problem={problem} />
      {edited.length > 0 && (
        <EditedDialog
          edited={edited}
          onTakeBack={() => void undo(true)}
          onClose={() => setEdited([])}
        />
      )}
    </li>
  );
}
