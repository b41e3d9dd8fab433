/** Reports over an open book, against one bare pass over typed arrays. */
import { bucketTotals, settingsOf } from "../ledger/src/index.ts";
import { sumByCategory } from "../ledger/src/report/month-category.ts";
import { cpuMs, measurement, medians, repeated, type Measurement } from "./measure.ts";
import { barePass, bookOf, months } from "./rows.ts";
import type { Size } from "./size.ts";

const times = 10;

/** CPU time of the reports of every month. */
export async function measureReports(size: Size): Promise<readonly Measurement[]> {
  const { rows } = size;
  const book = bookOf(rows);
  const periods = months(book);
  const { rule } = settingsOf(book);
  const pass = barePass(rows);
  const took = await medians(size.rounds, {
    pass: () => cpuMs(repeated(times, pass)),
    byCategory: () => cpuMs(repeated(times, () => sumByCategory(book, periods))),
    byBucket: () => cpuMs(repeated(times, () => bucketTotals(book, periods, rule))),
  });
  const common = {
    unit: "CPU ms",
    floor: took.pass / times,
    against: "one bare pass over typed arrays",
    reach: { of: "ratio", atMost: 3 },
  } as const;
  const count = rows.toLocaleString("en");
  return [
    measurement({
      ...common,
      name: `month × category, ${count} rows open`,
      value: took.byCategory / times,
    }),
    measurement({
      ...common,
      name: `50/30/20 of every month, ${count} rows open`,
      value: took.byBucket / times,
    }),
  ];
}
