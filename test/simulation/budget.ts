/**
 * How many seeds are run, and which: some by default, more with SLOW=1, and what the environment asks for.
 *
 *   COFFER_SEED=1234                     this seed alone
 *   COFFER_SIMULATE=5000                 so many seeds, from 1 or from COFFER_SEED
 *   COFFER_SIMULATE=forever              without end, from COFFER_SEED or from where the clock says
 */
import { effort } from "../fixtures/effort.ts";

const usualSeeds = 2_000;
const slowSeeds = 20_000;

export interface Budget {
  readonly first: number;
  readonly count: number;
}

/** The seeds to run by an environment. */
export function budgetOf(
  environment: Readonly<Record<string, string | undefined>>,
  nowMs: number,
): Budget {
  const seed = numberOf(environment, "COFFER_SEED");
  const asked = environment["COFFER_SIMULATE"];
  if (asked === "forever") return { first: seed ?? nowMs, count: Infinity };
  const count = numberOf(environment, "COFFER_SIMULATE");
  if (count !== undefined) return { first: seed ?? 1, count };
  if (seed !== undefined) return { first: seed, count: 1 };
  return { first: 1, count: effort(usualSeeds, slowSeeds) };
}

/** How to run one seed again. */
export function replayOf(seed: number): string {
  return `COFFER_SEED=${seed} node scripts/test.mjs 'test/simulation/simulation.test.ts'`;
}

function numberOf(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
): number | undefined {
  const text = environment[name];
  if (text === undefined || text === "") return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new Error(`${name} is not a whole number: ${text}`);
  return Number(text);
}
