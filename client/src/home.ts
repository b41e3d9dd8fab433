/**
 * The files of an engine's home, by name, and the small ones' contents.
 *
 *   device            the device record: account and server in clear, keys sealed twice
 *   account-secret    the Account Secret, kept independently of the password; `account-secret-old` the one
 *                     before, until a login with the new one has succeeded
 *   pending           credentials that a server may or may not have taken over yet
 *   signed-out        present after `logout`: the keys stay, and the next use begins with a login
 *   outbox            sealed changes that wait for the server
 *   log-ID, state-ID, keys-ID   a chain: its entries, its sealed cache, its sealed epoch keys
 *   outbox-damaged, log-ID-damaged   what a damaged file was, before it was repaired
 */
import type { AccountSecret } from "@coffer/protocol";
import { accountSecretLength, equalBytes } from "@coffer/protocol";
import { decodeDeviceRecord, encodeDeviceRecord, type DeviceRecord } from "./device-record.ts";
import type { Files } from "./environment.ts";

export const fileNames = {
  device: "device",
  accountSecret: "account-secret",
  accountSecretOld: "account-secret-old",
  pending: "pending",
  signedOut: "signed-out",
  outbox: "outbox",
} as const;

/** The device's record; undefined if the home has none, `damaged` if it cannot be read. */
export async function loadDevice(files: Files): Promise<DeviceRecord | "damaged" | undefined> {
  const bytes = await files.read(fileNames.device);
  if (bytes === undefined) return undefined;
  return decodeDeviceRecord(bytes) ?? "damaged";
}

/** Writes the device's record. */
export function saveDevice(files: Files, record: DeviceRecord): Promise<void> {
  return files.replace(fileNames.device, encodeDeviceRecord(record));
}

/** The Account Secrets on this device, the newest first. */
export async function loadAccountSecrets(files: Files): Promise<readonly AccountSecret[]> {
  const names = [fileNames.accountSecret, fileNames.accountSecretOld];
  const read = await Promise.all(names.map((name) => files.read(name)));
  return read.filter((bytes) => bytes?.length === accountSecretLength) as AccountSecret[];
}

/** Makes a secret the newest; the one before is kept until `forgetOldSecret`. */
export async function saveAccountSecret(files: Files, secret: AccountSecret): Promise<void> {
  const before = await files.read(fileNames.accountSecret);
  // Once more the same must not push out the one before it.
  if (before !== undefined && equalBytes(before, secret)) return;
  if (before !== undefined) await files.replace(fileNames.accountSecretOld, before);
  await files.replace(fileNames.accountSecret, secret);
}

/** A login with the newest secret succeeded: the one before is of no use any more. */
export function forgetOldSecret(files: Files): Promise<void> {
  return files.remove(fileNames.accountSecretOld);
}

/** Removes everything: after this the device knows nothing of any account. */
export async function forgetEverything(files: Files): Promise<void> {
  const names = await files.names();
  for (const name of names) if (name !== fileNames.device) await files.remove(name);
  // Last: as long as anything is left, the home says that it is not empty.
  await files.remove(fileNames.device);
}
