/**
 * Token buckets (docs/protocol.md SV50, SV52): each key has so many attempts, and gets them back over a minute.
 *
 * With a lock, whoever attempts on an empty bucket locks the key, each time twice as long. The number of keys
 * is bounded: the one used least recently is forgotten, and to push one out costs tokens of other buckets.
 */
import type { Clock } from "../clock.ts";
import { LruMap } from "../lru-map.ts";

const minuteMs = 60_000;

interface Bucket {
  tokens: number;
  filledAtMs: number;
  lockedUntilMs: number;
  lockMs: number;
}

/** How many attempts, for how many keys, and how long a lock: 0 for none. */
export interface BucketOptions {
  readonly clock: Clock;
  /** Attempts a minute, which is also how many can come at once. */
  readonly perMinute: number;
  readonly keysMax: number;
  readonly lockFirstMs: number;
  readonly lockLastMs: number;
}

export class TokenBuckets {
  readonly #options: BucketOptions;
  readonly #buckets: LruMap<string, Bucket>;

  constructor(options: BucketOptions) {
    this.#options = options;
    this.#buckets = new LruMap(options.keysMax);
  }

  /** Takes a token; whether there was one. */
  take(key: string): boolean {
    const nowMs = this.#options.clock.nowMs();
    const bucket = this.#bucket(key, nowMs);
    // A lock is forgotten if the clock was set back by more than it can last.
    if (nowMs < bucket.lockedUntilMs && bucket.lockedUntilMs - nowMs <= bucket.lockMs) return false;
    this.#fill(bucket, nowMs);
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1;
      return true;
    }
    const { lockFirstMs, lockLastMs } = this.#options;
    bucket.lockMs = bucket.lockMs === 0 ? lockFirstMs : Math.min(2 * bucket.lockMs, lockLastMs);
    bucket.lockedUntilMs = nowMs + bucket.lockMs;
    return false;
  }

  /** Gives a token back: the attempt was a good one. Ends a series of locks. */
  refund(key: string): void {
    const bucket = this.#buckets.get(key);
    if (bucket === undefined) return;
    bucket.tokens = Math.min(this.#options.perMinute, bucket.tokens + 1);
    bucket.lockMs = 0;
  }

  #bucket(key: string, nowMs: number): Bucket {
    const known = this.#buckets.get(key);
    if (known !== undefined) return known;
    const tokens = this.#options.perMinute;
    const bucket = { tokens, filledAtMs: nowMs, lockedUntilMs: 0, lockMs: 0 };
    this.#buckets.set(key, bucket);
    return bucket;
  }

  #fill(bucket: Bucket, nowMs: number): void {
    const { perMinute, lockLastMs } = this.#options;
    const elapsedMs = Math.max(0, nowMs - bucket.filledAtMs);
    bucket.tokens = Math.min(perMinute, bucket.tokens + (elapsedMs * perMinute) / minuteMs);
    bucket.filledAtMs = nowMs;
    // Whoever has been quiet for longer than the longest lock begins anew.
    if (nowMs - bucket.lockedUntilMs > 2 * lockLastMs) bucket.lockMs = 0;
  }
}
