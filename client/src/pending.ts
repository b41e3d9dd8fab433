/**
 * Credentials that are on their way: written before the last message that makes a server take them over, so
 * that a crash on either side loses neither the account nor the kit (docs/security.md).
 *
 * At the next start or login they are tried before the old ones. Account Secret and device record stand as
 * in their own files; the kit is sealed under the device's local key.
 */
import {
  accountSecretLength,
  bytesField,
  decode,
  encode,
  equalBytes,
  integerField,
  limits,
  nullableField,
  parseKit,
  tupleField,
  unwrap,
  utf8,
  wrap,
  type AccountSecret,
  type Bytes,
  type RandomBytes,
} from "@coffer/protocol";
import { recoveryPublicKeyOf } from "./connection.ts";
import type { DeviceKeys, DeviceRecord } from "./device-record.ts";
import { decodeDeviceRecord, encodeDeviceRecord } from "./device-record.ts";
import type { Files } from "./environment.ts";
import { fileNames } from "./home.ts";

export interface Pending {
  /** Generation of the credentials: 1 for a new account. */
  readonly generation: number;
  readonly record: DeviceRecord;
  readonly accountSecret: AccountSecret;
  /** The kit's text, sealed; null where none is given out. */
  readonly sealedKit: Bytes | null;
}

const pendingFields = tupleField(
  integerField(1),
  bytesField(1, limits.boxMax * 4),
  bytesField(accountSecretLength),
  nullableField(bytesField(1, limits.linkBoxMax * 2)),
);

/** Writes credentials that are about to be handed over. */
export async function savePending(
  files: Files,
  options: {
    readonly generation: number;
    readonly record: DeviceRecord;
    readonly accountSecret: AccountSecret;
    readonly kit: string | null;
    readonly keys: DeviceKeys;
    readonly randomBytes: RandomBytes;
  },
): Promise<void> {
  const { generation, record, accountSecret, kit, keys, randomBytes } = options;
  const sealedKit =
    kit === null ? null : await wrap({ ...kitBox(keys), plaintext: utf8(kit), randomBytes });
  await files.replace(
    fileNames.pending,
    encode([generation, encodeDeviceRecord(record), accountSecret, sealedKit]),
  );
}

/** The credentials on their way, if there are any. */
export async function loadPending(files: Files): Promise<Pending | undefined> {
  const bytes = await files.read(fileNames.pending);
  const decoded = bytes === undefined ? undefined : decode(bytes);
  const fields = decoded?.ok === true ? pendingFields(decoded.value) : undefined;
  if (fields === undefined) return undefined;
  const [generation, recordBytes, secret, sealedKit] = fields;
  const record = decodeDeviceRecord(recordBytes);
  if (record === undefined) return undefined;
  return { generation, record, accountSecret: secret as AccountSecret, sealedKit };
}

/**
 * Removes credentials whose outcome is known. It is the last thing that is done, and nothing hangs on it: what a disk
 * does not let go is settled once more by the next login. The kit, which it may hold, is on its way to the person, and
 * must not be lost to an error.
 */
export async function dropPending(files: Files): Promise<void> {
  await files.remove(fileNames.pending).catch(() => undefined);
}

/**
 * The kit of pending credentials, which the person may not have seen; null if there is none, or if they were not
 * taken over: then the account chain names another recovery key.
 */
export async function openTakenKit(
  pending: Pending,
  keys: DeviceKeys,
  recoveryPublicKey: Bytes | null,
): Promise<string | null> {
  if (pending.sealedKit === null || recoveryPublicKey === null) return null;
  const bytes = await unwrap({ ...kitBox(keys), box: pending.sealedKit });
  if (bytes === undefined) return null;
  const text = new TextDecoder().decode(bytes);
  const kit = parseKit(text);
  if (!kit.ok) return null;
  const isTaken = equalBytes(recoveryPublicKeyOf(kit.value.recoverySecret), recoveryPublicKey);
  return isTaken ? text : null;
}

function kitBox(keys: DeviceKeys) {
  return { key: keys.localKey, purpose: "pending", context: keys.deviceId } as const;
}
