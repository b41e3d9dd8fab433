/** Name and password for the budget of the first page. */
import { useState, type SubmitEvent } from "react";
import { cycleOf, useDraft } from "../first-run/draft.ts";
import { useAction } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, Link, ProblemNotice, ScreenTitle, TextField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { NewPasswordFields } from "./new-password.tsx";
import { signUpTexts as texts } from "./sign-up-texts.ts";

export function SignUp({ onKit }: { readonly onKit: (kit: string | null) => void }) {
  const draft = useDraft();
  const { isBusy, problem, run } = useAction();
  const [name, setName] = useState("");
  const [typed, setTyped] = useState({ password: "", again: "" });
  const [invitation, setInvitation] = useState("");
  const [isChecked, setChecked] = useState(false);
  const needsInvitation = invitation !== "" || problem?.reason === "invitation-refused";
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setChecked(true);
    if (typed.password !== typed.again) return;
    const { income, currency, rule, often } = draft;
    const saved = await run("signUp", {
      name,
      password: typed.password,
      invitation: invitation.trim() === "" ? null : invitation,
      income,
      currency,
      rule,
      cycle: cycleOf(often),
    });
    if (saved !== undefined) onKit(saved.kit);
  };
  return (
    <main className={ui["narrow"]}>
      <span className={ui["brand"]}>Coffer</span>
      <div className={ui["stack"]}>
        <ScreenTitle>{texts.title}</ScreenTitle>
        <p className={ui["soft"]}>{texts.intro}</p>
      </div>
      <form className={ui["stack"]} onSubmit={(event) => void submit(event)}>
        <TextField
          label={texts.name}
          hint={texts.nameHint}
          autoComplete="username"
          autoCapitalize="none"
          autoFocus
          required
          value={name}
          onText={setName}
        />
        <NewPasswordFields value={typed} onChange={setTyped} name={name} isChecked={isChecked} />
        {needsInvitation && (
          <TextField
            label={texts.invitation}
            hint={texts.invitationHint}
            value={invitation}
            onText={setInvitation}
          />
        )}
        <ProblemNotice problem={problem} />
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? texts.busy : texts.submit}
        </Button>
      </form>
      <nav className={classes(ui["row"], ui["spread"])} aria-label="Coffer">
        <Link to="/">{texts.back}</Link>
        <Link to="/log-in">{texts.logIn}</Link>
      </nav>
    </main>
  );
}
