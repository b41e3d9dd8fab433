/**
 * What a server lists, tells and pushes beside the signed entries (A7, A13, A14, A17): nothing of it changes what the
 * client shows.
 */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { Engine } from "../../client/src/index.ts";
import { dump } from "../../ledger/src/index.ts";
import { encodeChainState } from "../../protocol/src/chain/chain-state.ts";
import { changeTypes } from "../../protocol/src/chain/change.ts";
import { encode, type CodecValue } from "../../protocol/src/codec.ts";
import type { Bytes } from "../../protocol/src/bytes.ts";
import { encodeServerMessage } from "../../protocol/src/session/sealed-messages.ts";
import { plaintextOf, TestChain } from "../fixtures/chain.ts";
import { headOf, told } from "../fixtures/client-account.ts";
import { randomBytes } from "../fixtures/random.ts";
import { syncOf } from "../fixtures/world.ts";
import { CastDevice, type Scene } from "../hostile-server/cast.ts";
import {
  changing,
  mutationsOf,
  pathsOf,
  typeOf,
  valueAt,
  valuesOf,
  withAt,
  type Path,
} from "../hostile-server/messages.ts";
import { showing } from "../hostile-server/lies.ts";
import { forged } from "./forgeries.ts";
import { assertUnharmed, refusedLogin, stops, voids } from "./outcomes.ts";
import type { Rows } from "./rows.ts";

/** Everything that a person can be shown. */
function modelOf(engine: Engine): unknown {
  const { account, vault, voids: voidEntries } = engine.verification();
  const facts = ({ seq, headCode, safetyNumber }: typeof account) => [seq, headCode, safetyNumber];
  return {
    book: dump(engine.book),
    devices: engine.devices(),
    account: engine.account,
    chains: [facts(account), facts(vault)],
    voidEntries,
    waiting: engine.waiting,
  };
}

/** A device that another person would name so. */
function randomName(): string {
  return randomBytes(6).toHex();
}

