/**
 * Who and what the golden vectors are about: an account with two devices, and its secrets, all counted.
 */
import {
  concat,
  toHex,
  u64,
  utf8,
  type Bytes,
  type RandomBytes,
} from "../../protocol/src/bytes.ts";
import { hash256 } from "../../protocol/src/hash.ts";
import { kemPublicKeyOf } from "../../protocol/src/hpke.ts";
import { deviceIdOf } from "../../protocol/src/identity.ts";
import {
  rootKeysOf,
  type AccountSecret,
  type MasterKey,
  type RecoverySecret,
  type RootKeys,
} from "../../protocol/src/key-hierarchy.ts";
import type { KnownChain } from "../../protocol/src/link.ts";
import { importSigningKey, publicKeyOf } from "../../protocol/src/signature.ts";
import type { DeviceAuthor } from "../../protocol/src/chain/seal-entry.ts";

/** What a file of vectors holds: bytes are hex, lists are objects by number. */
export type Json = string | number | boolean | null | { readonly [key: string]: Json };

/** Bytes that look random and are the same in every run: SHA-256(seed ‖ u64 counter), in order. */
export function countedRandom(seed: string): RandomBytes {
  let counter = 0;
  return (length) => {
    const blocks: Bytes[] = [];
    for (let made = 0; made < length; made += 32) {
      blocks.push(hash256(utf8(seed), u64(counter)));
      counter += 1;
    }
    return concat(...blocks).slice(0, length);
  };
}

/** Both seeds of a device or an account. */
export interface Seeds {
  readonly signSeed: Bytes;
  readonly kemSeed: Bytes;
}

/** The account, its devices and its secrets. */
export interface Cast {
  readonly root: RootKeys;
  readonly phone: DeviceAuthor & Seeds;
  readonly laptop: DeviceAuthor & Seeds;
  readonly masterKey: MasterKey;
  readonly accountSecret: AccountSecret;
  readonly recoverySecret: RecoverySecret;
  readonly exportKey: Bytes;
  readonly serverId: Bytes;
  readonly opaquePublicKey: Bytes;
  readonly channelPublicKey: Bytes;
  readonly loginName: string;
  readonly password: string;
}

async function deviceOf(random: RandomBytes): Promise<DeviceAuthor & Seeds> {
  const [signSeed, kemSeed] = [random(32), random(32)];
  const [signKey, kemKey] = [publicKeyOf(signSeed), await kemPublicKeyOf(kemSeed)];
  const signingKey = await importSigningKey(signSeed);
  return { deviceId: deviceIdOf(signKey, kemKey), signKey, kemKey, signingKey, signSeed, kemSeed };
}

/** The same cast in every run. */
export async function makeCast(): Promise<Cast> {
  const random = countedRandom("coffer vectors");
  return {
    root: await rootKeysOf(random(32), random(32)),
    phone: await deviceOf(random),
    laptop: await deviceOf(random),
    masterKey: random(32) as MasterKey,
    accountSecret: random(20) as AccountSecret,
    recoverySecret: random(32) as RecoverySecret,
    exportKey: random(64),
    serverId: random(16),
    opaquePublicKey: random(32),
    channelPublicKey: random(32),
    loginName: "zoë@example.org",
    password: "crème brûlée at noon",
  };
}

/** A chain as a link box and a kit name it. */
export function knownChain(name: string): KnownChain {
  const random = countedRandom(`known chain: ${name}`);
  return { vaultId: random(16), genesisHash: random(32), seq: 41, head: random(32) };
}

/** The seeds as hex. */
export function seedsJson({ signSeed, kemSeed }: Seeds): Json {
  return { signSeed: toHex(signSeed), kemSeed: toHex(kemSeed) };
}
