/** What a person says of single rows of an import, and what follows for the rows. */
import { useState } from "react";
import type { ImportChoices } from "../engine/messages.ts";
import type { ImportFileModel, ImportRowModel } from "../engine/view-models.ts";

/** What holds for all rows of a verdict. */
export interface Wanted {
  readonly maybe: boolean;
  readonly changed: boolean;
}

type Said = "leave" | "take" | "join";

/** For each file what was said of its groups of rows. */
export type Choices = ReadonlyMap<number, ReadonlyMap<number, Said>>;

/** The choices of an import, and how one is made: `null` takes it back. */
export function useChoices(): readonly [
  Choices,
  (file: number, group: number, said: Said | null) => void,
] {
  const [choices, setChoices] = useState<Choices>(new Map());
  const choose = (file: number, group: number, said: Said | null): void => {
    setChoices((before) => {
      const groups = new Map(before.get(file));
      if (said === null) groups.delete(group);
      else groups.set(group, said);
      return new Map([...before, [file, groups]]);
    });
  };
  return [choices, choose];
}

/** Whether a row is written unless something is said of it. */
export function isWantedUnasked({ verdict }: ImportRowModel, { maybe, changed }: Wanted): boolean {
  return verdict === "new" || (verdict === "maybe" && maybe) || (verdict === "changed" && changed);
}

/** Whether a row is written. */
export function isWanted(row: ImportRowModel, said: Said | undefined, wanted: Wanted): boolean {
  if (row.verdict === "skipped") return false;
  return said === undefined ? isWantedUnasked(row, wanted) : said !== "leave";
}

/** How many rows are written: of those that are not shown, what their verdict says. */
export function countWanted(file: ImportFileModel, choices: Choices, wanted: Wanted): number {
  const { counts } = file;
  const unasked =
    counts.new + (wanted.maybe ? counts.maybe : 0) + (wanted.changed ? counts.changed : 0);
  const groups = choices.get(file.id);
  return file.rows.reduce((sum, row) => {
    const is = isWanted(row, groups?.get(row.group), wanted);
    return sum + Number(is) - Number(isWantedUnasked(row, wanted));
  }, unasked);
}

/** The choices of a file as the engine takes them: one row for each group. */
export function choicesOf(file: ImportFileModel, choices: Choices): ImportChoices {
  const groups = choices.get(file.id);
  const rowsOf = (wanted: Said): readonly number[] =>
    file.rows.filter(({ group }) => groups?.get(group) === wanted).map(({ id }) => id);
  return { leftOut: rowsOf("leave"), taken: rowsOf("take"), joined: rowsOf("join") };
}
