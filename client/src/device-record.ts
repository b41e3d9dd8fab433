/**
 * What a device keeps of itself: in clear, which account at which server; sealed, its keys.
 *
 * The bundle (device seeds and the key of the local files) is wrapped twice: under the lock key, from the
 * password by Argon2id, and under a key from AMK, so that a password changed elsewhere opens it after a login.
 * The Account Secret is a file of its own: it is kept independently of the password (docs/security.md).
 */
import {
  argon2idCost,
  bytesField,
  concat,
  decode,
  deriveKey,
  deviceIdOf,
  deviceKekOf,
  encode,
  idLength,
  importSigningKey,
  integerField,
  kemPublicKeyOf,
  kemSeedLength,
  label,
  limits,
  publicKeyOf,
  seedLength,
  textField,
  tupleField,
  unwrap,
  utf8,
  wrap,
  type Argon2id,
  type Bytes,
  type DeviceAuthor,
  type MasterKey,
  type RandomBytes,
  type ServerKeys,
} from "@coffer/protocol";

const localKeyLength = 32;
const lockSaltLength = 16;

/** A device's secrets. They are in memory only while it is unlocked. */
export interface DeviceKeys extends DeviceAuthor {
  readonly signSeed: Bytes;
  readonly kemSeed: Bytes;
  /** Key of this device's sealed files: outbox, state caches. */
  readonly localKey: Bytes;
}

/** Makes a device's keys; `localKey`: the one of files that are here already. */
export function newDeviceKeys(
  randomBytes: RandomBytes,
  localKey: Bytes = randomBytes(localKeyLength),
): Promise<DeviceKeys> {
  return deviceKeysOf(randomBytes(seedLength), randomBytes(kemSeedLength), localKey);
}

async function deviceKeysOf(signSeed: Bytes, kemSeed: Bytes, localKey: Bytes): Promise<DeviceKeys> {
  const signKey = publicKeyOf(signSeed);
  const kemKey = await kemPublicKeyOf(kemSeed);
  return {
    deviceId: deviceIdOf(signKey, kemKey),
    signKey,
    kemKey,
    signingKey: await importSigningKey(signSeed),
    signSeed,
    kemSeed,
    localKey,
  };
}

/** The device's file. */
export interface DeviceRecord {
  readonly serverUrl: string;
  readonly serverKeys: ServerKeys;
  readonly loginName: string;
  readonly accountId: Bytes;
  readonly deviceId: Bytes;
  readonly accountChainId: Bytes;
  readonly vaultId: Bytes;
  readonly lockSalt: Bytes;
  /** The bundle under the lock key. */
  readonly lockedBundle: Bytes;
  /** The bundle under AMK's device key. */
  readonly accountBundle: Bytes;
}

/** What a record says besides the two bundles. */
export type DeviceIdentity = Omit<DeviceRecord, "lockSalt" | "lockedBundle" | "accountBundle">;

/** Seals a device's keys under a password and under AMK. Costs one Argon2id. */
export async function sealDeviceRecord(options: {
  readonly identity: DeviceIdentity;
  readonly keys: DeviceKeys;
  readonly password: string;
  readonly masterKey: MasterKey;
  readonly argon2id: Argon2id;
  readonly randomBytes: RandomBytes;
}): Promise<DeviceRecord> {
  const { identity, keys, masterKey, randomBytes } = options;
  const lockSalt = randomBytes(lockSaltLength);
  const bundle = {
    purpose: "device",
    context: keys.deviceId,
    plaintext: concat(keys.signSeed, keys.kemSeed, keys.localKey),
    randomBytes,
  } as const;
  const lockKey = await lockKeyOf(options.password, lockSalt, options.argon2id);
  return {
    ...identity,
    lockSalt,
    lockedBundle: await wrap({ ...bundle, key: lockKey }),
    accountBundle: await wrap({ ...bundle, key: deviceKekOf(masterKey, keys.deviceId) }),
  };
}

/** Opens the keys with the password; undefined if it is not the one. Costs one Argon2id. */
export async function openWithPassword(
  record: DeviceRecord,
  password: string,
  argon2id: Argon2id,
): Promise<DeviceKeys | undefined> {
  const key = await lockKeyOf(password, record.lockSalt, argon2id);
  return openBundle(record, key, record.lockedBundle);
}

/** Opens the keys with AMK, after a login; undefined if it is not this device's account. */
export async function openWithMasterKey(
  record: DeviceRecord,
  masterKey: MasterKey,
): Promise<DeviceKeys | undefined> {
  return openBundle(record, deviceKekOf(masterKey, record.deviceId), record.accountBundle);
}

async function openBundle(
  record: DeviceRecord,
  key: Uint8Array,
  box: Bytes,
): Promise<DeviceKeys | undefined> {
  const bytes = await unwrap({ key, purpose: "device", context: record.deviceId, box });
  if (bytes?.length !== seedLength + kemSeedLength + localKeyLength) return undefined;
  return deviceKeysOf(
    bytes.slice(0, seedLength),
    bytes.slice(seedLength, seedLength + kemSeedLength),
    bytes.slice(seedLength + kemSeedLength),
  );
}

async function lockKeyOf(password: string, salt: Bytes, argon2id: Argon2id): Promise<Bytes> {
  const key = await argon2id({ password: utf8(password), salt, ...argon2idCost });
  return deriveKey({ key, info: label("lock-kek") });
}

const recordVersion = 1;

/** The bytes of the device's file. */
export function encodeDeviceRecord(record: DeviceRecord): Bytes {
  const { serverKeys } = record;
  return encode([
    recordVersion,
    record.serverUrl,
    [serverKeys.serverId, serverKeys.opaquePublicKey, serverKeys.channelPublicKey],
    record.loginName,
    record.accountId,
    record.deviceId,
    record.accountChainId,
    record.vaultId,
    record.lockSalt,
    record.lockedBundle,
    record.accountBundle,
  ]);
}

const id = bytesField(idLength);
const key = bytesField(32);
const box = bytesField(1, limits.boxMax);
const recordFields = tupleField(
  integerField(recordVersion, recordVersion),
  textField(limits.serverUrlCharactersMax),
  tupleField(id, key, key),
  textField(2 * limits.loginNameCharactersMax),
  id,
  id,
  id,
  id,
  bytesField(lockSaltLength),
  box,
  box,
);

/** Reads the device's file; undefined if it is damaged or of a newer version. */
export function decodeDeviceRecord(bytes: Uint8Array): DeviceRecord | undefined {
  const decoded = decode(bytes);
  const fields = decoded.ok ? recordFields(decoded.value) : undefined;
  if (fields === undefined) return undefined;
  const [, serverUrl, serverKeys, loginName, accountId, deviceId, ...rest] = fields;
  const [serverId, opaquePublicKey, channelPublicKey] = serverKeys;
  const [accountChainId, vaultId, lockSalt, lockedBundle, accountBundle] = rest;
  return {
    serverUrl,
    serverKeys: { serverId, opaquePublicKey, channelPublicKey },
    loginName,
    accountId,
    deviceId,
    accountChainId,
    vaultId,
    lockSalt,
    lockedBundle,
    accountBundle,
  };
}
