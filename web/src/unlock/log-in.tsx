/** Logging in on a browser that does not know the account: with a link code, or with the recovery kit. */
import { useEffect, useState, type SubmitEvent } from "react";
import { useAction } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, Link, ProblemNotice, ScreenTitle, SelectField, TextField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { codeOfFragment } from "./code-address.ts";
import { KitField } from "./kit-field.tsx";
import { unlockTexts as texts } from "./unlock-texts.ts";

/** The code that is typed, or that a scanned address brought: it leaves the address at once. */
function useCode(): readonly [string, (code: string) => void] {
  const state = useState(() => codeOfFragment(location.hash));
  useEffect(() => {
    if (location.hash !== "") history.replaceState(null, "", location.pathname);
  }, []);
  return state;
}

export function LogIn({ onKit }: { readonly onKit: (kit: string | null) => void }) {
  const { isBusy, problem, run } = useAction();
  const [way, setWay] = useState("link");
  const [code, setCode] = useCode();
  const [kit, setKit] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const by =
      way === "link" ? ({ kind: "link", code } as const) : ({ kind: "kit", text: kit } as const);
    const opened = await run("logIn", { name, password, by });
    if (opened !== undefined) onKit(opened.kit);
  };
  return (
    <main className={ui["narrow"]}>
      <span className={ui["brand"]}>Coffer</span>
      <div className={ui["stack"]}>
        <ScreenTitle>{texts.newTitle}</ScreenTitle>
        <p className={ui["soft"]}>{texts.newHint}</p>
      </div>
      <form className={ui["stack"]} onSubmit={(event) => void submit(event)}>
        <SelectField label={texts.way} value={way} onText={setWay}>
          <option value="link">{texts.byLink}</option>
          <option value="kit">{texts.byKit}</option>
        </SelectField>
        {way === "link" ? (
          <TextField
            label={texts.code}
            hint={texts.codeHint}
            autoCapitalize="characters"
            spellCheck={false}
            required
            value={code}
            onText={setCode}
          />
        ) : (
          <>
            <KitField value={kit} onText={setKit} hint={texts.kitHint} />
            <TextField
              label={texts.name}
              hint={texts.nameHint}
              autoComplete="username"
              autoCapitalize="none"
              value={name}
              onText={setName}
            />
          </>
        )}
        <TextField
          label={texts.password}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onText={setPassword}
        />
        <ProblemNotice problem={problem} />
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? texts.busy : texts.logIn}
        </Button>
      </form>
      <nav className={classes(ui["row"], ui["spread"])} aria-label="Coffer">
        <Link to="/recover">{texts.forgot}</Link>
        <Link to="/">{texts.start}</Link>
      </nav>
    </main>
  );
}
