/**
 * The secrets that Coffer makes for a person, found the way their owner finds them: read from the kits, and from
 * there down the key hierarchy (docs/protocol.md H1–H6, O3) with the boxes and entries that the server stores.
 */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { formatSecret } from "../../protocol/src/base32.ts";
import { decodeEntry } from "../../protocol/src/chain/entry.ts";
import { openGrant } from "../../protocol/src/chain/grants.ts";
import { decodePublicPart } from "../../protocol/src/chain/public-part.ts";
import { opaquePassword } from "../../protocol/src/credentials.ts";
import {
  openRecoveryBox,
  openRootBox,
  recoverySeedOf,
  type MasterKey,
  type RootKeys,
} from "../../protocol/src/key-hierarchy.ts";
import { parseKit, type RecoveryKit } from "../../protocol/src/recovery-kit.ts";
import { keyMarker, textMarker, type Marker } from "./markers.ts";
import { loginName, texts } from "./typed.ts";

const groupsOfFour = /(.{4})(?=.)/g;

function kitOf(text: string): RecoveryKit {
  const kit = parseKit(text);
  assert.ok(kit.ok, "the kit is one");
  return kit.value;
}

/** What stands in a kit, and what is made of it and a password before it meets the network. */
export function kitMarkers(kitText: string, name: string): readonly Marker[] {
  const { accountSecret, recoverySecret, serverId } = kitOf(kitText);
  const passwords = [texts.password, texts["new password"], texts["password after recovery"]];
  return [
    ...secretMarkers(`account secret of ${name}`, accountSecret),
    ...secretMarkers(`recovery secret of ${name}`, recoverySecret),
    keyMarker(`recovery key of ${name}`, recoverySeedOf(recoverySecret)),
    ...passwords.map((password, index) =>
      textMarker(
        `OPAQUE input of password ${index} with ${name}`,
        opaquePassword({ accountSecret, loginName, serverId, password }),
      ),
    ),
  ];
}

/** A link code, as it is shown and as it is typed. */
export function linkCodeMarkers(code: string): readonly Marker[] {
  return [
    textMarker("link code", code),
    textMarker("link code in groups", code.replaceAll(groupsOfFour, "$1-")),
  ];
}

/** The master key, the identity keys and the keys of every epoch, opened with the newest kit. */
export async function keyMarkers(
  databasePath: string,
  kitText: string,
): Promise<readonly Marker[]> {
  const database = new DatabaseSync(databasePath, { readOnly: true });
  try {
    const { masterKey, root } = await openAccount(database, kitOf(kitText));
    const epochKeys = await openEpochKeys(database, root);
    // Both chains, and an epoch more in each since the device was revoked.
    assert.ok(epochKeys.length >= 4, "the epochs' keys open");
    return [
      keyMarker("master key", masterKey),
      keyMarker("seed of IK", root.signSeed),
      keyMarker("seed of IKEM", root.kemSeed),
      ...epochKeys.map((key, index) => keyMarker(`epoch key ${index}`, key)),
    ];
  } finally {
    database.close();
  }
}

async function openAccount(
  database: DatabaseSync,
  { recoverySecret }: RecoveryKit,
): Promise<{ readonly masterKey: MasterKey; readonly root: RootKeys }> {
  const row = database.prepare("SELECT account_id, recovery_box, root_box FROM account").get();
  const accountId = bytesOf(row?.["account_id"]);
  const box = bytesOf(row?.["recovery_box"]);
  const masterKey = await openRecoveryBox({ accountId, recoverySecret, box });
  assert.ok(masterKey !== undefined, "the newest kit opens the account");
  const root = await openRootBox({ accountId, masterKey, box: bytesOf(row?.["root_box"]) });
  assert.ok(root !== undefined);
  return { masterKey, root };
}

async function openEpochKeys(
  database: DatabaseSync,
  root: RootKeys,
): Promise<readonly Uint8Array[]> {
  const keys: Uint8Array[] = [];
  for (const row of database.prepare("SELECT bytes FROM entry ORDER BY vault_id, seq").all()) {
    const entry = decodeEntry(bytesOf(row["bytes"]));
    assert.ok(entry !== undefined);
    const { header } = entry;
    const part = decodePublicPart(header.kind, entry.publicBytes);
    if (part === undefined || !("grants" in part)) continue;
    const { grants } = part;
    const { vaultId, epoch } = header;
    const recipient = { recipientId: root.accountId, seed: root.kemSeed };
    const key = await openGrant({ vaultId, epoch, grants, ...recipient });
    assert.ok(key !== undefined, "the account is granted every epoch's key");
    keys.push(key);
  }
  return keys;
}

/** A secret on paper: as it is printed, as it may be typed, as bytes. */
function secretMarkers(name: string, secret: Uint8Array): readonly Marker[] {
  const printed = formatSecret(secret);
  const plain = printed.replaceAll("-", "");
  return [
    textMarker(name, printed),
    textMarker(`${name}, without dashes`, plain),
    textMarker(`${name}, in small letters`, plain.toLowerCase()),
    keyMarker(name, secret),
  ];
}

function bytesOf(value: unknown): Uint8Array<ArrayBuffer> {
  assert.ok(value instanceof Uint8Array);
  return Uint8Array.from(value);
}
