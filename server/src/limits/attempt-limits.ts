/**
 * How often strangers may try (docs/protocol.md SV50–SV54).
 *
 * A login is counted when it starts and given back when it succeeds, so that dropping it half-way costs as much
 * as a wrong password. Names are counted whether they exist or not. A known device, that is, a name together
 * with the id of one of its active devices, has a lane of its own: strangers cannot lock the owner out.
 */
import type { Clock } from "../clock.ts";
import type { ServerLimits } from "../server-limits.ts";
import { SlotPool } from "./slot-pool.ts";
import { TokenBuckets } from "./token-buckets.ts";

/** A counted attempt. */
export interface Attempt {
  /** It was a good one: it does not count. */
  succeeded(): void;
  /** It is over, however it ended. */
  over(): void;
}

export type AttemptRefusal = "rate-limited" | "busy";

/** Who tries to log in, as far as it is known before anything is proved. */
export interface LoginOrigin {
  /** Key of the login name, whether it exists or not. */
  readonly nameKey: string;
  /** Id of the device, if it is an active one of the name's account. */
  readonly knownDeviceKey: string | undefined;
  readonly network: string;
}

export class AttemptLimits {
  readonly #names: TokenBuckets;
  readonly #devices: TokenBuckets;
  readonly #networks: TokenBuckets;
  readonly #resumes: TokenBuckets;
  readonly #registrations: TokenBuckets;
  readonly #links: TokenBuckets;
  readonly #slots: SlotPool;
  readonly #knownSlots: SlotPool;

  constructor(limits: ServerLimits, clock: Clock) {
    const { countedKeysMax: keysMax, lockFirstMs, lockLastMs } = limits;
    const shared = { clock, keysMax };
    const locking = (perMinute: number): TokenBuckets =>
      new TokenBuckets({ ...shared, perMinute, lockFirstMs, lockLastMs });
    const plain = (perMinute: number): TokenBuckets =>
      new TokenBuckets({ ...shared, perMinute, lockFirstMs: 0, lockLastMs: 0 });
    this.#names = locking(limits.loginsPerNameMinute);
    this.#devices = locking(limits.loginsPerDeviceMinute);
    this.#networks = plain(limits.loginsPerNetworkMinute);
    this.#resumes = plain(limits.resumesPerNetworkMinute);
    this.#registrations = plain(limits.registrationsPerNetworkMinute);
    this.#links = plain(limits.linksPerNetworkMinute);
    const { loginsAtOnceMax: max, loginsAtOncePerNetworkMax: perKeyMax } = limits;
    this.#slots = new SlotPool({ max, perKeyMax });
    this.#knownSlots = new SlotPool({ max, perKeyMax: limits.loginsPerDeviceMinute });
  }

  /** Begins a login. */
  login(origin: LoginOrigin): Attempt | AttemptRefusal {
    const { nameKey, knownDeviceKey, network } = origin;
    if (knownDeviceKey !== undefined) {
      const key = `${nameKey}:${knownDeviceKey}`;
      return begin(this.#knownSlots, key, [[this.#devices, key]]);
    }
    return begin(this.#slots, network, [
      [this.#networks, network],
      [this.#names, nameKey],
    ]);
  }

  /** Begins a recovery with a kit: nobody guesses its key, so only the network is counted. */
  recovery(network: string): Attempt | AttemptRefusal {
    return begin(this.#slots, network, [[this.#networks, network]]);
  }

  /** Begins a resume with a device key, which costs little and gives nothing to guess. */
  resume(network: string): Attempt | AttemptRefusal {
    return begin(undefined, network, [[this.#resumes, network]]);
  }

  /** Begins to take a link box. */
  link(network: string): Attempt | AttemptRefusal {
    return begin(undefined, network, [[this.#links, network]]);
  }

  /** Begins a registration, which counts even if it succeeds. */
  registration(network: string): Attempt | AttemptRefusal {
    const attempt = begin(this.#slots, network, [[this.#registrations, network]]);
    return typeof attempt === "string" ? attempt : { ...attempt, succeeded: () => undefined };
  }
}

/** Takes a slot, then a token of each bucket; nothing is kept of an attempt that one of them refuses. */
function begin(
  pool: SlotPool | undefined,
  slotKey: string,
  counted: readonly (readonly [TokenBuckets, string])[],
): Attempt | AttemptRefusal {
  const slot = pool?.take(slotKey);
  if (pool !== undefined && slot === undefined) return "busy";
  for (const [index, [buckets, key]] of counted.entries()) {
    if (buckets.take(key)) continue;
    for (const [earlier, earlierKey] of counted.slice(0, index)) earlier.refund(earlierKey);
    slot?.release();
    return "rate-limited";
  }
  return {
    succeeded: () => {
      for (const [buckets, key] of counted) buckets.refund(key);
    },
    over: () => slot?.release(),
  };
}
