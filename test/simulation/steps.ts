/**
 * One step of a simulation: the scheduler picks, by the seed, what happens next.
 */
import type { SimulatedDevice } from "./device.ts";
import { randomEdit } from "./edits.ts";
import type { Liar } from "./lies.ts";
import type { Plan } from "./plan.ts";
import type { World } from "./world.ts";

type Step = () => Promise<void> | void;
type Choice = readonly [weight: number, step: Step];

const hourMs = 3_600_000;
const soonMs = 130_000;

/** Does one step and lets the world come to rest. */
export async function doStep(world: World, plan: Plan, liar: Liar | undefined): Promise<void> {
  const { random, time } = world;
  const choices = [
    ...deliveries(world),
    ...personsChoices(world, plan),
    ...faultsOf(world, plan),
    ...timeChoices(world, plan),
    ...(liar === undefined ? [] : [[4, () => liar.act()] as const]),
  ];
  time.pass(random.below(200));
  await random.weighted(choices)();
  await world.rest();
}

function deliveries(world: World): readonly Choice[] {
  const { random, gate } = world;
  const { ways } = world;
  const choices: Choice[] = [];
  if (ways.length > 0) {
    const one: Step = () => {
      const [connection, direction] = random.pick(ways);
      const count = random.chance(20) ? connection.waiting(direction) : 1;
      for (let done = 0; done < count; done += 1) connection.deliver(direction);
      world.note(`deliver ${connection.number} ${direction} ×${count}`);
    };
    // What comes at once on several connections is handled in one turn of the server.
    const all: Step = () => {
      for (const [connection, direction] of ways) connection.deliver(direction);
      world.note(`deliver on ${ways.length} ways at once`);
    };
    choices.push([60 + 40 * ways.length, one], [10, all]);
  }
  if (gate.size > 0) {
    const goOn: Step = () => {
      world.reached.add("slow-storage");
      world.note(`goes on: ${gate.releaseOne()}`);
    };
    choices.push([60, goOn]);
  }
  return choices;
}

function personsChoices(world: World, plan: Plan): readonly Choice[] {
  const { random, devices } = world;
  const device = random.pick(devices);
  const { index } = device;
  const say = (what: string): void => world.note(`device ${index}: ${what}`);
  if (!device.isRunning) return [[30, () => device.start()]];
  if (device.engine === undefined) return [];
  const choices: Choice[] = [
    [40, () => edit(world, device)],
    [30, () => device.sync()],
    [3, () => device.close()],
    [3, () => device.use("save caches", (engine) => engine.saveCaches())],
    // Seldom: it checks every entry again, which costs as much as the rest of a seed.
    [random.chance(3) ? 1 : 0, () => device.use("audit", (engine) => engine.audit())],
    [1, () => device.use("pin", (engine) => engine.signOut())],
  ];
  if (plan.revokes) {
    const others = devices.filter((other) => other !== device);
    choices.push([4, () => device.revoke(random.pick(others))]);
  }
  if (plan.faults.has("offline")) {
    const turn = (): void => {
      device.isOffline = !device.isOffline;
      world.reached.add("offline");
      say(device.isOffline ? "offline" : "online");
      const mine = world.connections.filter((connection) => connection.device === index);
      if (device.isOffline) for (const connection of mine) connection.cut(random);
    };
    choices.push([device.isOffline ? 8 : 3, turn]);
  }
  return choices;
}

function edit({ random, time }: World, device: SimulatedDevice): void {
  if (device.engine === undefined) return;
  device.commit(randomEdit(random, device.engine, Math.floor(time.nowMs / 1_000)));
}

function faultsOf(world: World, { faults }: Plan): readonly Choice[] {
  const { random, devices, connections } = world;
  const choices: Choice[] = [];
  const device = random.pick(devices);
  if (connections.length > 0 && faults.has("cut")) {
    const cut: Step = () => {
      const connection = random.pick(connections);
      world.reached.add("cut");
      connection.cut(random);
      world.note(`cut ${connection.number}`);
    };
    choices.push([6, cut]);
  }
  if (connections.length > 0 && faults.has("repeat")) {
    const repeat: Step = () => {
      const connection = random.pick(connections);
      const direction = random.pick(["to-server", "to-client"] as const);
      if (connection.repeat(direction, random)) {
        world.reached.add("repeat");
        world.note(`repeat on ${connection.number} ${direction}`);
      }
    };
    choices.push([4, repeat]);
  }
  if (faults.has("device-crash")) {
    const soon: Step = () => device.disk.arm({ writesLeft: random.between(1, 6), kind: "crash" });
    const now: Step = () => {
      world.reached.add("device-crash");
      device.crash();
    };
    choices.push([3, now], [8, soon]);
  }
  if (faults.has("disk-full")) {
    const full: Step = () => device.disk.arm({ writesLeft: random.between(1, 6), kind: "full" });
    choices.push([6, full]);
  }
  return [...choices, ...serverChoices(world, faults)];
}

function serverChoices(world: World, faults: Plan["faults"]): readonly Choice[] {
  const { random, gate } = world;
  const server = random.pick(world.servers);
  if (!server.isUp) {
    const start: Step = async () => {
      await server.start();
      world.note("the server starts");
    };
    return [[25, start]];
  }
  const choices: Choice[] = [[1, () => server.sweep()]];
  if (faults.has("server-kill")) {
    const kill: Step = async () => {
      await server.kill(random);
      world.reached.add("server-kill");
      world.note("the server is killed");
    };
    // A moment worth aiming at: committed, and nobody knows.
    choices.push([gate.holds("append ends") ? 60 : 5, kill]);
  }
  if (faults.has("server-full")) {
    const turn: Step = () => {
      world.isServerFull = !world.isServerFull;
      world.note(`the server's disk ${world.isServerFull ? "is full" : "has room again"}`);
    };
    choices.push([world.isServerFull ? 8 : 2, turn]);
  }
  if (faults.has("server-stop")) {
    const goodbye: Step = () => {
      server.sayGoodbye();
      world.reached.add("server-stop");
      world.note("the server says goodbye");
    };
    choices.push([3, goodbye]);
  }
  return choices;
}

function timeChoices(world: World, { faults }: Plan): readonly Choice[] {
  const { random, time } = world;
  const soon: Step = () => {
    if (time.fireNext(time.nowMs + soonMs)) world.note("a timer fires");
  };
  const choices: Choice[] = [[time.isDue ? 30 : 3, soon]];
  if (faults.has("long-time")) {
    const long: Step = () => {
      time.pass(random.pick([hourMs, 13 * hourMs, 25 * hourMs]));
      for (const server of world.servers) server.sweep();
      world.reached.add("long-time");
      world.note("much time passes");
    };
    choices.push([2, long]);
  }
  if (faults.has("wrong-clock")) {
    const wrong: Step = () => {
      const device = random.pick(world.devices);
      device.clockOffsetMs = random.between(-400, 400) * hourMs;
      world.reached.add("wrong-clock");
      world.note(`device ${device.index}: clock is off by ${device.clockOffsetMs / hourMs} h`);
    };
    choices.push([2, wrong]);
  }
  return choices;
}
