/** The transactions behind a figure: together they make it. Each opens in the dialog that changes it. */
import { useState } from "react";
import type { ReportListModel } from "../engine/report-models.ts";
import type { TransactionModel } from "../engine/view-models.ts";
import { amountIn, countText, dayText, money, periodText } from "../page/format.ts";
import { useView } from "../page/use-engine.ts";
import { TransactionDialog, type OpenedTransaction } from "../transactions/transaction-dialog.tsx";
import { classes } from "../ui/classes.ts";
import { Button } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { bucketText } from "./part-name.ts";
import { Shown } from "./report-parts.tsx";
import { reportsTexts } from "./reports-texts.ts";
import styles from "./reports.module.css";

const { list: texts, columns } = reportsTexts;

export function ReportList({ query }: { readonly query: URLSearchParams }) {
  const view = useView("reportList", {
    period: query.get("period"),
    bucket: query.get("bucket"),
    categoryId: query.get("category"),
    payeeOf: query.get("payee-of"),
    day: query.get("day"),
  });
  const { value: choices } = useView("choices", null);
  const [opened, setOpened] = useState<OpenedTransaction>();
  return (
    <Shown view={view}>
      {(model) => (
        <>
          <div>
            <Button look="quiet" className={styles["back"]} onClick={() => history.back()}>
              ‹ {texts.back}
            </Button>
            <p className={styles["trail"]}>{whereText(model, query).join(" › ")}</p>
            <p className={ui["soft"]}>{sumText(model)}</p>
          </div>
          <Rows model={model} onOpen={({ id }) => setOpened({ id, isSplit: false })} />
          {model.count > model.items.length && (
            <p className={ui["hint"]}>{texts.cut(countText(model.items.length))}</p>
          )}
          <TransactionDialog opened={opened} choices={choices} onOpen={setOpened} />
        </>
      )}
    </Shown>
  );
}

/** What the figure is of, from the whole to the part. */
function whereText(
  { period, day, bucketName, categoryName, payee }: ReportListModel,
  query: URLSearchParams,
): readonly string[] {
  return [
    day === null ? periodText(period) : dayText(day),
    ...(query.has("bucket") ? [bucketText(bucketName)] : []),
    ...(query.has("category") ? [categoryName ?? reportsTexts.noCategory] : []),
    ...(query.has("payee-of") ? [payee ?? reportsTexts.noPayee] : []),
  ];
}

function sumText({ count, total, currency }: ReportListModel): string {
  const sum = amountIn(currency)(total);
  if (count === 0) return texts.none;
  return texts.sum(count, sum);
}

function Rows({
  model: { items, currency },
  onOpen,
}: {
  readonly model: ReportListModel;
  readonly onOpen: (transaction: TransactionModel) => void;
}) {
  const amountOf = amountIn(currency);
  if (items.length === 0) return null;
  return (
    <table className={styles["table"]}>
      <thead>
        <tr>
          <th scope="col">{columns.what}</th>
          <th scope="col" className={classes(styles["optional"], styles["words"])}>
            {columns.category}
          </th>
          <th scope="col" className={classes(styles["optional"], styles["words"])}>
            {columns.where}
          </th>
          <th scope="col">{columns.amount}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ transaction, amount }) => (
          <tr key={transaction.id}>
            <th scope="row">
              <button
                type="button"
                className={styles["open"]}
                aria-label={texts.open(transaction.text)}
                onClick={() => onOpen(transaction)}
              >
                {transaction.text === "" ? reportsTexts.noPayee : transaction.text}
              </button>
              <span className={ui["hint"]}>{dayText(transaction.day)}</span>
            </th>
            <td className={classes(styles["optional"], styles["words"])}>
              {transaction.category ?? ""}
            </td>
            <td className={classes(styles["optional"], styles["words"])}>
              {transaction.account ?? ""}
            </td>
            <td>
              {amountOf(amount)}
              {isPart(transaction, amount) && (
                <span className={styles["partOf"]}>{texts.partOf(money(transaction.amount))}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Whether only some of a transaction counts here. */
function isPart({ amount: { minor } }: TransactionModel, amount: bigint): boolean {
  return minor !== amount && minor !== -amount;
}
