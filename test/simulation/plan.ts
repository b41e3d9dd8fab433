/**
 * What a seed is about: how many devices, how long, and which faults at all. Each seed leaves some faults out, so that
 * those that stay go further (swarm testing: Groce and others 2012).
 */
import { Random } from "./random.ts";

/** Faults of the machines and of the network. */
export const faults = [
  "cut",
  "repeat",
  "device-crash",
  "disk-full",
  "server-kill",
  "server-stop",
  "server-full",
  "offline",
  "slow-storage",
  "long-time",
  "wrong-clock",
] as const;
export type Fault = (typeof faults)[number];

/** What a dishonest server does. */
export const lies = ["rollback", "fork", "drop", "stale", "tamper"] as const;
export type Lie = (typeof lies)[number];

export interface Plan {
  readonly devices: number;
  readonly steps: number;
  /** Whether every device is restarted at the end, so that only what lies on the disks counts. */
  readonly endsWithRestart: boolean;
  readonly faults: ReadonlySet<Fault>;
  /** Whether devices revoke one another, with new credentials. */
  readonly revokes: boolean;
  /** Null: the server is honest. */
  readonly lie: Lie | null;
}

const honestPercent = 70;
/** Of the honest servers' seeds; few, because the password protocol costs as much as several seeds. */
const revokePercent = 3;

/** The plan of a seed. */
export function planOf(seed: number): Plan {
  const random = new Random(seed, "plan");
  const plan = {
    devices: random.weighted([
      [5, 2],
      [4, 3],
      [2, 4],
      [2, 5],
    ]),
    steps: random.between(60, 200),
    endsWithRestart: random.chance(50),
    faults: new Set(faults.filter(() => random.chance(45))),
    lie: random.chance(honestPercent) ? null : random.pick(lies),
  };
  return { ...plan, revokes: plan.lie === null && random.chance(revokePercent) };
}
