/**
 * The golden bytes of protocol/vectors: what this code makes is what they hold, and it reads them back from
 * the file alone. A test here that fails means that the protocol has changed.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { formatBase32, formatSecret, parseBase32, parseSecret } from "./base32.ts";
import { unwrap } from "./box.ts";
import { fromHex, toBase64Url, toHex, utf8, type Bytes } from "./bytes.ts";
import { decode } from "./codec.ts";
import { opaquePassword, parseLoginName, parsePassword } from "./credentials.ts";
import { headCode, safetyNumber } from "./fingerprint.ts";
import { hash256 } from "./hash.ts";
import { kemPublicKeyOf } from "./hpke.ts";
import { accountIdOf, deviceIdOf, vaultIdOf } from "./identity.ts";
import {
  openAccountBox,
  openRecoveryBox,
  openRootBox,
  recoverySeedOf,
  rootKeysOf,
  type MasterKey,
  type RecoverySecret,
} from "./key-hierarchy.ts";
import { label, labelNames } from "./labels.ts";
import { openLinkBox } from "./link.ts";
import { finishLogin } from "./opaque.ts";
import { finishServerLogin } from "./opaque-server.ts";
import { pad, unpad } from "./padding.ts";
import { formatKit, parseKit } from "./recovery-kit.ts";
import { publicKeyOf } from "./signature.ts";
import { decodeChainState, encodeChainState, type ChainState } from "./chain/chain-state.ts";
import { decodeEntry } from "./chain/entry.ts";
import { openGrant } from "./chain/grants.ts";
import { decodePlaintext } from "./chain/plaintext.ts";
import { checkEntries } from "./chain/public-checks.ts";
import { openSealedPart } from "./chain/sealed-part.ts";
import {
  Channel,
  channelKeys,
  recoverMessage,
  resumeMessage,
  serverConfirmation,
  transcriptHash,
} from "./session/channel.ts";
import { makeVectors, readRecorded, vectorsFolder } from "../../scripts/vectors.ts";

type Texts = Readonly<Record<string, string>>;

/** A file of vectors, of which the caller says what shape it has. */
function read(name: string): unknown {
  return JSON.parse(readFileSync(join(vectorsFolder, `${name}.json`), "utf8"));
}

function bytesOf(hex: string | undefined): Bytes {
  return fromHex(hex ?? "?") ?? assert.fail(`not hex: ${hex}`);
}

test("made again, every file of vectors is the same, and there are no others", async () => {
  const made = await makeVectors(readRecorded());
  for (const [name, text] of made) {
    assert.equal(readFileSync(join(vectorsFolder, name), "utf8"), text, name);
  }
  assert.deepEqual(readdirSync(vectorsFolder).toSorted(), [...made.keys()].toSorted());
});

test("L1: labels have these bytes", () => {
  const labels = read("labels") as Texts;
  assert.deepEqual(Object.keys(labels), labelNames);
  for (const name of labelNames) assert.equal(toHex(label(name)), labels[name]);
});

test("K1: base 32 and secrets have these characters", () => {
  const rows = Object.entries(read("base32") as Record<string, { text: string; secret: string }>);
  for (const [hex, { text, secret }] of rows) {
    const bytes = bytesOf(hex);
    assert.equal(formatBase32(bytes), text);
    assert.equal(formatSecret(bytes), secret);
    assert.deepEqual(parseBase32(text, bytes.length), bytes);
    if (bytes.length > 0) assert.deepEqual(parseSecret(secret, bytes.length), bytes);
  }
  assert.equal(rows.length, 7);
});

test("P1: padded lengths are these", () => {
  for (const [length, padded] of Object.entries(read("padding") as Record<string, number>)) {
    // The length that is padded has the byte 0x80 in it.
    const plaintext = new Uint8Array(Math.max(0, Number(length) - 1));
    assert.equal(pad(plaintext).length, padded);
  }
});

test("O3: P is this of this name, secret, server and password", () => {
  interface Typed {
    readonly typed: string;
    readonly canonical: string;
  }
  const { loginName, password, ...rest } = read("credentials") as {
    readonly loginName: Typed;
    readonly password: Typed;
    readonly accountSecret: string;
    readonly serverId: string;
    readonly P: string;
  };
  assert.deepEqual(parseLoginName(loginName.typed), { ok: true, value: loginName.canonical });
  assert.deepEqual(parsePassword(password.typed), { ok: true, value: password.canonical });
  const made = opaquePassword({
    accountSecret: bytesOf(rest.accountSecret),
    serverId: bytesOf(rest.serverId),
    loginName: loginName.canonical,
    password: password.canonical,
  });
  assert.equal(made, rest.P);
});

interface Seeds {
  readonly signSeed: string;
  readonly kemSeed: string;
}

