/** A day of a transaction. */
import { Field } from "../ui/parts.tsx";
import { transactionsTexts as texts } from "./transactions-texts.ts";

export function DateField({
  value,
  onText,
}: {
  readonly value: string;
  readonly onText: (date: string) => void;
}) {
  return (
    <Field label={texts.date}>
      {(props) => (
        <input
          {...props}
          type="date"
          required
          value={value}
          onChange={(event) => onText(event.target.value)}
        />
      )}
    </Field>
  );
}
