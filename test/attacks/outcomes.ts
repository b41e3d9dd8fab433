/**
 * What a client did against an attack, demanded and put into words. Each function asserts all that it says.
 */
import assert from "node:assert/strict";
import { homeState, type AccessError, type Alarm, type Engine } from "../../client/src/index.ts";
import type { Entry } from "../../protocol/src/chain/entry.ts";
import { exportCsv } from "../../ledger/src/export/csv.ts";
import { exportJson } from "../../ledger/src/export/json.ts";
import { dump } from "../../ledger/src/index.ts";
import {
  commitTo,
  expense,
  restart,
  syncOf,
  textsOf,
  type MemoryFiles,
} from "../fixtures/world.ts";
import { CastDevice, honestTexts, type Scene } from "../hostile-server/cast.ts";
import type { Lies } from "../hostile-server/lies.ts";

/** Demands that the phone shows the book that it had before the attack. */
export function assertUnharmed(engine: Engine, texts: readonly string[] = honestTexts): void {
  assert.deepEqual(textsOf(engine), texts);
}

/**
 * The phone syncs, and stops with exactly this alarm: nothing of the attack is shown, the last good state stays
 * readable and can be exported, also after a restart without the server, and nothing can be written.
 */
export async function stops(
  scene: Scene,
  alarm: Alarm,
  options: { readonly engine?: Engine; readonly texts?: readonly string[] } = {},
): Promise<string> {
  const { texts = honestTexts } = options;
  const engine = options.engine ?? (await scene.open());
  const report = await engine.sync();
  assert.deepEqual(report, { ok: false, error: { code: "alarm", alarm } });
  await assertStopped(scene, engine, alarm, texts);
  await engine.close();
  return `stopped the vault (${textOf(alarm)}); last good state readable, exported`;
}

/** Demands that an engine is stopped by an alarm and shows the good state. */
export async function assertStopped(
  scene: Scene,
  engine: Engine,
  alarm: Alarm,
  texts: readonly string[] = honestTexts,
): Promise<void> {
  assert.deepEqual(engine.alarm, alarm);
  assertUnharmed(engine, texts);
  const refused = await engine.commit([expense(1, "after the alarm")]);
  assert.deepEqual(refused, { ok: false, error: { code: "stopped", alarm } });
  for (const text of texts) {
    assert.ok(exportJson(engine.book).includes(text), text);
    assert.ok(exportCsv(engine.book).includes(text), text);
  }
  const offline = new CastDevice(scene.phone.files.copy(), scene.server.url);
  offline.isOffline = true;
  const again = await restart(offline);
  assert.deepEqual(dump(again.book), dump(engine.book));
  await again.close();
}

/**
 * An insider has the real server append an entry, which its checks cannot refuse. The phone syncs and goes on: the part
 * is void, its author is named, nothing of it is shown, and what honest devices write afterwards counts.
 */
export async function voids(
  scene: Scene,
  chain: "account" | "vault",
  entry: Entry,
): Promise<string> {
  assert.equal(await scene.append(scene.laptopKeys, entry), "ok");
  const { seq, author } = entry.header;
  const engine = await scene.open();
  await syncOf(engine);
  assert.deepEqual(engine.verification().voids, [{ seq, author, chain }]);
  assert.equal(engine.alarm, undefined);
  assertUnharmed(engine);
  await commitTo(engine, expense(300, "afterwards"));
  await syncOf(engine);
  assert.equal(engine.waiting, 0);
  assertUnharmed(engine, [...honestTexts, "afterwards"].toSorted());
  await engine.close();
  return "took the part for void, named its author, went on";
}

/**
 * An insider has the real server append an epoch whose key the phone cannot get. The phone decides nothing: the state
 * before it stays readable, no data is written, and it begins a new epoch that brings the missing keys together.
 */
export async function waits(scene: Scene, entry: Entry): Promise<string> {
  const { seq, epoch } = entry.header;
  assert.equal(await scene.append(scene.laptopKeys, entry), "ok");
  const engine = await scene.open();
  await syncOf(engine);
  assert.equal(engine.alarm, undefined);
  assertUnharmed(engine);
  const refused = await engine.commit([expense(1, "without the key")]);
  assert.deepEqual(refused, { ok: false, error: { code: "key-missing" } });
  assert.ok(exportJson(engine.book).includes("rent"));
  // Two more: that of the phone, whose key it made itself.
  const [, vault] = await scene.heads();
  assert.equal(vault?.seq, seq + 1);
  assert.equal(vault?.epoch, epoch + 1);
  assert.deepEqual(vault?.author, scene.phoneKeys.deviceId);
  await engine.close();
  return "kept its state, wrote nothing, began a new epoch for all";
}

/**
 * A new device with the kit and the password does not get in, against a server that lies so. Returns the error, which is
 * one without detail unless another is named.
 */
export async function refusedLogin(
  scene: Scene,
  lies: Lies,
  expected: AccessError = { code: "server-misbehaves" },
): Promise<void> {
  scene.server.lies = lies;
  const device = scene.newDevice();
  const access = await scene.logIn(device);
  assert.deepEqual(access, { error: expected });
  assert.equal((await homeState(device)).code, "empty");
}

/** A new device that was refused: it has no chain, no keys and no record of the account. */
export async function assertNothingKept(files: MemoryFiles): Promise<void> {
  assert.deepEqual(await files.names(), []);
}

function textOf(alarm: Alarm): string {
  return alarm.kind === "entry-refused" ? alarm.check : alarm.kind;
}
