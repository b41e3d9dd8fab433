/** Accounts and categories as the options of a select. */
import type { Choices } from "../engine/view-models.ts";

export function AccountOptions({
  choices,
  also,
}: {
  readonly choices: Choices | undefined;
  /** One that is chosen and may not be open any more. */
  readonly also?: { readonly id: string | null; readonly name: string | null };
}) {
  const isMissing =
    also?.id !== undefined &&
    also.id !== null &&
    choices?.accounts.some(({ id }) => id === also.id) === false;
  return (
    <>
      {isMissing && <option value={also.id ?? ""}>{also.name ?? "?"}</option>}
      {choices?.accounts.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </>
  );
}

/** The categories of a kind; all of them if none is named. */
export function CategoryOptions({
  choices,
  kind,
}: {
  readonly choices: Choices | undefined;
  readonly kind?: "expense" | "income";
}) {
  return (
    <>
      {choices?.categories
        .filter((category) => kind === undefined || category.kind === kind)
        .map(({ id, path }) => (
          <option key={id} value={id}>
            {path}
          </option>
        ))}
    </>
  );
}