export function listAttacks(rows: Rows): void {
  rows.attack("A7: lists of devices, sessions and chains are random", async (scene) => {
    const honest = modelOf(await opened(scene));
    const random = (count: number): CodecValue[] =>
      Array.from({ length: count }, () => randomBytes(16));
    for (let round = 0; round < 10; round += 1) {
      scene.server.lies = {
        listChains: (chains) =>
          [
            ...chains,
            ...Array.from({ length: round }, () => ({
              vaultId: randomBytes(16),
              kind: "vault" as const,
              seq: round,
              hash: randomBytes(32),
            })),
          ].toSorted(() => (randomBytes(1)[0] ?? 0) - 128),
        sessions: () => [],
        clear: changing("hello", (hello) => hello.with(5, [randomName(), randomName()].toSorted())),
        // Device and member lists that nobody has asked for, before each answer.
        sealed: (message) =>
          typeOf(message) === "welcome"
            ? [message]
            : [
                encodeServerMessage("ok", 4_000_000_000 + round, [random(round), random(3)]),
                encodeServerMessage("refused", 4_000_000_100, 17, random(2)),
                message,
              ],
      };
      const engine = await opened(scene);
      assert.deepEqual(modelOf(engine), honest);
    }
    return "same devices, safety number and book in every round";
  });

  rows.attack("A7: random: the server lets in a device that is in no chain", async (scene) => {
    const spy = { ...scene.laptopKeys, deviceId: randomBytes(16) };
    const { accountId } = scene.vault.root;
    const accountChainId = scene.account.state.vaultId;
    scene.server.lies = { ownerOfDevice: () => ({ accountId, accountChainId }) };
    const phone = await opened(scene);
    const before = phone.devices();
    const entry = await scene.vault.forge({ by: spy, plaintext: plaintextOf() });
    scene.showVault(entry);
    const seq = scene.vault.state.seq + 1;
    const stopped = await stops(scene, { kind: "entry-refused", seq, check: "author-unknown" });
    assert.deepEqual(phone.devices(), before);
    return stopped;
  });

  rows.attack("A14: extra vault is listed behind the account's own", async (scene) => {
    const own = await TestChain.found("vault");
    scene.server.lies = {
      listChains: (chains) => [
        ...chains,
        { vaultId: own.state.vaultId, kind: "vault", ...headOf(own) },
      ],
    };
    const engine = await scene.open();
    const asked = scene.server.heard.sealed.length;
    const report = await engine.sync();
    assert.ok(report.ok);
    assert.equal(report.value.unlisted, 1);
    assertUnharmed(engine);
    const pulls = scene.server.heard.sealed.slice(asked).filter((each) => each?.type === "pull");
    assert.deepEqual(pulls, []);
    return "did not open it, warned";
  });

  rows.attack("A14: extra vault in the place of the account's, to a new device", async (scene) => {
    const { root } = scene.vault;
    // Founded with Anna's own keys by an insider: all of it is good but that her list does not have it.
    const other = await TestChain.found("vault", { root, device: scene.laptopKeys });
    const { state, entries } = other;
    const { vaultId } = state;
    const foreign = { vaultId, kind: "vault", ...headOf(other) } as const;
    const { accountId } = root;
    const stored = { ...foreign, accountId, state: encodeChainState(state), counters: [] };
    await refusedLogin(
      scene,
      {
        ...showing([vaultId, { entries: entries.map(({ bytes }) => Uint8Array.from(bytes)) }]),
        listChains: (chains) => [...chains.slice(0, 1), foreign],
        loadChain: (id, honest) => (id.toHex() === vaultId.toHex() ? stored : honest),
      },
      { code: "alarm", alarm: { kind: "vault-replaced" } },
    );
    return "refused to log in (vault-replaced)";
  });

  rows.attack("A13: policy flags: capabilities of the server's own", async (scene) => {
    const honest = modelOf(await opened(scene));
    scene.server.lies = {
      clear: changing("hello", (hello) =>
        hello.with(5, ["enroll:automatic", "policy:recovery", "recovery-enabled"]),
      ),
    };
    const engine = await opened(scene);
    assert.deepEqual(modelOf(engine), honest);
    assert.deepEqual([...new Set(scene.server.heard.clear)], ["client.hello", "resume.start"]);
    return "ignored them: the same state, and nothing more was said";
  });

  rows.attack("A13: policy flags: one more field of the account", async (scene) => {
    const more = (field: CodecValue) => ({
      sealed: (message: Bytes) => [
        changing("welcome", ([type = null, confirmation = null, account = null]) => [
          type,
          confirmation,
          Array.isArray(account) ? [...(account as CodecValue[]), field] : account,
        ])(message),
      ],
    });
    await refusedLogin(scene, more("recovery-enabled"));
    await refusedLogin(scene, more(randomBytes(32)));
    return "refused to log in: strict shape";
  });

  rows.attack("A13: recovery key of the server's own, beside the chain's", async (scene) => {
    const before = (await opened(scene)).account.recoveryPublicKey;
    scene.server.lies = {
      account: (honest) => ({ ...honest, recoveryPublicKey: randomBytes(32) }),
    };
    const access = await scene.logIn(scene.newDevice());
    assert.ok("engine" in access);
    assert.deepEqual(access.engine.account.recoveryPublicKey, before);
    const phone = await opened(scene);
    assert.deepEqual(phone.account.recoveryPublicKey, before);
    return "kept the key of the signed chain";
  });

  rows.attack("A13: recovery key written by an insider without IK", async (scene) => {
    const before = (await opened(scene)).account.recoveryPublicKey;
    assert.ok(before !== null);
    const recoveryPublicKey = scene.laptopKeys.signKey;
    const change = told({ type: changeTypes.recoveryKey, recoveryPublicKey });
    const entry = await scene.account.forge({ plaintext: plaintextOf([change]) });
    const outcome = await voids(scene, "account", entry);
    const again = await scene.open();
    assert.deepEqual(again.account.recoveryPublicKey, before);
    return outcome;
  });
}

