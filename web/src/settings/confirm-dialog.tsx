/** Asks for the password once more before something that needs it. */
import { useState, type ReactNode, type SubmitEvent } from "react";
import type { Action } from "../page/use-engine.ts";
import { Button, Dialog, ProblemNotice, TextField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { settingsTexts as texts } from "./settings-texts.ts";

export function ConfirmDialog({
  title,
  text,
  label = texts.password,
  action,
  onPassword,
  onClose,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly label?: string;
  readonly action: Action;
  readonly onPassword: (password: string) => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}) {
  const [password, setPassword] = useState("");
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onPassword(password);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className={ui["stack"]} onSubmit={submit}>
        <p>{text}</p>
        <TextField
          label={label}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onText={setPassword}
        />
        {children}
        <ProblemNotice problem={action.problem} />
        <div className={ui["row"]}>
          <Button type="submit" look="primary" disabled={action.isBusy}>
            {action.isBusy ? texts.busy : texts.confirm}
          </Button>
          <Button onClick={onClose}>{texts.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
