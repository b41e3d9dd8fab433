/** Reconciling an account: its statement's date and balance, what is on it, and what explains a difference. */
import { useState, type ReactNode, type SubmitEvent } from "react";
import { parseDay } from "@coffer/ledger";
import type { Ask } from "../engine/messages.ts";
import type { ReconcileModel, StatementAsk } from "../engine/views/reconcile-view.ts";
import { todayText } from "../engine/today.ts";
import { amountIn, dayText } from "../page/format.ts";
import { navigate, useLocation } from "../page/location.ts";
import { notify } from "../page/notices.ts";
import { useAction, useView, type Action } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import {
  Button,
  Dialog,
  Field,
  Link,
  Loading,
  Notice,
  ProblemNotice,
  ScreenTitle,
  TextField,
} from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { Guesses } from "./reconcile-guesses.tsx";
import { StatementRows } from "./reconcile-rows.tsx";
import { reconcileTexts as texts } from "./reconcile-texts.ts";
import styles from "./reconcile.module.css";

export function Reconcile() {
  const { query } = useLocation();
  const accountId = query.get("account");
  return (
    <>
      <div>
        <ScreenTitle>{texts.title}</ScreenTitle>
        <Link to="/accounts">{texts.back}</Link>
      </div>
      {accountId === null ? (
        <Notice kind="info">{texts.choose}</Notice>
      ) : (
        <Desk key={accountId} accountId={accountId} />
      )}
    </>
  );
}

function Desk({ accountId }: { readonly accountId: string }) {
  const [ask, setAsk] = useState<StatementAsk>(() => ({
    accountId,
    date: todayText(),
    balance: "",
    toggled: [],
  }));
  const { value: model, problem } = useView("reconciliation", ask);
  const action = useAction();
  const toggle = (ids: readonly string[]): void => {
    const toggled = new Set(ask.toggled);
    for (const id of ids) if (!toggled.delete(id)) toggled.add(id);
    setAsk({ ...ask, toggled: [...toggled] });
  };
  if (model === undefined) {
    return problem === undefined ? (
      <Loading what={texts.loading} />
    ) : (
      <ProblemNotice problem={problem} />
    );
  }
  return (
    <>
      <p className={ui["soft"]}>{texts.about(model.account)}</p>
      <StatementForm ask={ask} model={model} onAsk={setAsk} />
      <ProblemNotice problem={problem} />
      <Figures model={model}>
        <Finish ask={ask} model={model} action={action} />
      </Figures>
      {model.difference !== null && model.difference !== 0n && (
        <Guesses model={model} onToggle={toggle} />
      )}
      <StatementRows model={model} onToggle={toggle} />
    </>
  );
}

function StatementForm({
  ask,
  model: { previous, currency, drift },
  onAsk,
}: {
  readonly ask: StatementAsk;
  readonly model: ReconcileModel;
  readonly onAsk: (ask: StatementAsk) => void;
}) {
  const amount = amountIn(currency);
  return (
    <section className={classes(ui["card"], ui["stack"])} aria-labelledby="statement">
      <h2 id="statement">{texts.statement}</h2>
      <div className={ui["pair"]}>
        <Field
          label={texts.date}
          hint={
            previous === null
              ? texts.first
              : texts.previous(dayText(previous.day), amount(previous.minor))
          }
        >
          {(props) => (
            <input
              {...props}
              type="date"
              required
              value={ask.date}
              onChange={(event) => onAsk({ ...ask, date: event.target.value })}
            />
          )}
        </Field>
        <TextField
          label={texts.balance}
          hint={texts.balanceHint}
          inputMode="decimal"
          value={ask.balance}
          onText={(balance) => onAsk({ ...ask, balance })}
        />
      </div>
      {drift !== 0n && <Notice kind="warn">{texts.drift(amount(drift))}</Notice>}
    </section>
  );
}

function Figures({
  model,
  children,
}: {
  readonly model: ReconcileModel;
  readonly children: ReactNode;
}) {
  const { currency, statement, ticked, difference } = model;
  const amount = amountIn(currency);
  const isEven = difference === 0n;
  return (
    <div className={classes(ui["card"], styles["figures"])}>
      <dl>
        <div>
          <dt>{texts.onStatement}</dt>
          <dd>{statement === null ? texts.unknown : amount(statement)}</dd>
        </div>
        <div>
          <dt>{texts.ticked}</dt>
          <dd>{amount(ticked)}</dd>
        </div>
        <div>
          <dt>{texts.difference}</dt>
          <dd className={styles[isEven ? "even" : "odd"]}>
            {difference === null ? texts.unknown : amount(difference)}
          </dd>
        </div>
      </dl>
      <p role="status" className={classes(isEven && styles["even"])}>
        {difference === null && texts.typeBalance}
        {difference !== null && isEven && texts.agrees}
        {difference !== null && !isEven && (
          // To eyes it stands above.
          <span className={ui["hidden"]}>{texts.differs(amount(difference))}</span>
        )}
      </p>
      {children}
    </div>
  );
}

function Finish({
  ask,
  model: { account, currency, difference, previous },
  action,
}: {
  readonly ask: StatementAsk;
  readonly model: ReconcileModel;
  readonly action: Action;
}) {
  const [isBalancing, setBalancing] = useState(false);
  const [name, setName] = useState<string>(texts.balancingUsual);
  const finish = async (balancing: Ask<"reconcile">["balancing"]): Promise<void> => {
    if ((await action.run("reconcile", { ...ask, balancing })) === undefined) return;
    const day = parseDay(ask.date);
    const dayName = day === undefined ? ask.date : dayText(day);
    notify(texts.finished(account, dayName), { canUndo: true });
    navigate("/accounts");
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const wished = name.trim() === "" ? texts.balancingUsual : name.trim();
    void finish({ by: "transaction", name: wished });
  };
  const isOdd = difference !== null && difference !== 0n;
  return (
    <div className={ui["row"]}>
      {!isBalancing && <ProblemNotice problem={action.problem} />}
      <Button
        look="primary"
        disabled={difference !== 0n || action.isBusy}
        onClick={() => void finish(null)}
      >
        {texts.finish}
      </Button>
      {isOdd && previous === null && (
        <Button disabled={action.isBusy} onClick={() => void finish({ by: "opening" })}>
          {texts.opening(amountIn(currency)(difference))}
        </Button>
      )}
      {isOdd && <Button onClick={() => setBalancing(true)}>{texts.balancing}</Button>}
      {isBalancing && isOdd && (
        <Dialog title={texts.balancingTitle} onClose={() => setBalancing(false)}>
          <form className={ui["stack"]} onSubmit={submit}>
            <p>{texts.balancingText(amountIn(currency)(difference))}</p>
            <TextField label={texts.balancingName} maxLength={100} value={name} onText={setName} />
            <ProblemNotice problem={action.problem} />
            <div className={ui["row"]}>
              <Button type="submit" look="primary" disabled={action.isBusy}>
                {texts.balancingDo}
              </Button>
              <Button onClick={() => setBalancing(false)}>{texts.cancel}</Button>
            </div>
          </form>
        </Dialog>
      )}
    </div>
  );
}
