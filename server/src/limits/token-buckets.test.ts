import assert from "node:assert/strict";
import test from "node:test";
import { ManualClock } from "../../../test/server/manual-clock.ts";
import { TokenBuckets } from "./token-buckets.ts";

function buckets(clock: ManualClock, keysMax = 100): TokenBuckets {
  return new TokenBuckets({
    clock,
    perMinute: 5,
    keysMax,
    lockFirstMs: 60_000,
    lockLastMs: 900_000,
  });
}

/** How many of `attempts` in a row are let through. */
const taken = (bucket: TokenBuckets, key: string, attempts: number): number =>
  Array.from({ length: attempts }, () => bucket.take(key)).filter(Boolean).length;

test("SV50: five attempts, then a lock, twice as long each time up to a quarter of an hour", () => {
  const clock = new ManualClock();
  const bucket = buckets(clock);
  assert.equal(taken(bucket, "name", 6), 5);
  let lockMs = 60_000;
  for (let round = 0; round < 7; round += 1) {
    clock.advance(lockMs - 1);
    assert.equal(bucket.take("name"), false, `locked for ${lockMs}`);
    clock.advance(1);
    assert.equal(taken(bucket, "name", 6), 5, `open after ${lockMs}`);
    lockMs = Math.min(2 * lockMs, 900_000);
  }
  assert.equal(lockMs, 900_000);
});

test("SV50: attempts come back over a minute", () => {
  const clock = new ManualClock();
  const bucket = buckets(clock);
  assert.equal(taken(bucket, "name", 5), 5);
  clock.advance(24_000);
  assert.equal(taken(bucket, "name", 2), 2);
});

test("a refund gives the attempt back and ends the series of locks", () => {
  const clock = new ManualClock();
  const bucket = buckets(clock);
  for (let round = 0; round < 20; round += 1) {
    assert.equal(bucket.take("name"), true);
    bucket.refund("name");
  }
  assert.equal(taken(bucket, "name", 6), 5);
  clock.advance(60_000);
  assert.equal(bucket.take("name"), true);
  bucket.refund("name");
  assert.equal(taken(bucket, "name", 6), 5);
  clock.advance(60_000);
  assert.equal(bucket.take("name"), true, "the first lock again, not the second");
});

test("keys do not share attempts, and only so many are remembered", () => {
  const clock = new ManualClock();
  const bucket = buckets(clock, 2);
  assert.equal(taken(bucket, "a", 6), 5);
  assert.equal(bucket.take("b"), true);
  assert.equal(bucket.take("a"), false);
  assert.equal(bucket.take("c"), true);
  assert.equal(taken(bucket, "b", 5), 5, "b was forgotten");
});

test("a clock that is set back neither locks for ever nor gives attempts", () => {
  const clock = new ManualClock();
  const bucket = buckets(clock);
  assert.equal(taken(bucket, "name", 6), 5);
  clock.advance(-86_400_000);
  assert.equal(bucket.take("name"), false);
  clock.advance(120_000);
  assert.equal(bucket.take("name"), true);
});
