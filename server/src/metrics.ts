/**
 * Counts of what the server does, in the text format of Prometheus (version 0.0.4).
 *
 * Labels come from closed lists of this program, never from a client: no names, no ids, no addresses, and a
 * bounded number of series.
 */

/** A number that only grows, one per value of its label. */
export interface Counter {
  /** `label` is the value of the counter's one label, "" if it has none. */
  add(amount?: number, label?: string): void;
}

/** Observations by size. */
export interface Histogram {
  observe(value: number): void;
}

/** Families by the order in which they were made. */
export class MetricsRegistry {
  readonly #families: (() => readonly string[])[] = [];

  counter(name: string, help: string, labelName = ""): Counter {
    const valueByLabel = new Map<string, number>(labelName === "" ? [["", 0]] : []);
    this.#add(name, "counter", help, () =>
      [...valueByLabel].map(
        ([label, value]) =>
          `${name}${labelName === "" ? "" : `{${labelName}="${label}"}`} ${value}`,
      ),
    );
    return {
      add: (amount = 1, label = "") =>
        valueByLabel.set(label, (valueByLabel.get(label) ?? 0) + amount),
    };
  }

  /** A number that is read when it is asked for. */
  gauge(name: string, help: string, read: () => number): void {
    this.#add(name, "gauge", help, () => [`${name} ${read()}`]);
  }

  /** `bounds` are the upper ends of the buckets, ascending. */
  histogram(name: string, help: string, bounds: readonly number[]): Histogram {
    const counts = bounds.map(() => 0);
    let sum = 0;
    let count = 0;
    this.#add(name, "histogram", help, () => [
      ...bounds.map((bound, index) => {
        const below = counts.slice(0, index + 1).reduce((total, each) => total + each, 0);
        return `${name}_bucket{le="${bound}"} ${below}`;
      }),
      `${name}_bucket{le="+Inf"} ${count}`,
      `${name}_sum ${sum}`,
      `${name}_count ${count}`,
    ]);
    return {
      observe: (value) => {
        const index = bounds.findIndex((bound) => value <= bound);
        if (index >= 0) counts[index] = (counts[index] ?? 0) + 1;
        sum += value;
        count += 1;
      },
    };
  }

  /** All of it as text. */
  text(): string {
    return `${this.#families.flatMap((lines) => lines()).join("\n")}\n`;
  }

  #add(name: string, type: string, help: string, lines: () => readonly string[]): void {
    this.#families.push(() => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines()]);
  }
}
