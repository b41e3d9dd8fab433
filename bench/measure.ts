/** CPU time of a piece of work: the median of several runs, after one that does not count. */

const runs = 5;

/** CPU milliseconds of this process for a piece of work. */
export async function cpuMs(work: () => unknown): Promise<number> {
  await work();
  const figures: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    figures.push((user + system) / 1_000);
  }
  return figures.toSorted((a, b) => a - b)[runs >> 1] ?? 0;
}

/** One line of the table: our figure against a floor or a peer of the same run. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly against: string;
  readonly ratio: number;
  /** What the ratio is to reach at most. */
  readonly reach: number;
  readonly reached: boolean;
}

/** A measurement of CPU time against another one's. */
export function againstFloor(
  name: string,
  figures: {
    readonly ours: number;
    readonly floor: number;
    readonly against: string;
    readonly reach: number;
  },
): Measurement {
  const { ours, floor, against, reach } = figures;
  const ratio = ours / floor;
  return { name, value: ours, unit: "CPU ms", against, ratio, reach, reached: ratio <= reach };
}
