/**
 * The changes that protocol itself understands (docs/protocol.md T5–T9): those of the account chain, and
 * the few that every chain has. A vault's budget changes are opaque here: ledger reads them.
 *
 * Vault list, recovery key, server keys and rekey decide whom a device trusts, so they need the account's
 * identity key, that is, a person who has just proved the password or the kit.
 */
import type { Bytes } from "../bytes.ts";
import type { CodecValue } from "../codec.ts";
import { hashLength, idLength } from "../identity.ts";
import { accountSecretLength } from "../credentials.ts";
import { limits } from "../limits.ts";
import {
  bytesField,
  integerField,
  listField,
  nullableField,
  textField,
  tupleField,
  type Field,
} from "../shape.ts";
import { publicKeyLength } from "../signature.ts";
import type { AccountSecret } from "../key-hierarchy.ts";
import type { ChainKind } from "./public-part.ts";

/** Numbers of the change types. */
export const changeTypes = {
  ledger: 0,
  vaultList: 1,
  recoveryKey: 2,
  serverKeys: 3,
  rekey: 4,
  pin: 5,
  deviceName: 6,
  heartbeat: 7,
} as const;

/** A vault of the account; the hash of its genesis is null in the account's own genesis. */
export interface ListedVault {
  readonly vaultId: Bytes;
  readonly genesisHash: Bytes | null;
}

/** The keys by which a device knows its server. */
export interface ServerKeys {
  readonly serverId: Bytes;
  readonly opaquePublicKey: Bytes;
  readonly channelPublicKey: Bytes;
}

export type AccountChange =
  | { readonly type: 1; readonly vaults: readonly ListedVault[] }
  | { readonly type: 2; readonly recoveryPublicKey: Bytes }
  | { readonly type: 3; readonly serverKeys: ServerKeys }
  | {
      readonly type: 4;
      readonly generation: number;
      readonly accountBoxHash: Bytes;
      /** The new Account Secret, if it changed. */
      readonly accountSecret: AccountSecret | null;
    }
  | { readonly type: 5; readonly vaultId: Bytes; readonly seq: number; readonly hash: Bytes }
  | { readonly type: 6; readonly deviceId: Bytes; readonly name: string }
  | { readonly type: 7; readonly clockSeconds: number };

const idField = bytesField(idLength);
const hashField = bytesField(hashLength);
const keyField = bytesField(publicKeyLength);

const vaultListFields = listField(tupleField(idField, nullableField(hashField)), {
  min: 1,
  max: limits.vaultsPerAccountMax,
});
const serverKeysFields = tupleField(idField, keyField, keyField);
const rekeyFields = tupleField(
  integerField(1, 0xffff_ffff),
  hashField,
  nullableField(bytesField(accountSecretLength)),
);
const pinFields = tupleField(idField, integerField(0), hashField);
const deviceNameFields = tupleField(idField, textField(limits.deviceNameCharactersMax));
const clockField: Field<number> = integerField(0);

/** The value of a change, as it stands in a plaintext. */
export function accountChangeValue(change: AccountChange): CodecValue {
  switch (change.type) {
    case 1:
      return change.vaults.map((vault) => [vault.vaultId, vault.genesisHash]);
    case 2:
      return change.recoveryPublicKey;
    case 3: {
      const { serverId, opaquePublicKey, channelPublicKey } = change.serverKeys;
      return [serverId, opaquePublicKey, channelPublicKey];
    }
    case 4:
      return [change.generation, change.accountBoxHash, change.accountSecret];
    case 5:
      return [change.vaultId, change.seq, change.hash];
    case 6:
      return [change.deviceId, change.name];
    case 7:
      return change.clockSeconds;
  }
}

/** The change of a type and value; undefined if there is none of that shape. */
export function readAccountChange(type: number, value: CodecValue): AccountChange | undefined {
  switch (type) {
    case changeTypes.vaultList: {
      const vaults = vaultListFields(value);
      return (
        vaults && {
          type,
          vaults: vaults.map(([vaultId, genesisHash]) => ({ vaultId, genesisHash })),
        }
      );
    }
    case changeTypes.recoveryKey: {
      const recoveryPublicKey = keyField(value);
      return recoveryPublicKey && { type, recoveryPublicKey };
    }
    case changeTypes.serverKeys: {
      const keys = serverKeysFields(value);
      if (keys === undefined) return undefined;
      const [serverId, opaquePublicKey, channelPublicKey] = keys;
      return { type, serverKeys: { serverId, opaquePublicKey, channelPublicKey } };
    }
    case changeTypes.rekey: {
      const fields = rekeyFields(value);
      if (fields === undefined) return undefined;
      const [generation, accountBoxHash, secret] = fields;
      return { type, generation, accountBoxHash, accountSecret: secret as AccountSecret | null };
    }
    case changeTypes.pin: {
      const fields = pinFields(value);
      return fields && { type, vaultId: fields[0], seq: fields[1], hash: fields[2] };
    }
    case changeTypes.deviceName: {
      const fields = deviceNameFields(value);
      return fields && { type, deviceId: fields[0], name: fields[1] };
    }
    case changeTypes.heartbeat: {
      const clockSeconds = clockField(value);
      return clockSeconds === undefined ? undefined : { type, clockSeconds };
    }
    default:
      return undefined;
  }
}

/** Whether a change of a type counts only in an entry that the identity key countersigned. */
export function needsIdentityKey(type: number): boolean {
  return type >= changeTypes.vaultList && type <= changeTypes.rekey;
}

/** Whether a change of a type may stand in a chain of a kind. */
export function belongsToChain(type: number, chainKind: ChainKind): boolean {
  if (type === changeTypes.deviceName || type === changeTypes.heartbeat) return true;
  return (type === changeTypes.ledger) === (chainKind === "vault");
}
