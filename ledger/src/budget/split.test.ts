import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { minorDigits, parseCurrency } from "../money/currency.ts";
import { formatDecimal, parseDecimal } from "../money/decimal.ts";
import { presets } from "./presets.ts";
import { defaultRule, parseRule } from "./rule.ts";
import { recommend } from "./split.ts";

/** The decimal texts of what a rule recommends. */
function recommended(income: string, code: string, ruleText: string): string {
  const currency = parseCurrency(code);
  const rule = parseRule(ruleText);
  assert.ok(currency !== undefined && rule.ok);
  const digits = minorDigits(currency);
  const minor = parseDecimal(income, digits);
  assert.ok(minor.ok);
  return recommend(rule.value, minor.value)
    .map((amount) => formatDecimal(amount, digits))
    .join(" ");
}

test("incomes are cut as the rule says, in every currency's smallest unit", () => {
  assert.equal(recommended("4200.00", "USD", "50/30/20"), "2100.00 1260.00 840.00");
  assert.equal(recommended("0.05", "USD", "50/30/20"), "0.03 0.01 0.01");
  assert.equal(recommended("0.01", "USD", "50/30/20"), "0.01 0.00 0.00");
  assert.equal(recommended("333333", "JPY", "50/30/20"), "166666 100000 66667");
  assert.equal(recommended("1000.001", "KWD", "50/30/20"), "500.001 300.000 200.000");
  assert.equal(recommended("3000.01", "EUR", "60/30/10"), "1800.01 900.00 300.00");
  assert.equal(recommended("100.00", "EUR", "33.34/33.33/33.33"), "33.34 33.33 33.33");
});

test("no income, or less than none, recommends nothing", () => {
  assert.deepEqual(recommend(defaultRule, 0n), [0n, 0n, 0n]);
  assert.deepEqual(recommend(defaultRule, -420_000n), [0n, 0n, 0n]);
});

test("the parts of every preset sum to the income", () => {
  const rule = fc.constantFrom(...presets.map((preset) => preset.rule));
  fc.assert(
    fc.property(rule, fc.bigInt({ min: 0n, max: 10n ** 15n }), (cut, income) => {
      const parts = recommend(cut, income);
      assert.equal(parts.length, cut.buckets.length);
      assert.equal(
        parts.reduce((sum, part) => sum + part, 0n),
        income,
      );
      assert.ok(parts.every((part) => part >= 0n));
    }),
  );
});
