/** Transactions: all of them, found again, added, changed, deleted, one by one or many at once. */
import { useCallback, useMemo, useState, type ReactNode } from "react";
import type { Problem } from "../engine/problems.ts";
import type { ListedTransaction, ListFilterModel } from "../engine/transaction-models.ts";
import type { Choices } from "../engine/view-models.ts";
import { useTakeBack } from "../frame/frame.tsx";
import { money } from "../page/format.ts";
import { navigate, useLocation } from "../page/location.ts";
import { notify } from "../page/notices.ts";
import { useAction, useOpenStatus, useView } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, Link, ProblemNotice, ScreenTitle } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { BulkBar } from "./bulk-bar.tsx";
import { Filters, noFilter } from "./filters.tsx";
import type { RowAction } from "./grid-keys.ts";
import { QuickAdd } from "./quick-add.tsx";
import { TransactionDialog, type OpenedTransaction } from "./transaction-dialog.tsx";
import { TransactionGrid } from "./transaction-grid.tsx";
import styles from "./transactions.module.css";
import { transactionsTexts as texts } from "./transactions-texts.ts";
import { TransferDialog } from "./transfer-dialog.tsx";
import type { ListFacts } from "./use-grid-window.ts";
import { useSelection } from "./use-selection.ts";

const nothingYet: ListFacts = { total: undefined, sums: [], problem: undefined };

export function Transactions() {
  const { query: address } = useLocation();
  const { value: choices } = useView("choices", null);
  const [query, setQuery] = useState("");
  const [list, setList] = useState(nothingYet);
  const filter = useFilter(query, address.toString());
  const selection = useSelection(filter);
  const isFiltered = JSON.stringify(filter) !== JSON.stringify(noFilter);
  const clear = useCallback(() => {
    setQuery("");
    navigate("/transactions", { replace: true });
  }, []);
  const { total, sums, problem } = list;
  const { act, dialog, problem: actProblem } = useRowActions(choices);
  return (
    <>
      <Head choices={choices} />
      <section className={ui["card"]} aria-label={texts.add}>
        <QuickAdd />
      </section>
      <Filters
        filter={filter}
        query={query}
        choices={choices}
        problem={problem}
        onQuery={setQuery}
      />
      <ProblemNotice problem={problem?.query === undefined ? problem : undefined} />
      <ProblemNotice problem={actProblem} />
      <div className={classes(ui["row"], ui["spread"])}>
        <p className={ui["soft"]}>
          <span role="status">{total !== undefined && texts.count(total)}</span>
          {isFiltered &&
            problem === undefined &&
            sums.map((sum) => (
              <span key={sum.currency} className={styles["sum"]}>
                {texts.together(money(sum))}
              </span>
            ))}
        </p>
        {isFiltered && <Button onClick={clear}>{texts.clear}</Button>}
      </div>
      {total === 0 && <Nothing filter={filter} isFiltered={isFiltered} onClear={clear} />}
      <div hidden={total === 0}>
        <TransactionGrid
          filter={filter}
          choices={choices}
          selection={selection}
          onAct={act}
          onList={setList}
        />
      </div>
      <BulkBar selection={selection} total={total ?? 0} choices={choices} />
      {dialog}
    </>
  );
}

/** What is chosen on the screen, within what the address asks for. */
function useFilter(query: string, address: string): ListFilterModel {
  return useMemo(() => {
    const asked = new URLSearchParams(address);
    return {
      query: query.trim(),
      accountId: asked.get("account"),
      categoryId: asked.get("category"),
      bucketId: asked.get("bucket"),
      period: asked.get("period"),
      isUnassigned: asked.get("show") === "unassigned",
    };
  }, [query, address]);
}

/** What is done to one transaction, at once or in a dialog. */
function useRowActions(choices: Choices | undefined): {
  readonly act: (action: RowAction, item: ListedTransaction) => void;
  readonly dialog: ReactNode;
  readonly problem: Problem | undefined;
} {
  const { run, problem } = useAction();
  const [opened, setOpened] = useState<OpenedTransaction>();
  const act = (action: RowAction, item: ListedTransaction): void => {
    const { id, text, pending, kind } = item;
    if (action === "duplicate") void say(run("duplicate", { id }), texts.duplicated(text));
    else if (action === "delete") void say(run("remove", { id }), texts.deleted(text));
    else if (action === "pending") {
      const said = pending ? texts.nowCleared(text) : texts.nowPending(text);
      void say(run("edit", { id, isPending: !pending }), said);
    } else setOpened({ id, isSplit: action === "split" && kind !== "transfer" });
  };
  const dialog = <TransactionDialog opened={opened} choices={choices} onOpen={setOpened} />;
  return { act, dialog, problem };
}

/** Says what was done, once it is. */
async function say(done: Promise<unknown>, said: string): Promise<void> {
  if ((await done) !== undefined) notify(said, { canUndo: true });
}

function Head({ choices }: { readonly choices: Choices | undefined }) {
  const status = useOpenStatus();
  const [isMoving, setMoving] = useState(false);
  const takeBack = useTakeBack();
  return (
    <div className={styles["head"]}>
      <ScreenTitle>{texts.title}</ScreenTitle>
      <div className={ui["row"]}>
        <Button disabled={status?.undo === null} onClick={() => takeBack("undo")}>
          {texts.undo}
        </Button>
        <Button disabled={status?.redo === null} onClick={() => takeBack("redo")}>
          {texts.redo}
        </Button>
        <Button disabled={(choices?.accounts.length ?? 0) < 2} onClick={() => setMoving(true)}>
          {texts.transfer}
        </Button>
        <Link to="/import" className={ui["button"]}>
          {texts.import}
        </Link>
      </div>
      {isMoving && choices !== undefined && (
        <TransferDialog choices={choices} onClose={() => setMoving(false)} />
      )}
    </div>
  );
}

function Nothing({
  filter,
  isFiltered,
  onClear,
}: {
  readonly filter: ListFilterModel;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}) {
  return (
    <div className={ui["empty"]}>
      <h2>{isFiltered ? texts.noneFound : texts.none}</h2>
      {filter.query !== "" && <p className={ui["soft"]}>{texts.noneFoundBy(filter.query)}</p>}
      {isFiltered ? (
        <Button onClick={onClear}>{texts.clear}</Button>
      ) : (
        <p className={ui["soft"]}>{texts.noneHint}</p>
      )}
    </div>
  );
}
