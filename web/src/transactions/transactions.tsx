/** Transactions: all of them, found again, added, changed, deleted. */
import { useCallback, useMemo, useState } from "react";
import type { ListFilterModel, TransactionModel } from "../engine/view-models.ts";
import { useTakeBack } from "../frame/frame.tsx";
import { countText } from "../page/format.ts";
import { navigate, useLocation } from "../page/location.ts";
import { useOpenStatus, useView } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, Link, Notice, ScreenTitle, SelectField, TextField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { AccountOptions, CategoryOptions } from "./choice-options.tsx";
import { EditDialog } from "./edit-dialog.tsx";
import { QuickAdd } from "./quick-add.tsx";
import { TransactionGrid } from "./transaction-grid.tsx";
import styles from "./transactions.module.css";
import { transactionsTexts as texts } from "./transactions-texts.ts";
import { TransferDialog } from "./transfer-dialog.tsx";

export function Transactions() {
  const { query } = useLocation();
  const { value: choices } = useView("choices", null);
  const isUnassigned = query.get("show") === "unassigned";
  const [text, setText] = useState("");
  const [accountId, setAccountId] = useState(query.get("account") ?? "");
  const [categoryId, setCategoryId] = useState("");
  const [total, setTotal] = useState<number>();
  const [opened, setOpened] = useState<TransactionModel>();
  const filter = useMemo(
    (): ListFilterModel => ({
      text,
      accountId: accountId === "" ? null : accountId,
      categoryId: categoryId === "" ? null : categoryId,
      isUnassigned,
    }),
    [text, accountId, categoryId, isUnassigned],
  );
  const isFiltered = text.trim() !== "" || accountId !== "" || categoryId !== "" || isUnassigned;
  const clear = useCallback(() => {
    setText("");
    setAccountId("");
    setCategoryId("");
    navigate("/transactions", { replace: true });
  }, []);
  return (
    <>
      <Head />
      <section className={ui["card"]} aria-label={texts.add}>
        <QuickAdd />
      </section>
      <section className={styles["filters"]} aria-label={texts.filters}>
        <TextField
          label={texts.find}
          id="find-transactions"
          type="search"
          value={text}
          onText={setText}
        />
        <SelectField label={texts.account} value={accountId} onText={setAccountId}>
          <option value="">{texts.allAccounts}</option>
          <AccountOptions choices={choices} />
        </SelectField>
        <SelectField label={texts.category} value={categoryId} onText={setCategoryId}>
          <option value="">{texts.allCategories}</option>
          <CategoryOptions choices={choices} />
        </SelectField>
      </section>
      {isUnassigned && <Notice kind="info">{texts.unassignedOnly}</Notice>}
      <div className={classes(ui["row"], ui["spread"])}>
        <p className={ui["soft"]} role="status">
          {total === 1 && texts.countOne}
          {total !== undefined && total !== 1 && texts.count(countText(total))}
        </p>
        {isFiltered && <Button onClick={clear}>{texts.clear}</Button>}
      </div>
      {total === 0 && <Nothing isFiltered={isFiltered} onClear={clear} />}
      <div hidden={total === 0}>
        <TransactionGrid filter={filter} onOpen={setOpened} onTotal={setTotal} />
      </div>
      {opened !== undefined && (
        <EditDialog transaction={opened} choices={choices} onClose={() => setOpened(undefined)} />
      )}
    </>
  );
}

function Head() {
  const status = useOpenStatus();
  const { value: choices } = useView("choices", null);
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
  isFiltered,
  onClear,
}: {
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}) {
  return (
    <div className={ui["empty"]}>
      <h2>{isFiltered ? texts.noneFound : texts.none}</h2>
      {isFiltered ? (
        <Button onClick={onClear}>{texts.clear}</Button>
      ) : (
        <p className={ui["soft"]}>{texts.noneHint}</p>
      )}
    </div>
  );
}
