/**
 * What the sample household pays, month by month: names of no real firm, amounts in hundredths of a unit that is a
 * euro or a dollar. Plain data; sample-household.ts makes transactions of it.
 */

/** Accounts of the sample household. */
export type SampleAccount = "current" | "cash" | "card" | "savings" | "invested";

/** One thing that is paid on some days of every month. */
export type SamplePayment = {
  /** English name of a starter category. */
  readonly category: string;
  readonly text: string;
  readonly account: SampleAccount;
  /** Days of the month; one that a month does not have is its last. */
  readonly days: readonly number[];
  readonly cents: number;
  /** The furthest that an amount is from `cents`, up or down. */
  readonly spread: number;
  /** Every so many months; 1 if not said. */
  readonly every?: number;
};

/** Take-home pay on the first of the month: before and since the raise. */
export const samplePay = { before: 420_000, since: 440_000, raiseMonthsAgo: 4 } as const;

/** What goes into the two saving accounts on the second of the month, before and since the raise. */
export const sampleSaved = {
  savings: { before: 40_000, since: 56_000 },
  invested: { before: 25_000, since: 38_000 },
} as const;

/** The streaming service: its price went up this month. */
export const sampleStreaming = { before: 1_299, now: 1_599 } as const;

const pay = (
  category: string,
  text: string,
  account: SampleAccount,
  days: readonly number[],
  cents: number,
  spread = 0,
  every = 1,
): SamplePayment => ({ category, text, account, days, cents, spread, every });

/** Bills and habits. */
export const samplePayments: readonly SamplePayment[] = [
  pay("Rent", "Hillside Housing", "current", [1], 124_000),
  pay("Energy & water", "Northlight Energy", "current", [3], 9_600),
  pay("Internet & phone", "Fibernet", "current", [5], 4_490),
  pay("Insurance", "Hearth Insurance", "current", [2], 8_450),
  pay("Public transport", "City Transit pass", "current", [1], 6_900),
  pay("Groceries", "Corner Market", "card", [3, 7, 11, 15, 19, 23, 27], 5_400, 1_900),
  pay("Groceries", "Green Grocer", "cash", [6, 13, 20, 27], 1_850, 600),
  pay("Fuel", "Fuel Stop", "card", [9, 24], 4_600, 700),
  pay("Doctor & pharmacy", "Willow Pharmacy", "card", [12], 1_780, 900),
  pay("Restaurants", "Bistro Lucia", "card", [4, 10, 17, 24], 4_350, 1_400),
  pay("Restaurants", "Noodle House", "card", [8, 14, 21, 28], 2_680, 700),
  pay("Coffee & snacks", "Bean & Leaf", "cash", [2, 5, 9, 12, 16, 19, 23, 26], 620, 180),
  pay("Going out", "Lumen Cinema", "card", [6, 18], 3_400, 800),
  pay("Going out", "Harbour Club", "cash", [13, 22], 4_200, 1_300),
  pay("Subscriptions", "Tunewave", "card", [6], 1_099),
  pay("Subscriptions", "Daily Ledger news", "card", [1], 990),
  pay("Sport & hobbies", "Iron Gym", "current", [2], 3_990),
  pay("Sport & hobbies", "Paper Moon Books", "card", [15], 3_350, 1_200),
  pay("Clothing", "Threads & Co", "card", [11], 11_800, 3_000),
  pay("Home & garden", "Oak & Stone", "card", [8], 9_400, 4_000, 2),
  pay("Gifts & donations", "River Trust", "current", [4], 3_000),
  pay("Personal care", "Salon Nine", "card", [16], 4_800, 400),
  pay("Electronics", "Circuit Corner", "card", [10], 23_900, 5_000, 3),
  pay("Childcare & school", "Music School Lind", "current", [5], 6_200),
];

/** What is on the bank's newest statement and was not put into a category yet, by days ago. */
export const sampleUnsorted: readonly {
  readonly daysAgo: number;
  readonly text: string;
  readonly cents: number;
}[] = [
  { daysAgo: 1, text: "CORNER MARKET 0417", cents: 4_218 },
  { daysAgo: 1, text: "BISTRO LUCIA 22", cents: 3_960 },
  { daysAgo: 2, text: "SUMMIT OUTDOOR", cents: 5_990 },
  { daysAgo: 3, text: "FUEL STOP 118", cents: 4_905 },
  { daysAgo: 4, text: "QUAYSIDE 7", cents: 2_350 },
  { daysAgo: 5, text: "WILLOW PHARMACY 3", cents: 1_275 },
  { daysAgo: 6, text: "QUAYSIDE 12", cents: 3_180 },
];
