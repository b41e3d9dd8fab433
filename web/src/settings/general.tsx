/** The household's name, and leaving. */
import { useState, type SubmitEvent } from "react";
import { engine } from "../page/engine-link.ts";
import { notify } from "../page/notices.ts";
import { useAction, useView } from "../page/use-engine.ts";
import { Button, Link, Loading, ProblemNotice, TextField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { ForgetDialog } from "../unlock/unlock.tsx";
import { Section } from "./section.tsx";
import { settingsTexts as texts } from "./settings-texts.ts";
import styles from "./settings.module.css";

/** As many characters as the book takes for a name. */
const nameMax = 100;

export function GeneralSections() {
  const { value, problem } = useView("categories", null);
  return (
    <div className={styles["grid"]}>
      {value === undefined ? (
        <Section title={texts.household}>
          <ProblemNotice problem={problem} />
          {problem === undefined && <Loading what={texts.loading} />}
        </Section>
      ) : (
        <HouseholdSection key={value.household} name={value.household} />
      )}
      <LeaveSection />
    </div>
  );
}

function HouseholdSection({ name }: { readonly name: string }) {
  const { isBusy, problem, run } = useAction();
  const [typed, setTyped] = useState(name);
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if ((await run("setHousehold", { name: typed })) === undefined) return;
    notify(texts.saved, { canUndo: true });
  };
  return (
    <Section title={texts.household}>
      <form className={ui["stack"]} onSubmit={(event) => void save(event)}>
        <TextField
          label={texts.householdName}
          hint={texts.householdHint}
          maxLength={nameMax}
          value={typed}
          onText={setTyped}
        />
        <ProblemNotice problem={problem} />
        <div className={ui["row"]}>
          <Button type="submit" disabled={isBusy || typed.trim() === name}>
            {texts.save}
          </Button>
          <Link to="/budget">{texts.toBudget}</Link>
        </div>
      </form>
    </Section>
  );
}

function LeaveSection() {
  const [isForgetting, setForgetting] = useState(false);
  return (
    <Section title={texts.leave} text={texts.leaveText}>
      <div className={ui["row"]}>
        <Button onClick={() => void engine.logOut(false)}>{texts.logOut}</Button>
        <Button look="danger" onClick={() => setForgetting(true)}>
          {texts.forget}
        </Button>
      </div>
      {isForgetting && <ForgetDialog onClose={() => setForgetting(false)} />}
    </Section>
  );
}
