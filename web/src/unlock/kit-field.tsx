/** A recovery kit, pasted or from a file. */
import { useId, type ReactNode } from "react";
import { Field } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { unlockTexts as texts } from "./unlock-texts.ts";

export function KitField({
  value,
  onText,
  hint,
}: {
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly hint?: ReactNode;
}) {
  const fileId = useId();
  return (
    <div className={ui["stack"]}>
      <Field label={texts.kit} hint={hint}>
        {(props) => (
          <textarea
            {...props}
            required
            autoComplete="off"
            spellCheck={false}
            value={value}
            onChange={(event) => onText(event.target.value)}
          />
        )}
      </Field>
      <div className={ui["row"]}>
        <label htmlFor={fileId}>{texts.kitFile}</label>
        <input
          id={fileId}
          type="file"
          accept=".txt,text/plain"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file !== undefined) void file.text().then(onText);
          }}
        />
      </div>
    </div>
  );
}
