/** Accounts: how much is where, what each is for, and what all of them come to. */
import { useState } from "react";
import { accountGroups, groupOfRole, type AccountGroup, type AccountTotals } from "@coffer/ledger";
import type { AccountModel } from "../engine/view-models.ts";
import { amountIn, countText, dayText, money } from "../page/format.ts";
import { useView } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, Check, Link, Loading, ProblemNotice, ScreenTitle } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { AddAccount, EditAccount } from "./account-forms.tsx";
import { accountsTexts as texts, groupNames, roleNames } from "./accounts-texts.ts";
import styles from "./accounts.module.css";

export function Accounts() {
  const { value: accounts, problem } = useView("accounts", null);
  const { value: totals } = useView("accountTotals", null);
  const [opened, setOpened] = useState<AccountModel>();
  const [isShowingClosed, setShowingClosed] = useState(false);
  const closed = accounts?.filter(({ isClosed }) => isClosed).length ?? 0;
  const shown = accounts?.filter(({ isClosed }) => isShowingClosed || !isClosed);
  return (
    <>
      <ScreenTitle>{texts.title}</ScreenTitle>
      <ProblemNotice problem={problem} />
      {shown === undefined && problem === undefined && <Loading what={texts.loading} />}
      {totals !== undefined && (shown?.length ?? 0) > 0 && <Totals totals={totals} />}
      {accounts?.length === 0 && (
        <div className={ui["empty"]}>
          <h2>{texts.noneTitle}</h2>
          <p className={ui["soft"]}>{texts.noneText}</p>
        </div>
      )}
      {shown !== undefined &&
        (Object.keys(accountGroups) as AccountGroup[]).map((group) => (
          <Group
            key={group}
            group={group}
            accounts={shown.filter(({ role }) => groupOfRole(role) === group)}
            totals={totals}
            onChange={setOpened}
          />
        ))}
      {closed > 0 && (
        <Check
          label={texts.showClosed(countText(closed))}
          checked={isShowingClosed}
          onCheck={setShowingClosed}
        />
      )}
      <AddAccount />
      {opened !== undefined && (
        <EditAccount account={opened} onClose={() => setOpened(undefined)} />
      )}
    </>
  );
}

function Totals({ totals }: { readonly totals: readonly AccountTotals[] }) {
  return (
    <section className={styles["totals"]} aria-label={texts.totals}>
      {totals.map(({ currency, haveMinor, oweMinor, netMinor }) => {
        const amount = amountIn(currency);
        return (
          <dl key={currency} className={classes(ui["card"], styles["total"])}>
            <div>
              <dt>{texts.have}</dt>
              <dd>{amount(haveMinor)}</dd>
            </div>
            <div>
              <dt>{texts.owe}</dt>
              <dd>{amount(-oweMinor)}</dd>
            </div>
            <div>
              <dt>{texts.net}</dt>
              <dd className={styles["net"]}>{amount(netMinor)}</dd>
            </div>
          </dl>
        );
      })}
    </section>
  );
}

function Group({
  group,
  accounts,
  totals,
  onChange,
}: {
  readonly group: AccountGroup;
  readonly accounts: readonly AccountModel[];
  readonly totals: readonly AccountTotals[] | undefined;
  readonly onChange: (account: AccountModel) => void;
}) {
  if (accounts.length === 0) return null;
  const currencies = new Set(accounts.map(({ balance }) => balance.currency));
  const sums = totals?.filter(({ currency }) => currencies.has(currency)) ?? [];
  return (
    <section className={ui["card"]} aria-labelledby={`accounts-${group}`}>
      <div className={classes(ui["row"], ui["spread"])}>
        <h2 id={`accounts-${group}`}>{groupNames[group]}</h2>
        <span className={classes(ui["soft"], ui["amount"])}>
          {sums.map(({ currency, groups }) => amountIn(currency)(groups[group])).join(" · ")}
        </span>
      </div>
      <ul className={styles["list"]} aria-labelledby={`accounts-${group}`}>
        {accounts.map((account) => (
          <AccountRow key={account.id} account={account} onChange={onChange} />
        ))}
      </ul>
    </section>
  );
}

function AccountRow({
  account,
  onChange,
}: {
  readonly account: AccountModel;
  readonly onChange: (account: AccountModel) => void;
}) {
  const { id, name, role, balance, isClosed, reconciled, drift } = account;
  const facts = [
    roleNames[role],
    isClosed ? texts.closed : undefined,
    reconciled === null ? texts.notReconciled : texts.reconciled(dayText(reconciled)),
  ];
  return (
    <li>
      <Link to={`/transactions?account=${id}`} aria-label={texts.show(name)}>
        {name}
      </Link>
      <span className={classes(ui["amount"], styles["balance"])}>{money(balance)}</span>
      <span className={ui["hint"]}>
        {facts.filter((fact) => fact !== undefined).join(" · ")}
        {drift !== 0n && (
          <span className={styles["drift"]}>
            {" "}
            {texts.drift(money({ minor: drift, currency: balance.currency }))}
          </span>
        )}
      </span>
      <span className={styles["actions"]}>
        <Link to={`/accounts/reconcile?account=${id}`} aria-label={texts.reconcileOf(name)}>
          {texts.reconcile}
        </Link>
        <Button look="quiet" aria-label={texts.change(name)} onClick={() => onChange(account)}>
          {texts.changeShort}
        </Button>
      </span>
    </li>
  );
}
