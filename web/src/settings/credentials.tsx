/** Password, recovery kit and export: what asks for the password once more. */
import { useState } from "react";
import { notify } from "../page/notices.ts";
import { saveFile } from "../page/save-file.ts";
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

export function ExportSection() {
  const action = useAction();
  const [format, setFormat] = useState<"csv" | "json">();
  const write = async (wanted: "csv" | "json", password: string): Promise<void> => {
    const exported = await action.run("exportAll", { format: wanted, password });
    if (exported === undefined) return;
    const type = wanted === "csv" ? "text/csv" : "application/json";
    saveFile(`coffer.${wanted}`, exported.text, type);
    setFormat(undefined);
  };
  return (
    <Section title={texts.export} text={texts.exportText}>
      <div className={ui["row"]}>
        <Button onClick={() => setFormat("csv")}>{texts.csv}</Button>
        <Button onClick={() => setFormat("json")}>{texts.json}</Button>
      </div>
      {format !== undefined && (
        <ConfirmDialog
          title={texts.exportTitle}
          text={texts.exportText}
          action={action}
          onPassword={(password) => void write(format, password)}
          onClose={() => setFormat(undefined)}
        />
      )}
    </Section>
  );
}
