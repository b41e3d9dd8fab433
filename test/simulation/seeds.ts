/**
 * Seeds that are kept: those that have found something, and those that reach what few others do. They run first.
 *
 * What a seed does changes with the simulation, so each names what it must reach; one that does not any more gives its place
 * to another. What a seed has found in the product gets a test of its own, beside the code, too.
 */
export interface KeptSeed {
  readonly seed: number;
  /** What it is about. */
  readonly about: string;
  readonly reaches: readonly string[];
}

export const keptSeeds: readonly KeptSeed[] = [
  {
    seed: 78,
    about: "the server is killed when an append is committed and nobody has been told",
    reaches: ["committed-and-not-acknowledged"],
  },
  {
    seed: 288,
    about: "a device that does not know of its own append uses its counter again, with other bytes",
    reaches: ["counter-reused"],
  },
  {
    seed: 8,
    about:
      "the server's disk takes nothing more: what was refused must not be believed by its cache",
    reaches: ["server-full"],
  },
  {
    seed: 395,
    about: "a device is revoked while devices are offline and connections are cut",
    reaches: ["revoked", "cut", "offline"],
  },
  { seed: 32, about: "appends are acknowledged and dropped", reaches: ["drop", "alarm"] },
  { seed: 234, about: "the database is rolled back", reaches: ["rollback", "alarm"] },
  { seed: 152, about: "two histories, which meet again", reaches: ["fork", "alarm"] },
  {
    seed: 121,
    about: "an older state is shown to who has seen more, and later the true one",
    reaches: ["stale", "alarm"],
  },
  { seed: 22, about: "entries are handed out changed", reaches: ["tamper", "alarm"] },
];
