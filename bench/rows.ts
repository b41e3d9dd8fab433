/** Made-up rows: ten years of expenses, as change sets, as a book, and as bare typed arrays. */
import {
  apply,
  createBook,
  parseId,
  periodContaining,
  settingsOf,
  starterChanges,
  type Book,
  type Change,
  type ChangeSet,
  type Id,
} from "../ledger/src/index.ts";

const firstDay = 17_000;
const days = 3_650;
const perSet = 2_000;
const monthCount = 120;
const categoryCount = 64;

let lastId = 0;

/** Another id, spread over the whole range as random ids are. */
export function newId(): Id {
  lastId += 1;
  const mixed = (Math.imul(lastId, 0x9e37_79b1) >>> 0).toString(16).padStart(8, "0");
  const id = parseId(`${mixed}${lastId.toString(16).padStart(24, "0")}`);
  if (id === undefined) throw new Error("Broken invariant: 32 hex characters are an id");
  return id;
}

/** The change sets of a vault with so many expenses over ten years: the starter, and then those. */
export function* changeSetsOf(rows: number): Generator<ChangeSet> {
  const { currency } = settingsOf(createBook());
  const starter = starterChanges({ language: "en", currency, newId });
  yield changeSetOf(starter);
  const account = starter.find(({ table }) => table === "account")?.id ?? null;
  const categories = starter.filter(({ table }) => table === "category").map(({ id }) => id);
  for (let at = 0; at < rows; at += perSet) {
    yield changeSetOf(
      Array.from({ length: Math.min(perSet, rows - at) }, (_, index): Change => {
        const row = at + index;
        const fields = {
          day: firstDay + (row % days),
          account,
          kind: "expense",
          minor: -BigInt(((row * 37) % 20_000) + 1),
          text: `Market ${row % 320}`,
          category: categories[row % categories.length] ?? null,
        } as const;
        return { table: "transaction", id: newId(), fields };
      }),
    );
  }
}

function changeSetOf(changes: readonly Change[]): ChangeSet {
  return { id: newId(), label: "import", at: null, batch: null, undoes: null, changes };
}

/** A book of so many expenses. */
export function bookOf(rows: number): Book {
  const book = createBook();
  for (const changeSet of changeSetsOf(rows)) apply(book, changeSet, "bench");
  return book;
}

/** Every month of those years. */
export function months(book: Book): ReturnType<typeof periodContaining>[] {
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
export function barePass(rows: number): () => Float64Array {
  const month = new Uint8Array(rows);
  const category = new Uint8Array(rows);
  const minor = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    month[row] = row % monthCount;
    category[row] = row % 60;
    minor[row] = -((row * 37) % 20_000);
  }
  return () => {
    const sums = new Float64Array(monthCount * categoryCount);
    for (let row = 0; row < rows; row += 1) {
      const key = (month[row] ?? 0) * categoryCount + (category[row] ?? 0);
      sums[key] = (sums[key] ?? 0) + (minor[row] ?? 0);
    }
    return sums;
  };
}
