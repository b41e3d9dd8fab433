/** A new password, typed twice, with what to do about it. */
import { useState } from "react";
import { Check, TextField } from "../ui/parts.tsx";
import { passwordHint } from "./password-hint.ts";
import { hintText, signUpTexts as texts } from "./sign-up-texts.ts";

export interface NewPassword {
  readonly password: string;
  readonly again: string;
}

export function NewPasswordFields({
  value,
  onChange,
  name,
  isChecked,
}: {
  readonly value: NewPassword;
  readonly onChange: (value: NewPassword) => void;
  readonly name: string;
  /** Whether the person tried to go on: now a difference is an error. */
  readonly isChecked: boolean;
}) {
  const [isShown, setShown] = useState(false);
  const type = isShown ? "text" : "password";
  const { password, again } = value;
  const differs =
    again !== "" && again !== password && (isChecked || again.length >= password.length);
  return (
    <>
      <TextField
        label={texts.password}
        type={type}
        autoComplete="new-password"
        required
        value={password}
        onText={(text) => onChange({ ...value, password: text })}
        hint={<span role="status">{hintText(passwordHint(password, name))}</span>}
      />
      <TextField
        label={texts.again}
        type={type}
        autoComplete="new-password"
        required
        value={again}
        onText={(text) => onChange({ ...value, again: text })}
        error={differs ? texts.differs : undefined}
      />
      <Check label={texts.show} checked={isShown} onCheck={setShown} />
    </>
  );
}
