/** The mutants of a source: the source with one check taken away, each a program that still parses. */
import { operators, type Edit } from "./operators.ts";
import { isOfRefusal } from "./refusals.ts";
import { lineAt, parseSource, placesOf } from "./source.ts";

/** One check taken away from one file. */
export interface Mutant extends Edit {
  /** Path from the root of the repository. */
  readonly file: string;
  readonly line: number;
  /** What stands in the source where the edit is made. */
  readonly was: string;
  /** The line of the source that the check stands in; what equivalents are known by. */
  readonly text: string;
}

/**
 * Every mutant of a source, in the order of the source.
 *
 * protocol is all checks and bytes; of other sources only what refuses something is of interest.
 */
export function mutantsOf(
  file: string,
  source: string,
  of: "everything" | "refusals",
): readonly Mutant[] {
  const program = parseSource(file, source);
  if (program === undefined) throw new Error(`${file} does not parse`);
  const lines = source.split("\n");
  const mutants: Mutant[] = [];
  for (const place of placesOf(program)) {
    if (of === "refusals" && !isOfRefusal(place)) continue;
    for (const operator of operators) {
      for (const edit of operator(place, ({ start, end }) => source.slice(start, end))) {
        const line = lineAt(source, edit.start);
        const was = source.slice(edit.start, edit.end);
        const mutant = { ...edit, file, line, was, text: (lines[line - 1] ?? "").trim() };
        // What does not parse would fail every test, and prove nothing.
        if (parseSource(file, mutatedSource(source, mutant)) === undefined) {
          throw new Error(`${describe(mutant)} does not parse`);
        }
        mutants.push(mutant);
      }
    }
  }
  return mutants.toSorted((a, b) => a.start - b.start);
}

/** The source with the check taken away. */
function mutatedSource(source: string, { start, end, becomes }: Edit): string {
  return source.slice(0, start) + becomes + source.slice(end);
}

/** One line that says where a mutant is and what it does. */
export function describe({ file, line, what, text }: Mutant): string {
  return `${file}:${line}  ${what}  |  ${text}`;
}
