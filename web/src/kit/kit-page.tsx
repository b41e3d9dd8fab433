/** The recovery kit, which is shown once, and the check that it was kept. */
import { useEffect, useState, type SubmitEvent } from "react";
import { saveFile } from "../page/save-file.ts";
import { classes } from "../ui/classes.ts";
import { Button, Notice, ScreenTitle, TextField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { askedGroups, isGroup } from "./kit-groups.ts";
import { kitTexts as texts } from "./kit-texts.ts";
import styles from "./kit.module.css";
import { QrCode } from "./qr-code.tsx";

export function KitPage({
  kit,
  isNewer,
  onKept,
}: {
  readonly kit: string;
  readonly isNewer: boolean;
  readonly onKept: () => void;
}) {
  const [hasCopied, setCopied] = useState(false);
  const name = /^login name: (.+)$/m.exec(kit)?.[1] ?? "account";
  useEffect(() => {
    // Leaving now would lose the only copy.
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, []);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(kit);
    setCopied(true);
  };
  return (
    <main className={classes(ui["narrow"], styles["page"])}>
      <div className={classes(ui["stack"], styles["screen"])}>
        <ScreenTitle>{texts.title}</ScreenTitle>
        <p>{texts.why}</p>
        {isNewer && <Notice kind="warn">{texts.newer}</Notice>}
      </div>
      <p className={styles["paper"]}>{texts.paper(name)}</p>
      <pre className={styles["kit"]} aria-label={texts.kit} tabIndex={0}>
        {kit}
      </pre>
      <div className={classes(ui["row"], styles["screen"])}>
        <Button look="primary" onClick={() => saveFile(texts.fileName(name), kit, "text/plain")}>
          {texts.download}
        </Button>
        <Button onClick={() => print()}>{texts.print}</Button>
        <Button onClick={() => void copy().catch(() => setCopied(false))}>{texts.copy}</Button>
        {hasCopied && <span role="status">{texts.copied}</span>}
      </div>
      <figure className={styles["code"]}>
        <QrCode text={kit} label={texts.qr} />
        <figcaption className={ui["hint"]}>{texts.qrHint}</figcaption>
      </figure>
      <KitCheck kit={kit} onKept={onKept} />
    </main>
  );
}

function KitCheck({ kit, onKept }: { readonly kit: string; readonly onKept: () => void }) {
  const [asked] = useState(() => {
    const [first = 0, second = 0] = crypto.getRandomValues(new Uint32Array(2));
    return askedGroups(kit, [first / 2 ** 32, second / 2 ** 32]);
  });
  const [typed, setTyped] = useState<readonly string[]>(["", ""]);
  const [wrong, setWrong] = useState<readonly number[]>([]);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const mistaken = asked.flatMap((group, index) =>
      isGroup(typed[index] ?? "", group) ? [] : [group.place],
    );
    setWrong(mistaken);
    if (mistaken.length === 0) onKept();
  };
  return (
    <form className={classes(ui["stack"], styles["screen"])} onSubmit={submit}>
      <h2>{texts.check}</h2>
      <p className={ui["soft"]}>{texts.checkHint}</p>
      <div className={ui["pair"]}>
        {asked.map((group, index) => (
          <TextField
            key={group.place}
            label={texts.group(group.place)}
            autoCapitalize="characters"
            spellCheck={false}
            value={typed[index] ?? ""}
            onText={(text) => setTyped(typed.with(index, text))}
            error={wrong.includes(group.place) ? texts.wrong : undefined}
          />
        ))}
      </div>
      <Button type="submit" look="primary">
        {texts.done}
      </Button>
    </form>
  );
}
