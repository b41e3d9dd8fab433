/** How series are told apart: by colour and by pattern, so that either is enough. */
export type Pattern = "solid" | "diagonal" | "dots" | "cross" | "lines" | "back";
export type Colour = "needs" | "wants" | "savings" | "other" | "plain" | "accent" | "bad";
export interface Look {
  readonly colour: Colour;
  readonly pattern: Pattern;
}

/** What counts in no bucket. */
export const noneLook: Look = { colour: "plain", pattern: "lines" };

const bucketLooks: Readonly<Record<string, Look>> = {
  needs: { colour: "needs", pattern: "solid" },
  wants: { colour: "wants", pattern: "diagonal" },
  savings: { colour: "savings", pattern: "dots" },
};

/** For whatever has no look by its name, in this order. */
const otherLooks: readonly Look[] = [
  { colour: "other", pattern: "cross" },
  { colour: "accent", pattern: "back" },
  { colour: "bad", pattern: "lines" },
  { colour: "needs", pattern: "dots" },
  { colour: "wants", pattern: "cross" },
  { colour: "other", pattern: "solid" },
];

/** The looks of a rule's buckets: the known ones always have the same. */
export function looksOfBuckets(ids: readonly string[]): readonly Look[] {
  let others = 0;
  return ids.map((id) => {
    const known = bucketLooks[id];
    if (known !== undefined) return known;
    others += 1;
    return otherLooks[(others - 1) % otherLooks.length] ?? noneLook;
  });
}

/** A change for the worse and one for the better: more is worse for what has a ceiling. */
export function lookOfChange(kind: "ceiling" | "floor", minor: bigint): Look {
  return minor > 0n === (kind === "floor")
    ? { colour: "savings", pattern: "dots" }
    : { colour: "wants", pattern: "diagonal" };
}

const roleLooks: Readonly<Record<string, Look>> = {
  spending: { colour: "needs", pattern: "solid" },
  cash: { colour: "plain", pattern: "dots" },
  card: { colour: "wants", pattern: "diagonal" },
  savings: { colour: "savings", pattern: "dots" },
  investment: { colour: "other", pattern: "cross" },
  loan: { colour: "bad", pattern: "back" },
  tracking: { colour: "plain", pattern: "lines" },
};

/** The look of an account's role. */
export function lookOfRole(role: string): Look {
  return roleLooks[role] ?? noneLook;
}
