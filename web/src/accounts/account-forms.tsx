/** Adding an account, and changing one. */
import { useState, type SubmitEvent } from "react";
import { accountRoles, type AccountRole } from "@coffer/ledger";
import type { AccountModel } from "../engine/view-models.ts";
import { notify } from "../page/notices.ts";
import { useAction } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, Check, Dialog, ProblemNotice, SelectField, TextField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { accountsTexts as texts, roleHints, roleNames } from "./accounts-texts.ts";

function RoleField({
  role,
  onRole,
}: {
  readonly role: AccountRole;
  readonly onRole: (role: AccountRole) => void;
}) {
  return (
    <SelectField
      label={texts.role}
      hint={roleHints[role]}
      value={role}
      onText={(text) => onRole(text as AccountRole)}
    >
      {accountRoles.map((each) => (
        <option key={each} value={each}>
          {roleNames[each]}
        </option>
      ))}
    </SelectField>
  );
}

export function AddAccount() {
  const { isBusy, problem, run } = useAction();
  const [name, setName] = useState("");
  const [role, setRole] = useState<AccountRole>("savings");
  const [opening, setOpening] = useState("");
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if ((await run("addAccount", { name, role, opening })) === undefined) return;
    notify(texts.added(name.trim()), { canUndo: true });
    setName("");
    setOpening("");
  };
  return (
    <section className={classes(ui["card"], ui["stack"])} aria-labelledby="add-account">
      <h2 id="add-account">{texts.add}</h2>
      <form className={ui["stack"]} onSubmit={(event) => void submit(event)}>
        <div className={ui["pair"]}>
          <TextField label={texts.name} required value={name} onText={setName} />
          <RoleField role={role} onRole={setRole} />
          <TextField
            label={texts.opening}
            hint={texts.openingHint}
            inputMode="decimal"
            value={opening}
            onText={setOpening}
          />
        </div>
        <ProblemNotice problem={problem} />
        <div>
          <Button type="submit" look="primary" disabled={isBusy}>
            {texts.addDo}
          </Button>
        </div>
      </form>
    </section>
  );
}

export function EditAccount({
  account,
  onClose,
}: {
  readonly account: AccountModel;
  readonly onClose: () => void;
}) {
  const { isBusy, problem, run } = useAction();
  const [name, setName] = useState(account.name);
  const [role, setRole] = useState(account.role);
  const [isClosed, setClosed] = useState(account.isClosed);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const changed = await run("setAccount", { id: account.id, name, role, isClosed });
    if (changed === undefined) return;
    notify(texts.saved, { canUndo: true });
    onClose();
  };
  return (
    <Dialog title={texts.edit} onClose={onClose}>
      <form className={ui["stack"]} onSubmit={(event) => void submit(event)}>
        <TextField label={texts.name} required value={name} onText={setName} />
        <RoleField role={role} onRole={setRole} />
        <Check label={texts.isClosed} checked={isClosed} onCheck={setClosed} />
        <ProblemNotice problem={problem} />
        <div className={ui["row"]}>
          <Button type="submit" look="primary" disabled={isBusy}>
            {texts.save}
          </Button>
          <Button onClick={onClose}>{texts.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
