import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { calculate } from "./calculation.ts";

/** "numerator/denominator" in lowest terms, or the error's code. */
function valueOf(text: string): string {
  const outcome = calculate(text, ".");
  if (!outcome.ok) return outcome.error.code;
  const { numerator, denominator } = outcome.value;
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return `${numerator / divisor}/${denominator / divisor}`;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}

function nested(depth: number): string {
  return `${"(".repeat(depth)}1${")".repeat(depth)}`;
}

function isPlain(text: string): boolean {
  const outcome = calculate(text, ".");
  return outcome.ok && outcome.value.isPlain;
}

test("products go before sums, and both from left to right", () => {
  assert.equal(valueOf("12.5+3*2"), "37/2");
  assert.equal(valueOf("10-4-3"), "3/1");
  assert.equal(valueOf("100/10/5"), "2/1");
  assert.equal(valueOf("2*(3+4)"), "14/1");
  assert.equal(valueOf("8/3*3"), "8/1");
  assert.equal(valueOf("0.1+0.2"), "3/10");
});

test("signs stand before numbers and parentheses", () => {
  assert.equal(valueOf("-5"), "-5/1");
  assert.equal(valueOf("+5"), "5/1");
  assert.equal(valueOf("3*-2"), "-6/1");
  assert.equal(valueOf("-(1+2)*2"), "-6/1");
  assert.equal(valueOf("1/-2"), "-1/2");
});

test("division by zero has a code of its own", () => {
  assert.equal(valueOf("1/0"), "division-by-zero");
  assert.equal(valueOf("5/(2-2)"), "division-by-zero");
  assert.equal(valueOf("0/5"), "0/1");
});

test("what is no calculation is refused", () => {
  for (const text of ["", "+", "1+", "*2", "(1", "1)", "()", "1 2", "1+*2", "2(3)", "a", "1_0"]) {
    assert.equal(valueOf(text), "not-an-amount", text);
  }
});

test("nesting has a limit", () => {
  assert.equal(valueOf(nested(20)), "1/1");
  assert.equal(valueOf(nested(21)), "not-an-amount");
  const manyBeside = "(1)+".repeat(30);
  assert.equal(valueOf(manyBeside + nested(20)), "31/1");
  assert.equal(valueOf(manyBeside + nested(21)), "not-an-amount");
  assert.equal(valueOf(nested(100_000)), "not-an-amount");
  assert.equal(valueOf(`${"-".repeat(100_000)}1`), "not-an-amount");
});

test("only one number with a sign is plain", () => {
  assert.deepEqual(["5", "-5.5", "+1,234.5"].map(isPlain), [true, true, true]);
  assert.deepEqual(["1+1", "(5)", "--5"].map(isPlain), [false, false, false]);
});

type Tree = { readonly text: string; readonly value: number };

test("whole-number calculations agree with those of the language", () => {
  const leaf = fc.integer({ min: 0, max: 20 }).map((value): Tree => ({ text: `${value}`, value }));
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc
        .tuple(tie("tree"), fc.constantFrom("+", "-", "*"), tie("tree"))
        .map(([left, operator, right]): Tree => ({
          text: `(${left.text}${operator}${right.text})`,
          value:
            operator === "+"
              ? left.value + right.value
              : operator === "-"
                ? left.value - right.value
                : left.value * right.value,
        })),
    ),
  }));
  fc.assert(
    fc.property(tree, ({ text, value }) => {
      assert.equal(valueOf(text), `${BigInt(value)}/1`);
    }),
  );
});

test("any text ends with an outcome", () => {
  const characters = fc.constantFrom(..."0123456789.,+-*/()".split(""));
  fc.assert(
    fc.property(fc.string({ unit: characters, maxLength: 200 }), (text) => {
      const outcome = calculate(text, ",");
      if (outcome.ok) assert.ok(outcome.value.denominator > 0n);
    }),
  );
});
