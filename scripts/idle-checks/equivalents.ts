/**
 * Mutants that change nothing that anybody could see, each with its reason. As few as can be: what no test can
 * miss is deleted from the source. An entry that is no mutant any more is an error.
 */
import type { Mutant } from "./find.ts";

/** A mutant that is known by its file, the line it stands in and what it does, and why it is no gap. */
export interface Equivalent extends Pick<Mutant, "file" | "text" | "what"> {
  readonly reason: string;
}

const ascending = "a list of ascending epochs has no more items than there are epochs";

export const equivalents: readonly Equivalent[] = [
  ...["always true", "always false", "< is <="].map((what) => ({
    file: "protocol/src/bytes.ts",
    text: "const wordsEnd = a.length < wordsFrom ? 0 : a.length - (a.length % 4);",
    what,
    reason: "no refusal: how many bytes are compared four at a time is speed alone",
  })),
  {
    file: "protocol/src/chain/plaintext.ts",
    text: "max: limits.epochMax,",
    what: "no maximum",
    reason: ascending,
  },
  {
    file: "protocol/src/chain/public-part.ts",
    text: "const lostEpochsField = listField(epochField, { max: limits.epochMax });",
    what: "no maximum",
    reason: ascending,
  },
  ...["never taken", "without read.ok", "without !hasByteOrderMark(bytes)"].map((what) => ({
    file: "protocol/src/codec.ts",
    text: "if (read.ok || !hasByteOrderMark(bytes)) return read;",
    what,
    reason: "no refusal: the second way of reading gives the same, and only costs more",
  })),
  ...["no minimum", "no maximum"].map((what) => ({
    file: "protocol/src/chain/entry.ts",
    text: "bytesField(1, limits.entryHeaderMax),",
    what,
    reason: "the header is read next, and its own fields leave no header of another length",
  })),
  {
    file: "client/src/replica.ts",
    text: "return floor !== undefined && floor.seq > state.seq",
    what: "> is >=",
    reason: "where both are at one place they are one entry, or the chain would have stopped",
  },
  {
    file: "client/src/replica.ts",
    text: "const unknown = places.filter((seq) => seq < state.seq && !hashes.has(seq));",
    what: "keeps everything",
    reason: "no refusal: what is known already is looked for in the log, and is the same there",
  },
  {
    file: "client/src/enrol.ts",
    text: 'if (account === undefined || vault === undefined) return fail({ code: "server-misbehaves" });',
    what: "without account === undefined",
    reason: "a list that has a second item has a first; the types do not say so",
  },
];

/** The entry of a mutant, if there is one. */
export function equivalentOf(mutant: Mutant, list: readonly Equivalent[]): Equivalent | undefined {
  return list.find(
    ({ file, text, what }) => file === mutant.file && text === mutant.text && what === mutant.what,
  );
}

/** The entries that are no mutant any more. */
export function staleOf(
  list: readonly Equivalent[],
  mutants: readonly Mutant[],
): readonly Equivalent[] {
  return list.filter((entry) => !mutants.some((mutant) => equivalentOf(mutant, [entry]) === entry));
}
