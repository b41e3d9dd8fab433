/**
 * The key hierarchy (docs/protocol.md H1–H6): which key opens which box.
 *
 *   OPAQUE export key → account kek → AccountBox { AMK }      recovery secret → RecoveryBox { AMK }
 *   AMK → RootBox { IK seed ‖ IKEM seed }                     AMK → device kek → device bundle
 *   lock key (password, on this device) → device bundle       vault epoch key → one key per entry
 *
 * AMK, IK and the recovery secret are in memory only while a person has just proved the password or the
 * kit; a device at rest holds none of them.
 */
import { concat, u32, u64, type Bytes, type RandomBytes } from "./bytes.ts";
import { unwrap, wrap } from "./box.ts";
import { deriveKey, hmac256 } from "./hash.ts";
import { kemPublicKeyOf, kemSeedLength } from "./hpke.ts";
import { accountIdOf } from "./identity.ts";
import { label } from "./labels.ts";
import { publicKeyOf, seedLength } from "./signature.ts";

export const masterKeyLength = 32;
export const epochKeyLength = 32;
export const recoverySecretLength = 32;

/** The account's master key, AMK. 32 bytes. */
export type MasterKey = Bytes & { readonly __secret: "MasterKey" };
/** The key VK_e of a vault's epoch. 32 bytes. */
export type EpochKey = Bytes & { readonly __secret: "EpochKey" };
/** The 160-bit Account Secret, AS. */
export type AccountSecret = Bytes & { readonly __secret: "AccountSecret" };
/** The 256-bit recovery secret, RS, which stands in the kit only. */
export type RecoverySecret = Bytes & { readonly __secret: "RecoverySecret" };

/** The account's root keys: seeds, and the public keys that others know. */
export interface RootKeys {
  readonly signSeed: Bytes;
  readonly kemSeed: Bytes;
  readonly identityKey: Bytes;
  readonly identityKemKey: Bytes;
  readonly accountId: Bytes;
}

/** Root keys of two seeds of 32 bytes: IK and IKEM. */
export async function rootKeysOf(signSeed: Bytes, kemSeed: Bytes): Promise<RootKeys> {
  const identityKey = publicKeyOf(signSeed);
  const identityKemKey = await kemPublicKeyOf(kemSeed);
  return {
    signSeed,
    kemSeed,
    identityKey,
    identityKemKey,
    accountId: accountIdOf(identityKey, identityKemKey),
  };
}

/** Which generation of which account an AccountBox is for; part of its key and of its context. */
export interface AccountGeneration {
  readonly accountId: Uint8Array;
  readonly generation: number;
}

/** AccountBox: AMK under the export key of an OPAQUE registration. */
export function sealAccountBox(
  options: AccountGeneration & {
    readonly exportKey: Uint8Array;
    readonly masterKey: MasterKey;
    readonly randomBytes: RandomBytes;
  },
): Promise<Bytes> {
  return wrap({
    ...accountBox(options, options.exportKey),
    plaintext: options.masterKey,
    randomBytes: options.randomBytes,
  });
}

/** AMK of an AccountBox; undefined if it is not this account's and generation's. */
export async function openAccountBox(
  options: AccountGeneration & { readonly exportKey: Uint8Array; readonly box: Uint8Array },
): Promise<MasterKey | undefined> {
  return asMasterKey(await unwrap({ ...accountBox(options, options.exportKey), box: options.box }));
}

function accountBox(account: AccountGeneration, exportKey: Uint8Array) {
  const context = concat(account.accountId, u32(account.generation));
  const key = deriveKey({ key: exportKey, salt: context, info: label("account-kek") });
  return { key, purpose: "account", context } as const;
}

/** RootBox: the seeds of IK and IKEM under AMK. */
export function sealRootBox(options: {
  readonly root: RootKeys;
  readonly masterKey: MasterKey;
  readonly randomBytes: RandomBytes;
}): Promise<Bytes> {
  const { root, masterKey, randomBytes } = options;
  return wrap({
    key: masterKey,
    purpose: "root",
    context: root.accountId,
    plaintext: concat(root.signSeed, root.kemSeed),
    randomBytes,
  });
}

/** Root keys of a RootBox; undefined if it is not this account's. */
export async function openRootBox(options: {
  readonly accountId: Uint8Array;
  readonly masterKey: MasterKey;
  readonly box: Uint8Array;
}): Promise<RootKeys | undefined> {
  const seeds = await unwrap({
    key: options.masterKey,
    purpose: "root",
    context: options.accountId,
    box: options.box,
  });
  if (seeds === undefined || seeds.length !== seedLength + kemSeedLength) return undefined;
  return rootKeysOf(seeds.slice(0, seedLength), seeds.slice(seedLength));
}

/** RecoveryBox: AMK under the recovery secret. */
export function sealRecoveryBox(options: {
  readonly accountId: Uint8Array;
  readonly recoverySecret: RecoverySecret;
  readonly masterKey: MasterKey;
  readonly randomBytes: RandomBytes;
}): Promise<Bytes> {
  return wrap({
    ...recoveryBox(options.accountId, options.recoverySecret),
    plaintext: options.masterKey,
    randomBytes: options.randomBytes,
  });
}

/** AMK of a RecoveryBox; undefined if it is not this account's and secret's. */
export async function openRecoveryBox(options: {
  readonly accountId: Uint8Array;
  readonly recoverySecret: RecoverySecret;
  readonly box: Uint8Array;
}): Promise<MasterKey | undefined> {
  return asMasterKey(
    await unwrap({
      ...recoveryBox(options.accountId, options.recoverySecret),
      box: options.box,
    }),
  );
}

function recoveryBox(accountId: Uint8Array, recoverySecret: RecoverySecret) {
  const publicKey = publicKeyOf(recoverySeedOf(recoverySecret));
  const key = deriveKey({ key: recoverySecret, info: label("recovery-kek") });
  return { key, purpose: "recovery", context: concat(accountId, publicKey) } as const;
}

/** The seed of the Ed25519 recovery key, which proves the kit to the server. */
export function recoverySeedOf(recoverySecret: RecoverySecret): Bytes {
  return deriveKey({ key: recoverySecret, info: label("recovery-key") });
}

/** The key under AMK of a device's local bundle: a changed password opens it through a login. */
export function deviceKekOf(masterKey: MasterKey, deviceId: Uint8Array): Bytes {
  return deriveKey({ key: masterKey, info: concat(label("device-kek"), deviceId) });
}

/** The key of one entry: HKDF(VK_e, salt of its header, L("entry") ‖ vault_id). */
export function entryKeyOf(epochKey: EpochKey, salt: Uint8Array, vaultId: Uint8Array): Bytes {
  return deriveKey({ key: epochKey, salt, info: concat(label("entry"), vaultId) });
}

/** vk_commit: what the signed entry says of its epoch's key, so that all holders hold the same. */
export function epochCommitmentOf(epochKey: EpochKey, vaultId: Uint8Array, epoch: number): Bytes {
  return hmac256(epochKey, label("vk-commit"), vaultId, u64(epoch));
}

function asMasterKey(bytes: Bytes | undefined): MasterKey | undefined {
  return bytes?.length === masterKeyLength ? (bytes as MasterKey) : undefined;
}
