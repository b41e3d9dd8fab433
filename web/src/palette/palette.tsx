/**
 * The command palette: one field that finds screens, actions, accounts and categories, and adds what begins with an
 * amount.
 */
import { useEffect, useState } from "react";
import type { NewTransaction, Understood } from "../engine/messages.ts";
import type { Problem } from "../engine/problems.ts";
import { todayText } from "../engine/today.ts";
import { engine } from "../page/engine-link.ts";
import { money } from "../page/format.ts";
import { notify } from "../page/notices.ts";
import { usePreferences } from "../page/preferences.ts";
import { useAction, useView } from "../page/use-engine.ts";
import { understoodText } from "../transactions/transactions-texts.ts";
import { Dialog, ProblemNotice } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { Combobox } from "./combobox.tsx";
import { bestMatches } from "./match.ts";
import { paletteItems, type PaletteActions, type PaletteItem } from "./palette-items.ts";
import { paletteTexts as texts } from "./palette-texts.ts";
import styles from "./palette.module.css";

const shownMax = 40;
/** What begins like an amount is added, not looked for. */
const amountStart = /^[+\-(]?[\d(.,]*\d/;

interface Adding {
  readonly items: readonly PaletteItem[];
  /** Whether the Worker understands the line. */
  readonly isRead: boolean;
  readonly problem: Problem | undefined;
}

export function Palette({
  actions,
  onClose,
}: {
  readonly actions: PaletteActions;
  readonly onClose: () => void;
}) {
  const [typed, setTyped] = useState("");
  const isAmount = amountStart.test(typed.trim());
  const adding = useAdding(isAmount ? typed.trim() : "", onClose);
  const found = useFound(typed, actions);
  const items = isAmount ? adding.items : found;
  const take = (item: PaletteItem | undefined): void => {
    if (item === undefined) return;
    // First, so that the focus is back where it was and what is done can move it.
    if (item.kind !== "add") onClose();
    item.run();
  };
  return (
    <Dialog title={texts.title} isTitleHidden className={styles["palette"]} onClose={onClose}>
      <Combobox typed={typed} items={items} onTyped={setTyped} onTake={take} />
      <ProblemNotice problem={adding.problem} />
      <p className={ui["hint"]} role="status">
        {isAmount && !adding.isRead && texts.addHint}
        {!isAmount && (items.length === 0 ? texts.none : typed !== "" && texts.count(items.length))}
      </p>
      {typed === "" && <p className={ui["hint"]}>{texts.hint}</p>}
    </Dialog>
  );
}

function useFound(typed: string, actions: PaletteActions): readonly PaletteItem[] {
  const { value: choices } = useView("choices", null);
  const items = paletteItems(choices, usePreferences(), actions);
  return bestMatches(items, typed, ({ name }) => name).slice(0, shownMax);
}

/** A line that begins with an amount, as the one thing to choose; what was wrong with it once it was chosen. */
function useAdding(line: string, onClose: () => void): Adding {
  const { problem, clear, run } = useAction();
  const [read, setRead] = useState<{ readonly line: string; readonly what: string }>();
  useEffect(() => {
    let isWanted = true;
    clear();
    if (line === "") return undefined;
    void understandLine(line).then((understood) => {
      if (!isWanted || understood === undefined) return;
      setRead({ line, what: understoodText(understood, money(understood.amount)) });
    });
    return () => {
      isWanted = false;
    };
  }, [line, clear]);
  const add = async (): Promise<void> => {
    const understood = await understandLine(line);
    if ((await run("add", transactionOf(line))) === undefined) return;
    const said =
      understood === undefined
        ? texts.addedLine(line)
        : texts.added(understood.text, money(understood.amount));
    notify(said, { canUndo: true });
    onClose();
  };
  const isRead = read?.line === line;
  const item: PaletteItem = {
    id: "add",
    kind: "add",
    name: texts.add(isRead ? read.what : line),
    run: () => void add(),
  };
  return { items: line === "" ? [] : [item], isRead, problem };
}

async function understandLine(line: string): Promise<Understood | undefined> {
  const answer = await engine.request("understand", transactionOf(line)).catch(() => undefined);
  return answer?.ok === true ? answer.value : undefined;
}

function transactionOf(line: string): NewTransaction {
  return { line, isIncome: false, date: todayText(), accountId: null, categoryId: null };
}