export function fieldAttacks(rows: Rows): void {
  rows.attack("A17: every field that the server supplies is mutated", async (scene) => {
    assert.equal(await scene.append(scene.laptopKeys, await forged(scene, {})), "ok");
    const messages: { readonly way: "clear" | "sealed"; readonly values: CodecValue }[] = [];
    const record = (way: "clear" | "sealed") => (message: Bytes) => {
      messages.push({ way, values: valuesOf(message) });
      return message;
    };
    const before = modelOf(await scene.open());
    scene.server.lies = {
      clear: record("clear"),
      sealed: (message) => [record("sealed")(message)],
    };
    const after = modelOf(await opened(scene));
    assert.notDeepEqual(after, before);
    // hello, resume.response; welcome, heads, pull.
    assert.deepEqual(
      messages.map(({ way }) => way),
      ["clear", "clear", "sealed", "sealed", "sealed"],
    );
    let refusals = 0;
    let tries = 0;
    for (const [index, { values }] of messages.entries()) {
      for (const path of pathsOf(values)) {
        for (const other of mutationsOf(valueAt(values, path))) {
          const outcome = await syncWith(scene, { index, path, other });
          const place = `message ${index}, ${path.join(".")}: ${inspect(other)}`;
          const known = outcome.ok ? [after, before] : [before, after];
          assert.ok(
            known.some((model) => isSame(model, outcome.model)),
            `another model: ${place}`,
          );
          tries += 1;
          refusals += outcome.ok ? 0 : 1;
        }
      }
    }
    assert.ok(tries > 100 && refusals > tries / 2, `${refusals} of ${tries}`);
    return `an error, or the model unchanged, for each of ${tries} changes`;
  });

  rows.attack("A17: every field of a push is mutated", async (scene) => {
    const pushed = await forged(scene, {});
    const { vaultId, seq } = scene.vault.state;
    const honest = encodeServerMessage("entries", vaultId, [Uint8Array.from(pushed.bytes)]);
    const values = valuesOf(honest);
    const before = modelOf(await scene.open());
    for (const path of pathsOf(values)) {
      for (const other of mutationsOf(valueAt(values, path))) {
        const changed = encode(withAt(values, path, other));
        const engine = await pushedTo(scene, changed);
        const place = `${path.join(".")}: ${inspect(other)}`;
        if (isSame(modelOf(engine), before)) continue;
        // An entry twice, or with something behind it: the first one is the real one.
        assert.equal(engine.verification().vault.seq, seq + 1, place);
        const { alarm } = engine;
        assert.ok(alarm === undefined || alarm.kind.startsWith("entry-"), place);
      }
    }
    return "an error, an alarm, or the model unchanged";
  });
}

/** Syncs a copy of the phone while one field of one message is another. */
async function syncWith(
  scene: Scene,
  mutation: { readonly index: number; readonly path: Path; readonly other: CodecValue },
): Promise<{ readonly ok: boolean; readonly model: unknown }> {
  let said = 0;
  const change = (message: Bytes): Bytes => {
    said += 1;
    if (said - 1 !== mutation.index) return message;
    return encode(withAt(valuesOf(message), mutation.path, mutation.other));
  };
  scene.server.lies = { clear: change, sealed: (message) => [change(message)] };
  const device = new HastyDevice(scene.phone.files.copy(), scene.server.url);
  const engine = await scene.open(device);
  const report = await engine.sync();
  scene.server.lies = {};
  await engine.close();
  return { ok: report.ok, model: modelOf(engine) };
}

/** A copy of the phone, to which the server pushes a message. */
async function pushedTo(scene: Scene, message: Bytes): Promise<Engine> {
  const device = new HastyDevice(scene.phone.files.copy(), scene.server.url);
  const engine = await scene.open(device);
  let isPushed = false;
  scene.server.lies = {
    sealed: (honest) => {
      if (isPushed || typeOf(honest) !== "ok") return [honest];
      isPushed = true;
      return [message, honest];
    },
  };
  await engine.sync();
  assert.ok(isPushed);
  scene.server.lies = {};
  // What was pushed comes before this, and is handled before it.
  await engine.close();
  return engine;
}

/** A device that waits for no answer longer than it has to: one that never comes is an error here like any other. */
class HastyDevice extends CastDevice {
  override after(delayMs: number, callback: () => void): () => void {
    return super.after(Math.min(delayMs, 400), callback);
  }
}

function isSame(a: unknown, b: unknown): boolean {
  try {
    assert.deepEqual(a, b);
    return true;
  } catch {
    return false;
  }
}

/** The phone, in step with the server. */
async function opened(scene: Scene): Promise<Engine> {
  const device = new CastDevice(scene.phone.files.copy(), scene.server.url);
  const engine = await scene.open(device);
  await syncOf(engine);
  return engine;
}
