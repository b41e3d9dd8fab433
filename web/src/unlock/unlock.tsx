/** The account is on this browser, and locked. */
import { useState, type SubmitEvent } from "react";
import { engine } from "../page/engine-link.ts";
import { useAction } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, Dialog, Link, ProblemNotice, ScreenTitle, TextField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { unlockTexts as texts } from "./unlock-texts.ts";

export function Unlock({
  loginName,
  isSignedOut,
  onKit,
}: {
  readonly loginName: string;
  readonly isSignedOut: boolean;
  readonly onKit: (kit: string | null) => void;
}) {
  const { isBusy, problem, run } = useAction();
  const [password, setPassword] = useState("");
  const [isForgetting, setForgetting] = useState(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const opened = await run("unlock", { password });
    if (opened !== undefined) onKit(opened.kit);
    else setPassword("");
  };
  return (
    <main className={ui["narrow"]}>
      <span className={ui["brand"]}>Coffer</span>
      <div className={ui["stack"]}>
        <ScreenTitle>{texts.locked(loginName)}</ScreenTitle>
        <p className={ui["soft"]}>{isSignedOut ? texts.signedOutHint : texts.lockedHint}</p>
      </div>
      <form className={ui["stack"]} onSubmit={(event) => void submit(event)}>
        <input type="text" autoComplete="username" value={loginName} readOnly hidden />
        <TextField
          label={texts.password}
          type="password"
          autoComplete="current-password"
          autoFocus
          required
          value={password}
          onText={setPassword}
        />
        <ProblemNotice problem={problem} />
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? texts.busy : isSignedOut ? texts.logIn : texts.unlock}
        </Button>
      </form>
      <div className={classes(ui["row"], ui["spread"])}>
        <Link to="/recover">{texts.forgot}</Link>
        <Button look="quiet" onClick={() => setForgetting(true)}>
          {texts.forget}
        </Button>
      </div>
      {isForgetting && <ForgetDialog onClose={() => setForgetting(false)} />}
    </main>
  );
}

/** Asks before everything of the account is removed from this browser. */
export function ForgetDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={texts.forgetTitle} onClose={onClose}>
      <div className={ui["stack"]}>
        <p>{texts.forgetText}</p>
        <div className={ui["row"]}>
          <Button look="danger" onClick={() => void engine.logOut(true)}>
            {texts.forgetDo}
          </Button>
          <Button onClick={onClose}>{texts.cancel}</Button>
        </div>
      </div>
    </Dialog>
  );
}
