/**
 * How much is tried, and from which seed.
 *
 * COFFER_FUZZ=N tries N times as much; COFFER_FUZZ=endless never stops. COFFER_FUZZ_SEED=S begins from the seed that a
 * failure has printed. The budget is a number of inputs, not a time, so that a slow machine tries the same.
 */
import { randomInt } from "node:crypto";

const asked = process.env["COFFER_FUZZ"] ?? "1";

/** Whether to go on until something is found. */
export const isEndless: boolean = asked === "endless";

/** By what the usual number of inputs is multiplied. */
export const effortFactor: number = /^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : 1;

/** Where the randomness of this run begins. */
export const seed: number = Number(process.env["COFFER_FUZZ_SEED"] ?? randomInt(2 ** 31));

/** How to try the same again. */
export const seedText: string = `COFFER_FUZZ_SEED=${seed}`;

/** Options of a fast-check property. */
export function runs(usual: number): { readonly numRuns: number; readonly seed: number } {
  return { numRuns: usual * effortFactor, seed };
}
