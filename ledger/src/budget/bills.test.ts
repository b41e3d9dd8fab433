/** Bills: what is paid once a period, period after period; and when one has become dearer. */
import assert from "node:assert/strict";
import test from "node:test";
import { billsOf, riseOf } from "./bills.ts";
import type { Payment } from "./payee-figures.ts";

function paid(...payees: readonly (readonly [payee: string, amountMinor: bigint])[]) {
  return payees.map(([payee, amountMinor]): Payment<string> => ({ payee, day: 0, amountMinor }));
}

test("a payee that is paid once in three full periods is a bill; habits and newcomers are none", () => {
  const periods = [
    paid(["gym", 30n], ["market", 9n]),
    paid(["rent", 900n], ["gym", 30n], ["market", 5n], ["market", 6n], ["new", 5n]),
    paid(["rent", 900n], ["gym", 30n], ["market", 7n]),
    paid(["rent", 880n], ["gym", 30n], ["market", 7n], ["new", 5n]),
  ];
  assert.deepEqual(billsOf(periods), [
    { payee: "rent", latestMinor: 900n, earlierMinor: [900n, 880n] },
    { payee: "gym", latestMinor: 30n, earlierMinor: [30n, 30n, 30n] },
  ]);
  assert.deepEqual(billsOf(periods.slice(0, 3)), [], "two full periods tell nothing");
  const refunded = periods.with(1, paid(["gym", -30n]));
  assert.ok(!billsOf(refunded).some(({ payee }) => payee === "gym"), "what was paid back is none");
});

test("a price rose if it was steady before and is more than 2 % higher now", () => {
  const rise = (latestMinor: bigint, ...earlierMinor: readonly bigint[]): bigint =>
    riseOf({ payee: "", latestMinor, earlierMinor });
  assert.equal(rise(1_599n, 1_299n, 1_299n), 300n);
  assert.equal(rise(10_200n, 10_000n, 10_000n), 0n, "2 % are not more than 2 %");
  assert.equal(rise(10_201n, 10_000n, 9_900n), 201n, "1 % before is steady");
  assert.equal(rise(12_000n, 10_000n, 9_899n), 0n, "a bill that goes up and down");
  assert.equal(rise(9_000n, 10_000n, 10_000n), 0n, "cheaper");
  assert.equal(rise(12_000n, 10_000n), 0n, "too little is known");
});
