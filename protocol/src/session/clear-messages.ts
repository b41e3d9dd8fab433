/**
 * Messages before the channel is sealed (docs/protocol.md C1–C3): each one CBOR array, a type and then
 * its fields, none more and none fewer. All of them are in the transcript that the channel keys come from.
 */
import type { Bytes } from "../bytes.ts";
import { decode, encode, type CodecValue } from "../codec.ts";
import { idLength } from "../identity.ts";
import { limits } from "../limits.ts";
import {
  ke1Length,
  ke2Length,
  ke3Length,
  registrationRecordLength,
  registrationRequestLength,
  registrationResponseLength,
} from "../opaque-sizes.ts";
import {
  bytesField,
  integerField,
  isArray,
  listField,
  nullableField,
  oneOfField,
  textField,
  tupleField,
  type Field,
} from "../shape.ts";
import { publicKeyLength } from "../signature.ts";

export const registrationModes = ["open", "invite", "closed"] as const;
export type RegistrationMode = (typeof registrationModes)[number];

export const invitationLength = 16;

/** The fields of each message, in order. */
export interface ClearFields {
  readonly hello: readonly [
    serverId: Bytes,
    opaquePublicKey: Bytes,
    channelPublicKey: Bytes,
    registrationMode: RegistrationMode,
    capabilities: readonly string[],
    random: Bytes,
  ];
  readonly "client.hello": readonly [capabilities: readonly string[], clientVersion: string];
  readonly "register.start": readonly [loginName: string, invitation: Bytes | null, request: Bytes];
  readonly "register.response": readonly [response: Bytes];
  readonly "register.finish": readonly [
    record: Bytes,
    accountBox: Bytes,
    rootBox: Bytes,
    recoveryBox: Bytes,
    recoveryPublicKey: Bytes,
    accountGenesis: Bytes,
    vaultGenesis: Bytes,
  ];
  readonly done: readonly [];
  readonly "login.start": readonly [loginName: string, deviceId: Bytes, ke1: Bytes];
  readonly "login.response": readonly [ke2: Bytes];
  readonly "login.finish": readonly [ke3: Bytes];
  readonly "resume.start": readonly [deviceId: Bytes, ephemeral: Bytes];
  readonly "resume.response": readonly [ephemeral: Bytes];
  readonly "recover.start": readonly [accountId: Bytes, ephemeral: Bytes];
  readonly "recover.response": readonly [ephemeral: Bytes];
  readonly "link.get": readonly [boxId: Bytes];
  readonly "link.box": readonly [box: Bytes];
  readonly error: readonly [number: number];
}

const id = bytesField(idLength);
const key = bytesField(publicKeyLength);
const box = bytesField(1, limits.boxMax);
const genesis = bytesField(1, limits.genesisEntryMax);
const name = textField(2 * limits.loginNameCharactersMax);
const capabilities = listField(textField(limits.capabilityCharactersMax), {
  max: limits.capabilitiesMax,
});

const messages: { readonly [Type in ClearType]: Field<ClearFields[Type]> } = {
  hello: tupleField(id, key, key, oneOfField(registrationModes), capabilities, bytesField(32)),
  "client.hello": tupleField(capabilities, textField(limits.clientVersionCharactersMax)),
  "register.start": tupleField(
    name,
    nullableField(bytesField(invitationLength)),
    bytesField(registrationRequestLength),
  ),
  "register.response": tupleField(bytesField(registrationResponseLength)),
  "register.finish": tupleField(
    bytesField(registrationRecordLength),
    box,
    box,
    box,
    key,
    genesis,
    genesis,
  ),
  done: tupleField(),
  "login.start": tupleField(name, id, bytesField(ke1Length)),
  "login.response": tupleField(bytesField(ke2Length)),
  "login.finish": tupleField(bytesField(ke3Length)),
  "resume.start": tupleField(id, key),
  "resume.response": tupleField(key),
  "recover.start": tupleField(id, key),
  "recover.response": tupleField(key),
  "link.get": tupleField(id),
  "link.box": tupleField(bytesField(1, limits.linkBoxMax)),
  error: tupleField(integerField(1, 255)),
};

export type ClearType = keyof ClearFields;

/** A clear message: its type and its fields. */
export type ClearMessage<Type extends ClearType = ClearType> = {
  readonly [Each in Type]: { readonly type: Each; readonly fields: ClearFields[Each] };
}[Type];

/** The bytes of a clear message. */
export function encodeClear<Type extends ClearType>(
  type: Type,
  ...fields: ClearFields[Type]
): Bytes {
  const values: readonly CodecValue[] = fields;
  return encode([type, ...values]);
}

/** Reads a clear message; undefined if the bytes are none. Never throws. */
export function decodeClear(bytes: Uint8Array): ClearMessage | undefined {
  if (bytes.length > limits.registerFinishMax) return undefined;
  const decoded = decode(bytes);
  if (!decoded.ok || !isArray(decoded.value)) return undefined;
  const [type, ...values] = decoded.value;
  if (typeof type !== "string" || !isClearType(type)) return undefined;
  const fields = messages[type](values);
  return fields === undefined ? undefined : ({ type, fields } as ClearMessage);
}

function isClearType(type: string): type is ClearType {
  return Object.hasOwn(messages, type);
}
