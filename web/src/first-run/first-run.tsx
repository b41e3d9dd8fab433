/** The first page: a budget at once, before any account. */
import { ownName } from "@coffer/client/texts";
import { presets } from "@coffer/ledger";
import { locale, share } from "../page/format.ts";
import { LanguageChoice } from "../page/language-choice.tsx";
import { navigate } from "../page/location.ts";
import { useAction } from "../page/use-engine.ts";
import { Button, Field, Link, ProblemNotice, ScreenTitle, SelectField } from "../ui/parts.tsx";
import { classes } from "../ui/classes.ts";
import ui from "../ui/ui.module.css";
import { changeDraft, currencies, useDraft, type Often } from "./draft.ts";
import { firstRunTexts as texts } from "./first-run-texts.ts";
import styles from "./first-run.module.css";
import { splitIncome } from "./income-split.ts";

export function FirstRun() {
  return (
    <main className={styles["page"]}>
      <div className={styles["top"]}>
        <span className={ui["brand"]}>Coffer</span>
        <Link to="/log-in">{texts.logIn}</Link>
      </div>
      <div className={ui["stack"]}>
        <ScreenTitle>{texts.title}</ScreenTitle>
        <p className={ui["soft"]}>{texts.promise}</p>
      </div>
      <form
        className={classes(ui["stack"], ui["wide"])}
        onSubmit={(event) => {
          event.preventDefault();
          navigate("/sign-up");
        }}
      >
        <BudgetFields />
        <SplitShares />
        <div className={ui["stack"]}>
          <div>
            <Button type="submit" look="primary">
              {texts.save}
            </Button>
          </div>
          <p className={ui["hint"]}>{texts.saveHint}</p>
        </div>
      </form>
      <LookAround />
      <div className={styles["language"]}>
        <LanguageChoice />
      </div>
    </main>
  );
}

function LookAround() {
  const { currency } = useDraft();
  const { isBusy, problem, run } = useAction();
  return (
    <section className={classes(ui["stack"], styles["look"])} aria-label={texts.look}>
      <div className={ui["row"]}>
        <Button disabled={isBusy} onClick={() => void run("showSample", { currency })}>
          {texts.look}
        </Button>
        <p className={ui["hint"]}>{texts.lookHint}</p>
      </div>
      <ProblemNotice problem={problem} />
    </section>
  );
}

function BudgetFields() {
  const draft = useDraft();
  return (
    <div className={styles["fields"]}>
      <div className={styles["income"]}>
        <Field label={texts.income}>
          {(props) => (
            <input
              {...props}
              inputMode="decimal"
              autoComplete="off"
              autoFocus
              value={draft.income}
              onChange={(event) => changeDraft({ income: event.target.value })}
            />
          )}
        </Field>
      </div>
      <SelectField
        label={texts.currency}
        value={draft.currency}
        onText={(currency) => changeDraft({ currency })}
      >
        {currencies.map((code) => (
          <option key={code}>{code}</option>
        ))}
      </SelectField>
      <SelectField
        label={texts.often}
        value={draft.often}
        onText={(often) => changeDraft({ often: often as Often })}
      >
        {Object.entries(texts.oftens).map(([often, name]) => (
          <option key={often} value={often}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField label={texts.rule} value={draft.rule} onText={(rule) => changeDraft({ rule })}>
        {presets.map(({ id, name }) => (
          <option key={id} value={id}>
            {ownName(name)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function SplitShares() {
  const draft = useDraft();
  const preset = presets.find(({ id }) => id === draft.rule) ?? presets[0];
  if (preset === undefined) return null;
  const split = splitIncome(draft.income, {
    currencyCode: draft.currency,
    locale,
    rule: preset.rule,
  });
  return (
    <section aria-label={texts.split} className={ui["stack"]}>
      <div role="status">
        {split.kind === "wrong" && <p>{texts.wrong}</p>}
        {split.kind === "empty" && <p className={ui["soft"]}>{texts.empty}</p>}
        {split.kind === "shares" && (
          <dl className={styles["shares"]}>
            {split.shares.map(({ id, name, kind, basisPoints, amount }) => (
              <div key={id} className={classes(styles["share"], styles[id])}>
                <dt>
                  {ownName(name)} <span>{texts.limit(kind, share(basisPoints))}</span>
                </dt>
                <dd>{amount}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      <p className={ui["hint"]}>
        {ownName(preset.forWhom)} {ownName(preset.tradeOff)}
      </p>
    </section>
  );
}
