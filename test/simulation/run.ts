/** One seed from its beginning to its end. */
import { Watch } from "./checks.ts";
import { Liar } from "./lies.ts";
import { planOf, type Plan } from "./plan.ts";
import { Random } from "./random.ts";
import { withSeededCrypto } from "./seeded-crypto.ts";
import { settle } from "./settle.ts";
import { doStep } from "./steps.ts";
import { makeTemplate, type Template } from "./template.ts";
import { worldOf, type World } from "./world.ts";

/** What came of a seed. */
export interface Outcome {
  readonly seed: number;
  readonly plan: Plan;
  /** What must never happen and did; undefined if all held. */
  readonly violation: Error | undefined;
  /** A hash of everything that happened: two runs of a seed have the same. */
  readonly traceHash: string;
  readonly lastLines: readonly string[];
  readonly reached: ReadonlySet<string>;
}

/** Changes a world before it begins: how a test plants a bug. */
export type Prepare = (world: World) => void;

/** The template of all seeds. */
export function template(): Promise<Template> {
  const random = new Random(0, "template");
  return withSeededCrypto(random.bytes, () => makeTemplate(random));
}

/** Runs a seed. */
export function runSeed(
  made: Template,
  seed: number,
  options: { readonly plan?: Plan; readonly prepare?: Prepare; readonly lines?: number } = {},
): Promise<Outcome> {
  const { plan = planOf(seed), prepare } = options;
  return withSeededCrypto(new Random(seed, "system").bytes, async () => {
    const world = worldOf(seed, made, plan.devices);
    prepare?.(world);
    const watch = new Watch(world);
    let violation: Error | undefined;
    try {
      const liar = plan.lie === null ? undefined : new Liar(world, plan.lie);
      await world.servers[0]?.start();
      if (plan.faults.has("slow-storage")) world.gate.percent = 4;
      for (let step = 0; step < plan.steps; step += 1) {
        await doStep(world, plan, liar);
        watch.look();
      }
      await liar?.stop();
      await settle(world, watch, plan);
    } catch (error) {
      violation = error instanceof Error ? error : new Error(String(error));
    } finally {
      await world.end();
    }
    const lastLines = world.lastLines(options.lines ?? 80);
    const { reached } = world;
    return { seed, plan, violation, traceHash: world.traceHash(), lastLines, reached };
  });
}
