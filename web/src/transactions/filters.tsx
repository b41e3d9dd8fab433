/** Which transactions are shown: a query, an account, a category, and what another screen asked for. */
import type { Problem } from "../engine/problems.ts";
import type { ListFilterModel } from "../engine/transaction-models.ts";
import type { Choices } from "../engine/view-models.ts";
import { navigate } from "../page/location.ts";
import { Notice, SelectField } from "../ui/parts.tsx";
import { AccountOptions, CategoryOptions } from "./choice-options.tsx";
import { FindField } from "./find-field.tsx";
import styles from "./transactions.module.css";
import { transactionsTexts as texts } from "./transactions-texts.ts";

export const noFilter: ListFilterModel = {
  query: "",
  accountId: null,
  categoryId: null,
  bucketId: null,
  period: null,
  isUnassigned: false,
};

export function Filters({
  filter,
  query,
  choices,
  problem,
  onQuery,
}: {
  readonly filter: ListFilterModel;
  /** As it is typed. */
  readonly query: string;
  readonly choices: Choices | undefined;
  readonly problem: Problem | undefined;
  readonly onQuery: (query: string) => void;
}) {
  const { accountId, categoryId, bucketId, period, isUnassigned } = filter;
  return (
    <>
      <section className={styles["filters"]} aria-label={texts.filters}>
        <FindField value={query} problem={problem} onText={onQuery} />
        <SelectField
          label={texts.account}
          value={accountId ?? ""}
          onText={(id) => narrow("account", id)}
        >
          <option value="">{texts.allAccounts}</option>
          <AccountOptions choices={choices} />
        </SelectField>
        <SelectField
          label={texts.category}
          value={categoryId ?? ""}
          onText={(id) => narrow("category", id)}
        >
          <option value="">{texts.allCategories}</option>
          <CategoryOptions choices={choices} />
        </SelectField>
      </section>
      {isUnassigned && <Notice kind="info">{texts.unassignedOnly}</Notice>}
      {period !== null && <Notice kind="info">{texts.periodOnly(period)}</Notice>}
      {bucketId !== null && <Notice kind="info">{texts.bucketOnly(bucketId)}</Notice>}
    </>
  );
}

/** Keeps an id in the address, so that the list can be gone back to. */
function narrow(name: "account" | "category", id: string): void {
  const query = new URLSearchParams(location.search);
  if (id === "") query.delete(name);
  else query.set(name, id);
  const text = query.toString();
  navigate(text === "" ? "/transactions" : `/transactions?${text}`, { replace: true });
}
