/** The one answer of Home: what comes before what, and what it sums. */
import assert from "node:assert/strict";
import test from "node:test";
import { headlineOf, type BucketStanding } from "./headline.ts";

const needs: BucketStanding = {
  id: "needs",
  kind: "ceiling",
  status: "within",
  byMinor: 30_000n,
  pace: "on-track",
  safePerDayMinor: 1_000n,
};
const wants: BucketStanding = { ...needs, id: "wants", byMinor: 20_000n, safePerDayMinor: 500n };
const savings: BucketStanding = {
  id: "savings",
  kind: "floor",
  status: "met",
  byMinor: 0n,
  pace: "ahead",
  safePerDayMinor: null,
};
const left = { leftMinor: 50_000n, perDayMinor: 1_500n };

function answer(
  buckets: readonly BucketStanding[],
  { income = 400_000n, unassigned = 0n }: { income?: bigint; unassigned?: bigint } = {},
) {
  return headlineOf({ incomeMinor: income, unassignedMinor: unassigned, buckets });
}

test("all right, with what is left of all ceilings together; ahead is good news", () => {
  assert.deepEqual(answer([needs, wants, savings]), { code: "all-right", ...left });
  const more = { ...savings, byMinor: 6_000n };
  const ahead = { code: "ahead", bucket: "savings", byMinor: 6_000n, ...left };
  assert.deepEqual(answer([needs, wants, more]), ahead);
});

test("the worst comes first: over, then unsorted, then too fast, then behind", () => {
  const behind: BucketStanding = { ...savings, status: "below", byMinor: 9_000n, pace: "watch" };
  const fast: BucketStanding = { ...wants, pace: "watch" };
  const over: BucketStanding = { ...wants, status: "over", byMinor: 700n, safePerDayMinor: 0n };
  const worse: BucketStanding = { ...over, id: "needs", byMinor: 800n };
  const found = answer([needs, wants, behind]);
  assert.deepEqual(found, { code: "behind", bucket: "savings", byMinor: 9_000n, ...left });
  assert.deepEqual(answer([needs, fast, behind]), { code: "fast", bucket: "wants", ...left });
  assert.equal(answer([needs, fast, behind], { unassigned: 20_001n }).code, "unsorted");
  assert.equal(
    answer([needs, fast, behind], { unassigned: 20_000n }).code,
    "fast",
    "5 % is little",
  );
  const small = { ...needs, byMinor: 100n };
  assert.equal(
    answer([small, savings], { unassigned: 101n }).code,
    "unsorted",
    "more than is left",
  );
  assert.deepEqual(answer([needs, over, behind], { unassigned: 90_000n }), {
    code: "over",
    bucket: "wants",
    byMinor: 700n,
    others: 0,
    leftMinor: 30_000n,
    perDayMinor: 1_000n,
  });
  const both = answer([over, worse, savings]);
  assert.ok(both.code === "over");
  assert.deepEqual([both.bucket, both.others, both.leftMinor], ["needs", 1, 0n]);
});

test("behind at an even pace is no reason to worry, and without income there is no answer", () => {
  const below: BucketStanding = { ...savings, status: "below", byMinor: 9_000n, pace: "on-track" };
  assert.equal(answer([needs, wants, below]).code, "all-right");
  assert.deepEqual(answer([needs, wants, savings], { income: 0n }), { code: "no-income" });
});
