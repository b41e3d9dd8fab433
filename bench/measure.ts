/**
 * How things are measured here: the median of several rounds, in each of which everything that is compared runs once,
 * one after the other. What the machine does beside then touches both sides of a ratio.
 */

/** What one run came to: CPU milliseconds, seconds, bytes, whatever is compared. */
export type Run = () => Promise<number> | number;

/** CPU milliseconds of this process for a piece of work. */
export async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Wall milliseconds of a piece of work: for what waits for a disk or for another process. */
export async function wallMs(work: () => unknown): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

/** The medians of runs that take turns, after one round that does not count. */
export async function medians<Name extends string>(
  rounds: number,
  runs: Readonly<Record<Name, Run>>,
): Promise<Readonly<Record<Name, number>>> {
  const names = Object.keys(runs) as Name[];
  const figures = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const name of names) {
      const took = await runs[name]();
      if (round >= 0) figures.get(name)?.push(took);
    }
  }
  const middle = [...figures].map(([name, values]) => [name, median(values)]);
  return Object.fromEntries(middle) as Record<Name, number>;
}

/** The middle one; of an even number, the upper of the two. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value that a share of all is below. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new Error("Broken invariant: something was measured");
  return value;
}

/** Work that is done several times in a row, because once is too short to be measured. */
export function repeated(times: number, work: () => unknown): () => void {
  return () => {
    for (let time = 0; time < times; time += 1) work();
  };
}

/** One line of the table: our figure against a floor or a peer of the same run. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The floor or the peer, with its own figure. */
  readonly against: string;
  /** Our figure by that of the other side. */
  readonly ratio: number;
  /** What is to be reached, in words: "ratio ≤ 3"; empty if the line only stands beside another one. */
  readonly reach: string;
  readonly reached: boolean;
}

/** What is to be reached: a bound of the ratio, or of the value itself. */
export type Reach = {
  readonly of: "ratio" | "value";
  readonly atMost?: number;
  readonly atLeast?: number;
};

/** A line of the table. Its ratio is `value` by `floor`, which is in the same unit. */
export function measurement(line: {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly floor: number;
  readonly against: string;
  readonly reach?: Reach;
}): Measurement {
  const { name, value, unit, floor, reach } = line;
  const ratio = value / floor;
  const against = `${line.against}: ${figure(floor)} ${unit}`;
  const common = { name, value, unit, against, ratio };
  if (reach === undefined) return { ...common, reach: "", reached: true };
  const { of, atMost = Infinity, atLeast = -Infinity } = reach;
  const bounded = of === "ratio" ? ratio : value;
  const bounds = [
    ...(atLeast === -Infinity ? [] : [`≥ ${atLeast}`]),
    ...(atMost === Infinity ? [] : [`≤ ${atMost}`]),
  ];
  return {
    ...common,
    reach: `${of} ${bounds.join(", ")}`,
    reached: bounded <= atMost && bounded >= atLeast,
  };
}

/** A number with three digits that say something. */
export function figure(value: number): string {
  if (Math.abs(value) >= 1_000) return Math.round(value).toLocaleString("en");
  return String(Number(value.toPrecision(3)));
}
