/**
 * Vectors of what stands by itself: labels, base 32, padding, names and passwords, ids, boxes, kit, channel.
 */
import { formatBase32, formatSecret } from "../../protocol/src/base32.ts";
import { wrap } from "../../protocol/src/box.ts";
import { toHex, utf8 } from "../../protocol/src/bytes.ts";
import { opaquePassword, parseLoginName, parsePassword } from "../../protocol/src/credentials.ts";
import { hash256 } from "../../protocol/src/hash.ts";
import {
  recoverySeedOf,
  sealAccountBox,
  sealRecoveryBox,
  sealRootBox,
} from "../../protocol/src/key-hierarchy.ts";
import { label, labelNames } from "../../protocol/src/labels.ts";
import { sealLinkBox } from "../../protocol/src/link.ts";
import { paddedLength } from "../../protocol/src/padding.ts";
import { formatKit } from "../../protocol/src/recovery-kit.ts";
import { publicKeyOf } from "../../protocol/src/signature.ts";
import { encodeGenesisContent } from "../../protocol/src/chain/public-part.ts";
import { newGenesisContent } from "../../protocol/src/chain/seal-entry.ts";
import {
  Channel,
  channelKeys,
  recoverMessage,
  resumeMessage,
  serverConfirmation,
  transcriptHash,
} from "../../protocol/src/session/channel.ts";
import { countedRandom, knownChain, seedsJson, type Cast, type Json } from "./cast.ts";

/** The files, by name without their ending. */
export async function makePlain(cast: Cast): Promise<Readonly<Record<string, Json>>> {
  return {
    ...makeTables(),
    credentials: makeCredentials(cast),
    ids: makeIds(cast),
    boxes: await makeBoxes(cast),
    kit: makeKit(cast),
    channel: await makeChannel(),
  };
}

const fallingBytes = (length: number) => Uint8Array.from({ length }, (_, index) => 0xf0 - index);

function makeTables(): Readonly<Record<string, Json>> {
  const lengths = [0, 1, 255, 256, 257, 272, 273, 1_000, 5_000, 65_536, 100_000, 256_000];
  return {
    labels: Object.fromEntries(labelNames.map((each) => [each, toHex(label(each))])),
    base32: Object.fromEntries(
      [0, 1, 2, 5, 10, 20, 32].map((length) => [
        toHex(fallingBytes(length)),
        { text: formatBase32(fallingBytes(length)), secret: formatSecret(fallingBytes(length)) },
      ]),
    ),
    padding: Object.fromEntries(lengths.map((length) => [length, paddedLength(length)])),
  };
}

function makeCredentials(cast: Cast): Json {
  const typed = { name: "ZOE\u0308@Example.org", password: cast.password.normalize("NFD") };
  const name = parseLoginName(typed.name);
  const password = parsePassword(typed.password);
  return {
    loginName: { typed: typed.name, canonical: name.ok ? name.value : null },
    password: { typed: typed.password, canonical: password.ok ? password.value : null },
    accountSecret: toHex(cast.accountSecret),
    serverId: toHex(cast.serverId),
    P: opaquePassword(cast),
  };
}

function makeIds(cast: Cast): Json {
  const { content, vaultId } = newGenesisContent({
    chainKind: "vault",
    root: cast.root,
    author: cast.phone,
    randomBytes: countedRandom("genesis content"),
  });
  return {
    root: seedsJson(cast.root),
    identityKey: toHex(cast.root.identityKey),
    identityKemKeyHash: toHex(hash256(cast.root.identityKemKey)),
    accountId: toHex(cast.root.accountId),
    device: seedsJson(cast.phone),
    deviceId: toHex(cast.phone.deviceId),
    genesisContent: toHex(encodeGenesisContent(content)),
    vaultId: toHex(vaultId),
  };
}

async function makeBoxes(cast: Cast): Promise<Json> {
  const { root, masterKey, recoverySecret, exportKey, serverId } = cast;
  const { accountId } = root;
  const randomBytes = countedRandom("boxes");
  const keys = { boxId: randomBytes(16), boxKey: randomBytes(32) };
  const plain = { key: randomBytes(32), context: utf8("context"), plaintext: utf8("plaintext") };
  return {
    accountId: toHex(accountId),
    masterKey: toHex(masterKey),
    wrap: {
      key: toHex(plain.key),
      purpose: "device",
      context: toHex(plain.context),
      plaintext: toHex(plain.plaintext),
      box: toHex(await wrap({ ...plain, purpose: "device", randomBytes })),
    },
    account: {
      exportKey: toHex(exportKey),
      generation: 3,
      box: toHex(
        await sealAccountBox({ accountId, generation: 3, exportKey, masterKey, randomBytes }),
      ),
    },
    root: { box: toHex(await sealRootBox({ root, masterKey, randomBytes })) },
    recovery: {
      recoverySecret: toHex(recoverySecret),
      recoveryKey: toHex(publicKeyOf(recoverySeedOf(recoverySecret))),
      box: toHex(await sealRecoveryBox({ accountId, recoverySecret, masterKey, randomBytes })),
    },
    link: {
      serverId: toHex(serverId),
      boxId: toHex(keys.boxId),
      boxKey: toHex(keys.boxKey),
      accountSecret: toHex(cast.accountSecret),
      loginName: cast.loginName,
      box: toHex(
        await sealLinkBox({
          keys,
          serverId,
          content: { ...cast, accountId, chains: [knownChain("account"), knownChain("vault")] },
          randomBytes,
        }),
      ),
    },
  };
}

function makeKit(cast: Cast): Json {
  const text = formatKit({
    ...cast,
    serverUrl: "https://coffer.example.org",
    accountId: cast.root.accountId,
    chains: [knownChain("account"), knownChain("vault")],
    date: "2026-11-24",
  });
  return {
    accountSecret: toHex(cast.accountSecret),
    recoverySecret: toHex(cast.recoverySecret),
    text,
  };
}

async function makeChannel(): Promise<Json> {
  const random = countedRandom("channel");
  const messages = [random(90), random(40), random(130)];
  const inputKey = random(64);
  const transcript = transcriptHash(messages);
  const keys = channelKeys(transcript, inputKey);
  const facts = {
    messages: Object.fromEntries(messages.map((message, index) => [index, toHex(message)])),
    inputKey: toHex(inputKey),
    transcript: toHex(transcript),
    clientToServer: toHex(keys.clientToServer),
    serverToClient: toHex(keys.serverToClient),
    confirm: toHex(keys.confirm),
    serverConfirmation: toHex(serverConfirmation(keys)),
    resumeMessage: toHex(resumeMessage(transcript)),
    recoverMessage: toHex(recoverMessage(transcript)),
  };
  const [client, server] = [new Channel("client", keys), new Channel("server", keys)];
  return {
    ...facts,
    clientFrames: {
      first: toHex(await client.seal(utf8("first"))),
      second: toHex(await client.seal(utf8("second"))),
    },
    serverFrames: {
      first: toHex(await server.seal(utf8("first"))),
      second: toHex(await server.seal(utf8("second"))),
    },
  };
}
