/** Getting back in with the recovery kit and a new password. */
import { useState, type SubmitEvent } from "react";
import { useAction } from "../page/use-engine.ts";
import { NewPasswordFields } from "../sign-up/new-password.tsx";
import { Button, Link, ProblemNotice, ScreenTitle } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { KitField } from "./kit-field.tsx";
import { unlockTexts as texts } from "./unlock-texts.ts";

export function Recover({ onKit }: { readonly onKit: (kit: string | null) => void }) {
  const { isBusy, problem, run } = useAction();
  const [kit, setKit] = useState("");
  const [typed, setTyped] = useState({ password: "", again: "" });
  const [isChecked, setChecked] = useState(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setChecked(true);
    if (typed.password !== typed.again) return;
    const opened = await run("recover", { kit, password: typed.password });
    if (opened !== undefined) onKit(opened.kit);
  };
  return (
    <main className={ui["narrow"]}>
      <span className={ui["brand"]}>Coffer</span>
      <div className={ui["stack"]}>
        <ScreenTitle>{texts.recoverTitle}</ScreenTitle>
        <p className={ui["soft"]}>{texts.recoverHint}</p>
      </div>
      <form className={ui["stack"]} onSubmit={(event) => void submit(event)}>
        <KitField value={kit} onText={setKit} />
        <NewPasswordFields value={typed} onChange={setTyped} name="" isChecked={isChecked} />
        <ProblemNotice problem={problem} />
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? texts.busy : texts.recover}
        </Button>
      </form>
      <Link to="/">{texts.back}</Link>
    </main>
  );
}
