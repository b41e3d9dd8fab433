/** What is known of a file beside its rows: balances, what a move brings, how its table was understood. */
import { said } from "@coffer/client/texts";
import { mappingRoles } from "@coffer/ledger";
import type {
  BalanceModel,
  ImportFileModel,
  MappingModel,
  MigrationModel,
} from "../engine/view-models.ts";
import { dayText, decimalText } from "../page/format.ts";
import { SelectField } from "../ui/parts.tsx";
import { importTexts as texts } from "./import-texts.ts";
import styles from "./import.module.css";

export function Balances({ balances }: { readonly balances: readonly BalanceModel[] }) {
  if (balances.length === 0) return null;
  return (
    <ul className={styles["facts"]}>
      {balances.map(({ account, currency, day, file, coffer, reason }) => (
        <li key={`${account} ${currency}`} className={reason === null ? styles["new"] : undefined}>
          {texts.balance({
            account,
            day: dayText(day),
            file: `${decimalText(file)} ${currency}`,
            coffer: `${decimalText(coffer)} ${currency}`,
          })}
          {reason === null ? " ✓" : `. ${said(reason)}`}
        </li>
      ))}
    </ul>
  );
}

export function MigrationReport({ migration }: { readonly migration: MigrationModel | null }) {
  if (migration === null) return null;
  const { transactions, transfers, accounts, categories } = migration;
  const columns = texts.migration;
  return (
    <details open>
      <summary>{columns.title(transactions, transfers)}</summary>
      <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={columns.accounts}>
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th scope="col">{columns.accountThere}</th>
              <th scope="col">{columns.here}</th>
              <th scope="col" className={styles["amount"]}>
                {columns.rows}
              </th>
              <th scope="col" className={styles["amount"]}>
                {columns.balanceThere}
              </th>
              <th scope="col" className={styles["amount"]}>
                {columns.balanceHere}
              </th>
            </tr>
          </thead>
          <tbody>
            {accounts.map(({ source, name, rows, currency, there, here, isEqual }) => (
              <tr key={`${source} ${currency}`}>
                <td>{source}</td>
                <td>{name ?? columns.notKept}</td>
                <td className={styles["amount"]}>{rows}</td>
                <td className={styles["amount"]}>
                  {decimalText(there)} {currency}
                </td>
                <td className={styles["amount"]}>
                  {here === null ? "" : `${decimalText(here)} ${isEqual ? "✓" : "≠"}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Categories categories={categories} />
    </details>
  );
}

function Categories({ categories }: Pick<MigrationModel, "categories">) {
  if (categories.length === 0) return null;
  const columns = texts.migration;
  return (
    <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={columns.categories}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{columns.categoryThere}</th>
            <th scope="col">{columns.here}</th>
            <th scope="col">{columns.bucket}</th>
            <th scope="col">{texts.columns.why}</th>
          </tr>
        </thead>
        <tbody>
          {categories.map(({ source, path, isNew, bucket, reason }) => (
            <tr key={source}>
              <td>{source}</td>
              <td>{path}</td>
              <td>{bucket ?? ""}</td>
              <td>{reason === null ? (isNew ? "" : columns.there) : said(reason)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How a table was understood, and a choice for every column. */
export function Mapping({
  file: { mapping, isRejected },
  onRoles,
}: {
  readonly file: ImportFileModel;
  readonly onRoles: (roles: Readonly<Record<string, readonly number[]>>) => void;
}) {
  if (mapping === null) return null;
  const columns = texts.mapping;
  const change = (number: number, role: string): void => {
    onRoles(rolesOf(mapping, number, role));
  };
  return (
    <details open={isRejected}>
      <summary>{mapping.isLikeLastTime ? columns.titleLastTime : columns.title}</summary>
      <ul className={styles["facts"]}>
        {mapping.explanations.map((text) => (
          <li key={said(text)}>{said(text)}</li>
        ))}
      </ul>
      <div className={styles["columns"]}>
        {mapping.columns.map(({ number, name, example, role }) => (
          <SelectField
            key={number}
            label={name ?? columns.number(number)}
            hint={example}
            value={role ?? ""}
            onText={(text) => change(number, text)}
          >
            <option value="">{columns.nothing}</option>
            {mappingRoles.map((each) => (
              <option key={each} value={each}>
                {columns.roles[each]}
              </option>
            ))}
          </SelectField>
        ))}
      </div>
    </details>
  );
}

/** The columns of every role after one column has another: a role that no column has is said to have none. */
function rolesOf(
  { columns }: MappingModel,
  number: number,
  role: string,
): Readonly<Record<string, readonly number[]>> {
  const roles = columns.map((column) =>
    column.number === number ? { ...column, role } : { ...column, role: column.role ?? "" },
  );
  return Object.fromEntries(
    mappingRoles.map((each) => [
      each,
      roles.filter((column) => column.role === each).map((column) => column.number),
    ]),
  );
}
