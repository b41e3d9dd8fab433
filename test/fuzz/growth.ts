/**
 * How the work of a reader grows with its input: the processor time of one large input against that of as many small
 * ones as have its length. About 1 for linear work, 16 for quadratic; a machine that is slow or shared is so for both.
 */
import assert from "node:assert/strict";

/** How much larger the large input is. */
const growth = 16;
/** Between linear, with a factor for caches and garbage collection, and quadratic. */
const ratioMax = 7;
const roundsMax = 5;
/** Of processor time below which a measurement says nothing; what is as fast as that is no trap. */
const enoughMicroseconds = 20_000;
const repeatsMax = 64;

/** Demands that `read` takes no more than linear time, by a generous factor, in what `make` makes of a size. */
export function mustGrowLinearly<Input>(options: {
  readonly make: (size: number) => Input;
  readonly read: (input: Input) => void;
  /** Of the small input. */
  readonly size: number;
}): { readonly ratio: number } {
  const { make, read, size } = options;
  const [small, large] = [make(size), make(growth * size)];
  const runSmall = (): void => {
    for (let index = 0; index < growth; index += 1) read(small);
  };
  const runLarge = (): void => read(large);
  const repeats = repeatsFor(runSmall);
  const ratios: number[] = [];
  for (let round = 1; round <= roundsMax; round += 1) {
    const smallTime = timeOf(runSmall, repeats);
    const ratio = timeOf(runLarge, repeats) / Math.max(smallTime, enoughMicroseconds);
    // Nothing that is quadratic is ever as fast as that.
    if (ratio < ratioMax / 3) return { ratio };
    ratios.push(ratio);
  }
  const ratio = ratios.toSorted((a, b) => a - b)[Math.floor(roundsMax / 2)] ?? Number.NaN;
  assert.ok(ratio <= ratioMax, `${growth} times the input takes ${growth * ratio} times as long`);
  return { ratio };
}

/** How often to run something for a measurement that says something, once it has been compiled. */
function repeatsFor(run: () => void): number {
  let repeats = 1;
  while (repeats < repeatsMax && timeOf(run, repeats) < enoughMicroseconds) repeats *= 2;
  return repeats;
}

/** Microseconds of processor time, of this process alone. */
function timeOf(run: () => void, repeats: number): number {
  const before = process.cpuUsage();
  for (let index = 0; index < repeats; index += 1) run();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
