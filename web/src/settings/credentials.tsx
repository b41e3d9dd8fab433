/** Password and recovery kit: what asks for the password once more. */
import { useState } from "react";
import { notify } from "../page/notices.ts";
import { useAction } from "../page/use-engine.ts";
import { NewPasswordFields } from "../sign-up/new-password.tsx";
import { Button } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { Section } from "./section.tsx";
import { settingsTexts as texts } from "./settings-texts.ts";

type OnKit = (kit: string | null) => void;

export function CredentialsSection({ onKit }: { readonly onKit: OnKit }) {
  const [opened, setOpened] = useState<"password" | "kit">();
  const close = (): void => setOpened(undefined);
  return (
    <Section title={texts.credentials}>
      <div className={ui["row"]}>
        <Button onClick={() => setOpened("password")}>{texts.changePassword}</Button>
        <Button onClick={() => setOpened("kit")}>{texts.newKit}</Button>
      </div>
      {opened === "password" && <PasswordDialog onKit={onKit} onClose={close} />}
      {opened === "kit" && <NewKitDialog onKit={onKit} onClose={close} />}
    </Section>
  );
}

function PasswordDialog({
  onKit,
  onClose,
}: {
  readonly onKit: OnKit;
  readonly onClose: () => void;
}) {
  const action = useAction();
  const [typed, setTyped] = useState({ password: "", again: "" });
  const [isChecked, setChecked] = useState(false);
  const change = async (old: string): Promise<void> => {
    setChecked(true);
    if (typed.password !== typed.again) return;
    const changed = await action.run("changePassword", { old, password: typed.password });
    if (changed === undefined) return;
    notify(texts.changed);
    onClose();
    onKit(changed.kit);
  };
  return (
    <ConfirmDialog
      title={texts.changePassword}
      text={texts.changeText}
      label={texts.old}
      action={action}
      onPassword={(old) => void change(old)}
      onClose={onClose}
    >
      <NewPasswordFields value={typed} onChange={setTyped} name="" isChecked={isChecked} />
    </ConfirmDialog>
  );
}

function NewKitDialog({ onKit, onClose }: { readonly onKit: OnKit; readonly onClose: () => void }) {
  const action = useAction();
  const make = async (password: string): Promise<void> => {
    const made = await action.run("newKit", { password });
    if (made === undefined) return;
    onClose();
    onKit(made.kit);
  };
  return (
    <ConfirmDialog
      title={texts.newKit}
      text={texts.newKitText}
      action={action}
      onPassword={(password) => void make(password)}
      onClose={onClose}
    />
  );
}