test("I1: ids of these keys and this genesis are these", async () => {
  const ids = read("ids") as Record<string, string> & {
    readonly root: Seeds;
    readonly device: Seeds;
  };
  const root = await rootKeysOf(bytesOf(ids.root.signSeed), bytesOf(ids.root.kemSeed));
  assert.equal(toHex(root.identityKey), ids["identityKey"]);
  assert.equal(toHex(hash256(root.identityKemKey)), ids["identityKemKeyHash"]);
  assert.equal(toHex(accountIdOf(root.identityKey, root.identityKemKey)), ids["accountId"]);
  const signKey = publicKeyOf(bytesOf(ids.device.signSeed));
  const kemKey = await kemPublicKeyOf(bytesOf(ids.device.kemSeed));
  assert.equal(toHex(deviceIdOf(signKey, kemKey)), ids["deviceId"]);
  const content = bytesOf(ids["genesisContent"]);
  assert.equal(decode(content).ok, true);
  assert.equal(toHex(vaultIdOf(content)), ids["vaultId"]);
});

type Boxes = Readonly<Record<string, Readonly<Record<string, string>>>> & {
  readonly accountId: string;
  readonly masterKey: string;
};

test("B2: these boxes open to these keys", async () => {
  const boxes = read("boxes") as Boxes;
  const [accountId, masterKey] = [bytesOf(boxes.accountId), bytesOf(boxes.masterKey) as MasterKey];
  const boxOf = (name: string) => bytesOf(boxes[name]?.["box"]);
  const field = (name: string, key: string) => bytesOf(boxes[name]?.[key]);
  const plain = await unwrap({
    key: field("wrap", "key"),
    purpose: "device",
    context: field("wrap", "context"),
    box: boxOf("wrap"),
  });
  assert.deepEqual(plain, field("wrap", "plaintext"));
  const account = await openAccountBox({
    accountId,
    generation: 3,
    exportKey: field("account", "exportKey"),
    box: boxOf("account"),
  });
  assert.deepEqual(account, masterKey);
  const root = await openRootBox({ accountId, masterKey, box: boxOf("root") });
  assert.deepEqual(root?.accountId, accountId);
  const recoverySecret = field("recovery", "recoverySecret") as RecoverySecret;
  const recoveryKey = publicKeyOf(recoverySeedOf(recoverySecret));
  assert.deepEqual(recoveryKey, field("recovery", "recoveryKey"));
  const recovered = await openRecoveryBox({ accountId, recoverySecret, box: boxOf("recovery") });
  assert.deepEqual(recovered, masterKey);
  const link = await openLinkBox({
    keys: { boxId: field("link", "boxId"), boxKey: field("link", "boxKey") },
    serverId: field("link", "serverId"),
    box: boxOf("link"),
  });
  assert.deepEqual(link?.accountSecret, field("link", "accountSecret"));
  assert.equal(link?.loginName, boxes["link"]?.["loginName"]);
});

test("K7: this kit reads as these secrets, and is written the same", () => {
  const { text = "", accountSecret, recoverySecret } = read("kit") as Texts;
  const kit = parseKit(text);
  assert.ok(kit.ok);
  assert.equal(toHex(kit.value.accountSecret), accountSecret);
  assert.equal(toHex(kit.value.recoverySecret), recoverySecret);
  assert.equal(formatKit(kit.value), text);
});

interface ChannelVectors {
  readonly messages: Readonly<Record<string, string>>;
  readonly clientFrames: Readonly<Record<string, string>>;
  readonly serverFrames: Readonly<Record<string, string>>;
}

test("C5: this transcript and input key give these keys and open these frames", async () => {
  const vectors = read("channel") as ChannelVectors & Readonly<Record<string, string>>;
  const transcript = transcriptHash(Object.values(vectors.messages).map(bytesOf));
  assert.equal(toHex(transcript), vectors["transcript"]);
  const keys = channelKeys(transcript, bytesOf(vectors["inputKey"]));
  assert.equal(toHex(keys.clientToServer), vectors["clientToServer"]);
  assert.equal(toHex(keys.serverToClient), vectors["serverToClient"]);
  assert.equal(toHex(keys.confirm), vectors["confirm"]);
  assert.equal(toHex(serverConfirmation(keys)), vectors["serverConfirmation"]);
  assert.equal(toHex(resumeMessage(transcript)), vectors["resumeMessage"]);
  assert.equal(toHex(recoverMessage(transcript)), vectors["recoverMessage"]);
  const [client, server] = [new Channel("client", keys), new Channel("server", keys)];
  for (const name of ["first", "second"]) {
    assert.deepEqual(await server.open(bytesOf(vectors.clientFrames[name])), utf8(name));
    assert.deepEqual(await client.open(bytesOf(vectors.serverFrames[name])), utf8(name));
  }
});

interface ChainVectors {
  readonly root: Seeds;
  readonly phone: Seeds;
  readonly laptop: Seeds;
  readonly vaultId: string;
  readonly entries: Readonly<
    Record<
      string,
      Readonly<
        Record<"kind" | "by" | "epochKey" | "plaintext" | "entry" | "hash" | "state", string>
      >
    >
  >;
  readonly state: string;
  readonly safetyNumber: string;
  readonly headCode: string;
}

