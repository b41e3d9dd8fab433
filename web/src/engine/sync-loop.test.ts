import assert from "node:assert/strict";
import test from "node:test";
import { SyncLoop, type SyncState } from "./sync-loop.ts";

type Outcome = Exclude<SyncState, "syncing">;

/** A clock that a test moves, a network that it cuts, and syncs that end when it says so. */
class FakeWorld {
  nowMs = 0;
  online = true;
  drops = 0;
  readonly told: SyncState[] = [];
  readonly loop: SyncLoop = new SyncLoop({
    work: () => {
      this.startedAt.push(this.nowMs);
      const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
      this.#running = { resolve, reject };
      return promise;
    },
    changed: () => this.told.push(this.loop.state),
    isOnline: () => this.online,
    drop: () => (this.drops += 1),
    after: (delayMs, callback) => {
      const timer = { at: this.nowMs + delayMs, callback };
      this.#timers.add(timer);
      return () => this.#timers.delete(timer);
    },
  });
  /** When syncs began. */
  readonly startedAt: number[] = [];
  #running: Pick<PromiseWithResolvers<Outcome>, "resolve" | "reject"> | undefined;
  readonly #timers = new Set<{ readonly at: number; readonly callback: () => void }>();

  get timers(): number {
    return this.#timers.size;
  }

  /** Ends the sync that runs. */
  async end(outcome: Outcome | Error): Promise<void> {
    await settled();
    const running = this.#running;
    assert.ok(running !== undefined, "a sync is running");
    this.#running = undefined;
    if (outcome instanceof Error) running.reject(outcome);
    else running.resolve(outcome);
    await settled();
  }

  /** Moves the clock to the next timer, and returns how long that took. */
  async next(): Promise<number> {
    const [timer] = [...this.#timers].toSorted((one, other) => one.at - other.at);
    assert.ok(timer !== undefined, "a timer is set");
    this.#timers.delete(timer);
    const tookMs = timer.at - this.nowMs;
    this.nowMs = timer.at;
    timer.callback();
    await settled();
    return tookMs;
  }
}

/** Lets everything happen that waits for nothing but its turn. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

test("a sync is followed by a quiet time, and by another one", async () => {
  const world = new FakeWorld();
  world.loop.ask();
  await world.end("synced");
  assert.equal(world.loop.state, "synced");
  assert.deepEqual(world.told, ["syncing", "synced"]);
  assert.equal(await world.next(), 45_000);
  assert.deepEqual(world.startedAt, [0, 45_000]);
});

test("one at a time: what is asked meanwhile, however often, is one more", async () => {
  const world = new FakeWorld();
  world.loop.ask();
  world.loop.ask();
  await settled();
  world.loop.ask();
  world.loop.ask();
  await settled();
  assert.equal(world.startedAt.length, 1);
  await world.end("synced");
  assert.equal(world.startedAt.length, 2);
  await world.end("synced");
  assert.equal(world.startedAt.length, 2);
  assert.equal(world.timers, 1);
});

test("`now` resolves when the sync that it asked for is over, not one before it", async () => {
  const world = new FakeWorld();
  world.loop.ask();
  await settled();
  let isOver = false;
  void world.loop.now().then(() => (isOver = true));
  await world.end("synced");
  assert.equal(isOver, false);
  await world.end("synced");
  assert.equal(isOver, true);
});

test("without a server it tries again after twice as long each time, up to half a minute", async () => {
  const world = new FakeWorld();
  world.loop.ask();
  await world.end("offline");
  const pauses: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    pauses.push(await world.next());
    await world.end("offline");
  }
  assert.deepEqual(pauses, [2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  assert.deepEqual(new Set(world.told), new Set(["syncing", "offline"]));
  await world.next();
  await world.end("synced");
  await world.next();
  await world.end("offline");
  assert.equal(await world.next(), 2_000, "after success it begins with a short pause again");
});

test("an attempt from offline is not shown as syncing before it has succeeded", async () => {
  const world = new FakeWorld();
  world.loop.ask();
  await world.end("offline");
  world.told.length = 0;
  await world.next();
  assert.deepEqual(world.told, []);
  await world.end("synced");
  assert.deepEqual(world.told, ["synced"]);
});

test("storage that fails is a problem, and the loop goes on", async () => {
  const world = new FakeWorld();
  world.loop.ask();
  await world.end(new Error("QuotaExceededError"));
  assert.equal(world.loop.state, "problem");
  assert.equal(await world.next(), 2_000);
  await world.end("synced");
  assert.equal(world.loop.state, "synced");
});

test("without a network nothing is attempted, and connections are dropped", async () => {
  const world = new FakeWorld();
  world.online = false;
  world.loop.ask();
  await settled();
  assert.deepEqual(world.startedAt, []);
  assert.equal(world.loop.state, "offline");
  assert.equal(world.drops, 1);
  assert.equal(await world.next(), 2_000);
  assert.deepEqual(world.startedAt, []);
  world.online = true;
  await world.next();
  await world.end("synced");
  assert.equal(world.loop.state, "synced");
});

test("the network goes: what runs is dropped at once; it comes: a sync at once", async () => {
  const world = new FakeWorld();
  world.loop.ask();
  await settled();
  world.online = false;
  world.loop.networkChanged();
  assert.equal(world.drops, 1, "before the answer that will never come");
  await world.end("offline");
  assert.equal(world.loop.state, "offline");
  assert.equal(world.startedAt.length, 1);
  world.online = true;
  world.loop.networkChanged();
  await settled();
  assert.equal(world.startedAt.length, 2);
  assert.equal(world.timers, 0, "the timer of the pause is gone");
});

test("a connection that ends while all is well is looked after within a second", async () => {
  const world = new FakeWorld();
  world.loop.lost();
  assert.equal(world.timers, 0, "before the first sync there is none to lose");
  world.loop.ask();
  world.loop.lost();
  await world.end("synced");
  assert.equal(world.startedAt.length, 1);
  world.loop.lost();
  assert.equal(world.timers, 1, "in the place of the quiet time's timer");
  assert.equal(await world.next(), 1_000);
  await world.end("offline");
  world.loop.lost();
  assert.equal(await world.next(), 2_000, "a server that is away keeps its pauses");
});

test("after `stop` nothing is told and nothing begins, until somebody asks again", async () => {
  const world = new FakeWorld();
  world.loop.ask();
  world.loop.ask();
  world.told.length = 0;
  world.loop.stop();
  await world.end("synced");
  world.loop.lost();
  world.loop.networkChanged();
  await settled();
  assert.deepEqual(world.told, []);
  assert.equal(world.timers, 0);
  assert.equal(world.startedAt.length, 1);
  world.loop.ask();
  await world.end("synced");
  assert.equal(world.startedAt.length, 2);
});
