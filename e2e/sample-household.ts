/** A made-up household's year as the CSV file of a bank: always the same, with nothing of chance in it. */

interface Habit {
  readonly text: string;
  /** Days of the month. */
  readonly days: readonly number[];
  /** In cents, one after the other. */
  readonly cents: readonly number[];
}

const habits: readonly Habit[] = [
  { text: "Salary Northwind", days: [1], cents: [420_000] },
  { text: "Rent Maple Street", days: [1], cents: [-128_000] },
  { text: "Electricity", days: [3], cents: [-6_480, -7_120, -5_990] },
  { text: "Internet", days: [5], cents: [-3_999] },
  {
    text: "Groceries Green Market",
    days: [2, 6, 9, 13, 16, 20, 24, 27],
    cents: [-5_430, -7_812, -3_265, -6_190, -4_408],
  },
  { text: "Pharmacy", days: [11], cents: [-1_830, -2_440] },
  { text: "Train pass", days: [4], cents: [-8_900] },
  { text: "Restaurant Luigi", days: [7, 14, 21], cents: [-4_650, -3_820, -5_275, -6_110] },
  { text: "Coffee corner", days: [3, 8, 12, 15, 19, 23, 26], cents: [-420, -560, -390] },
  { text: "Cinema", days: [10], cents: [-2_600, -3_100] },
  { text: "Clothing store", days: [12], cents: [-8_990, -4_500, -12_480] },
  { text: "Streaming", days: [8], cents: [-1_299] },
  { text: "Books", days: [17], cents: [-2_195, -1_450] },
];

/** Twelve months, the last of which ends where the pictures are taken. */
const months = [
  ...[12].map((month) => `2025-${month}`),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((month) => `2026-${String(month).padStart(2, "0")}`),
];
const lastDay = "2026-11-17";

export function householdCsv(): string {
  const rows = habits.flatMap(({ text, days, cents }) => {
    const dates = months.flatMap((month) =>
      days.map((day) => `${month}-${String(day).padStart(2, "0")}`),
    );
    return dates
      .filter((date) => date <= lastDay)
      .map((date, at) => `${date},${text},${decimal(cents[at % cents.length] ?? 0)}`);
  });
  return ["Date,Description,Amount", ...rows.toSorted()].join("\n");
}

function decimal(cents: number): string {
  return (cents / 100).toFixed(2);
}