for (const name of ["account-chain", "vault-chain"]) {
  test(`S1: the entries of ${name} pass, open and add up to this state`, async () => {
    const vectors = read(name) as ChainVectors;
    const root = await rootKeysOf(bytesOf(vectors.root.signSeed), bytesOf(vectors.root.kemSeed));
    const rows = Object.values(vectors.entries);
    let state: ChainState | undefined;
    let epochKey: Awaited<ReturnType<typeof openGrant>>;
    for (const row of rows) {
      const entry = decodeEntry(bytesOf(row.entry));
      assert.ok(entry);
      assert.equal(toHex(entry.hash), row.hash);
      const run = await checkEntries(state, [entry]);
      assert.equal(run.refused, undefined);
      const [checked] = run.checked;
      assert.ok(run.state && checked);
      state = run.state;
      assert.equal(toHex(hash256(encodeChainState(state))), row.state);
      const { publicPart } = checked;
      if (publicPart !== undefined && "grants" in publicPart) {
        epochKey = await openGrant({
          vaultId: state.vaultId,
          epoch: state.epoch,
          grants: publicPart.grants,
          recipientId: root.accountId,
          seed: root.kemSeed,
        });
      }
      assert.equal(epochKey?.toHex(), row.epochKey);
      const opened = await openSealedPart({
        checked,
        state,
        epochKey,
        isLedgerChange: () => true,
      });
      const plaintext = decodePlaintext(bytesOf(row.plaintext));
      assert.deepEqual(opened, { outcome: "opened", plaintext });
    }
    assert.ok(state);
    assert.equal(toHex(state.vaultId), vectors.vaultId);
    assert.equal(toHex(encodeChainState(state)), vectors.state);
    assert.deepEqual(await decodeChainState(bytesOf(vectors.state)), state);
    const kinds = new Set(rows.map((row) => row.kind));
    assert.deepEqual([...kinds].toSorted(), ["data", "device", "epoch", "genesis", "revoke"]);
  });

  test(`F1: the fingerprints of ${name} are these`, async () => {
    const vectors = read(name) as ChainVectors;
    const state = await decodeChainState(bytesOf(vectors.state));
    assert.ok(state);
    assert.equal(safetyNumber(state), vectors.safetyNumber);
    assert.equal(headCode(state), vectors.headCode);
  });

  test(`G1: every grant of ${name} opens for its device with this seed`, async () => {
    const vectors = read(name) as ChainVectors;
    let count = 0;
    for (const [index, row] of Object.values(vectors.entries).entries()) {
      const made = await granted(vectors, index);
      if (made === undefined) continue;
      for (const seeds of [vectors.phone, vectors.laptop]) {
        const signKey = publicKeyOf(bytesOf(seeds.signSeed));
        const seed = bytesOf(seeds.kemSeed);
        const recipientId = deviceIdOf(signKey, await kemPublicKeyOf(seed));
        const opened = await openGrant({ ...made, recipientId, seed });
        // The laptop comes after the genesis and is revoked by the revoke.
        const isRecipient = seeds === vectors.phone || row.kind === "epoch";
        assert.equal(opened?.toHex(), isRecipient ? row.epochKey : undefined, row.kind);
        if (isRecipient) count += 1;
      }
    }
    assert.equal(count, 4);
  });
}

/** The grants that the entry of a seq makes; undefined if it makes none. */
async function granted(vectors: ChainVectors, seq: number) {
  const entries = Object.values(vectors.entries).map((row) => decodeEntry(bytesOf(row.entry)));
  const known = entries.filter((entry) => entry !== undefined).slice(0, seq + 1);
  const { checked, state } = await checkEntries(undefined, known);
  const part = checked[seq]?.publicPart;
  if (part === undefined || !("grants" in part) || state === undefined) return undefined;
  return { vaultId: state.vaultId, epoch: state.epoch, grants: part.grants };
}

test("P1: what the chains of the vectors seal is padded like this", () => {
  const { entries } = read("vault-chain") as ChainVectors;
  for (const row of Object.values(entries)) {
    const entry = decodeEntry(bytesOf(row.entry));
    const plaintext = bytesOf(row.plaintext);
    assert.equal(entry?.ciphertext.length, pad(plaintext).length + 16);
    assert.deepEqual(unpad(pad(plaintext)), plaintext);
  }
});

test("O3: this login, begun before, ends with these keys", async () => {
  const recorded = read("recorded") as Texts;
  const value = (name: string) => recorded[`opaque ${name}`] ?? assert.fail(name);
  const credentials = read("credentials") as Record<string, string> & {
    loginName: { canonical: string };
  };
  const identity = {
    loginName: credentials.loginName.canonical,
    serverId: bytesOf(credentials["serverId"]),
  };
  const finished = await finishLogin({
    password: credentials["P"] ?? "",
    state: value("client state"),
    response: bytesOf(value("KE2")),
    identity,
  });
  assert.ok(finished);
  assert.equal(toHex(finished.finish), value("KE3"));
  assert.equal(toHex(finished.sessionKey), value("session key"));
  assert.equal(toHex(finished.exportKey), value("export key"));
  const sessionKey = await finishServerLogin({
    state: value("server state"),
    finish: finished.finish,
    identity,
  });
  assert.equal(sessionKey?.toHex(), value("session key"));
  assert.match(toBase64Url(bytesOf(value("record"))), /^[\w-]{256}$/);
});
