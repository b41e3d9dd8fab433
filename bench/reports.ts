/** The 50/30/20 report of every month over a million rows that are open, against one bare pass over typed arrays. */
import {
  apply,
  bucketTotals,
  createBook,
  dump,
  load,
  parseId,
  periodContaining,
  settingsOf,
  starterChanges,
  type Book,
  type Change,
  type Id,
} from "@coffer/ledger";
import { decode, encode } from "@coffer/protocol";
import { againstFloor, cpuMs, type Measurement } from "./measure.ts";

const firstDay = 17_000;
const days = 3_650;
const perSet = 2_000;

let lastId = 0;

function newId(): Id {
  lastId += 1;
  // Spread over the whole range, as random ids are.
  const mixed = (Math.imul(lastId, 0x9e37_79b1) >>> 0).toString(16).padStart(8, "0");
  const id = parseId(`${mixed}${lastId.toString(16).padStart(24, "0")}`);
  if (id === undefined) throw new Error("Broken invariant: 32 hex characters are an id");
  return id;
}

/** A book of so many expenses over ten years. */
export function bookOf(rows: number): Book {
  const book = createBook();
  const { currency } = settingsOf(book);
  const starter = starterChanges({ language: "en", currency, newId });
  const put = (changes: readonly Change[]): void => {
    const changeSet = {
      id: newId(),
      label: "import",
      at: null,
      batch: null,
      undoes: null,
      changes,
    };
    apply(book, changeSet, "bench");
  };
  put(starter);
  const account = starter.find(({ table }) => table === "account")?.id ?? null;
  const categories = starter.filter(({ table }) => table === "category").map(({ id }) => id);
  for (let at = 0; at < rows; at += perSet) {
    const count = Math.min(perSet, rows - at);
    put(
      Array.from({ length: count }, (_, index): Change => {
        const row = at + index;
        return {
          table: "transaction",
          id: newId(),
          fields: {
            day: firstDay + (row % days),
            account,
            kind: "expense",
            minor: -BigInt(((row * 37) % 20_000) + 1),
            text: `Market ${row % 320}`,
            category: categories[row % categories.length] ?? null,
          },
        };
      }),
    );
  }
  return book;
}

function months(book: Book): ReturnType<typeof periodContaining>[] {
  const { cycle } = settingsOf(book);
  const periods = [];
  for (let day = firstDay; day < firstDay + days;) {
    const period = periodContaining(cycle, day);
    periods.push(period);
    day = period.last + 1;
  }
  return periods;
}

/** One bare pass: month × category sums in typed arrays, as little as the question needs. */
function barePass(rows: number): () => Float64Array {
  const month = new Uint8Array(rows);
  const category = new Uint8Array(rows);
  const minor = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    month[row] = row % 120;
    category[row] = row % 60;
    minor[row] = -((row * 37) % 20_000);
  }
  return () => {
    const sums = new Float64Array(120 * 64);
    for (let row = 0; row < rows; row += 1) {
      const key = (month[row] ?? 0) * 64 + (category[row] ?? 0);
      sums[key] = (sums[key] ?? 0) + (minor[row] ?? 0);
    }
    return sums;
  };
}

function repeated(times: number, work: () => unknown): () => void {
  return () => {
    for (let time = 0; time < times; time += 1) work();
  };
}

/** Measures reports and the opening of a folded book. */
export async function measureReports(rows: number): Promise<readonly Measurement[]> {
  const book = bookOf(rows);
  const periods = months(book);
  const { rule } = settingsOf(book);
  const pass = await cpuMs(repeated(10, barePass(rows)));
  const report = await cpuMs(repeated(10, () => bucketTotals(book, periods, rule)));
  const bytes = encode(dump(book));
  const opening = await cpuMs(() => {
    const value = decode(bytes);
    const opened = value.ok ? load(value.value) : undefined;
    if (opened?.ok !== true) throw new Error("Broken invariant: a dump loads");
    return bucketTotals(opened.value, periods, rule);
  });
  const copying = await cpuMs(() => Uint8Array.from(bytes));
  return [
    againstFloor(`50/30/20 of every month, ${rows} rows open`, {
      ours: report / 10,
      floor: pass / 10,
      against: "one pass over typed arrays",
      reach: 3,
    }),
    againstFloor(`opening the folded book of ${rows} rows, to that report`, {
      ours: opening,
      floor: copying + pass / 10,
      against: "copying its bytes and one pass",
      reach: 8,
    }),
  ];
}
