/**
 * The link box: how a signed-in device tells a new one what a server may not know (docs/protocol.md K4–K6).
 *
 * Account Secret, login name and chain heads, sealed under a link code of 80 bits. The server holds the box for
 * ten minutes and gives it out once; Argon2id makes even the 80 bits slow to search. Argon2id comes in from
 * the Environment: k = Argon2id(the 16 characters, SHA-256(L("link-salt") ‖ server id)[:16], 64 MiB, 3, 4).
 */
import { formatBase32, normalizeBase32 } from "./base32.ts";
import { unwrap, wrap } from "./box.ts";
import { concat, utf8, type Bytes, type RandomBytes } from "./bytes.ts";
import { decode, encode } from "./codec.ts";
import { accountSecretLength } from "./credentials.ts";
import { deriveKey, hash256 } from "./hash.ts";
import { hashLength, idLength } from "./identity.ts";
import type { AccountSecret } from "./key-hierarchy.ts";
import { label } from "./labels.ts";
import { limits } from "./limits.ts";
import { bytesField, integerField, listField, textField, tupleField, type Field } from "./shape.ts";

/** Argon2id (RFC 9106) as the platform gives it: 32 bytes; parameters in KiB, passes, lanes. */
export type Argon2id = (options: {
  readonly password: Uint8Array;
  readonly salt: Uint8Array;
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}) => Promise<Bytes>;

/** Parameters of every Argon2id outside OPAQUE: the second recommendation of RFC 9106 §4. */
export const argon2idCost = { memoryKib: 65_536, passes: 3, lanes: 4 } as const;

const linkCodeBytes = 10;

/** A new link code: 16 upper-case Crockford characters, 80 bits, for one use. */
export function newLinkCode(randomBytes: RandomBytes): string {
  return formatBase32(randomBytes(linkCodeBytes));
}

/** The link code that a person typed, with or without groups; undefined if it is none. */
export function parseLinkCode(typed: string): string | undefined {
  const code = normalizeBase32(typed);
  return code?.length === 16 ? code : undefined;
}

/** The box's name and key. */
export interface LinkKeys {
  readonly boxId: Bytes;
  readonly boxKey: Bytes;
}

/** Name and key of a code's box at a server. 64 MiB and some tenths of a second. */
export async function linkKeys(
  code: string,
  serverId: Uint8Array,
  argon2id: Argon2id,
): Promise<LinkKeys> {
  const salt = hash256(label("link-salt"), serverId).subarray(0, 16);
  const key = await argon2id({ password: utf8(code), salt, ...argon2idCost });
  return {
    boxId: deriveKey({ key, info: label("link-id") }).slice(0, idLength),
    boxKey: deriveKey({ key, info: label("link-box") }),
  };
}

/** A chain as one device saw it: what a new device demands that the server shows. */
export interface KnownChain {
  readonly vaultId: Bytes;
  readonly genesisHash: Bytes;
  readonly seq: number;
  readonly head: Bytes;
}

/** What travels in a link box. */
export interface LinkContent {
  readonly accountSecret: AccountSecret;
  readonly loginName: string;
  readonly accountId: Bytes;
  readonly serverId: Bytes;
  readonly opaquePublicKey: Bytes;
  readonly channelPublicKey: Bytes;
  /** The account chain first. */
  readonly chains: readonly KnownChain[];
}

const id = bytesField(idLength);
const hash = bytesField(hashLength);

const chainsField: Field<readonly KnownChain[]> = listField(
  (value) => {
    const fields = tupleField(id, hash, integerField(0), hash)(value);
    if (fields === undefined) return undefined;
    const [vaultId, genesisHash, seq, head] = fields;
    return { vaultId, genesisHash, seq, head };
  },
  { min: 1, max: limits.vaultsPerAccountMax + 1 },
);

const linkFields = tupleField(
  bytesField(accountSecretLength),
  textField(2 * limits.loginNameCharactersMax),
  id,
  id,
  bytesField(32),
  bytesField(32),
  chainsField,
);

interface LinkBoxOptions {
  readonly keys: LinkKeys;
  readonly serverId: Uint8Array;
}

/** Seals a link box. */
export function sealLinkBox(
  options: LinkBoxOptions & { readonly content: LinkContent; readonly randomBytes: RandomBytes },
): Promise<Bytes> {
  const { content } = options;
  const plaintext = encode([
    content.accountSecret,
    content.loginName,
    content.accountId,
    content.serverId,
    content.opaquePublicKey,
    content.channelPublicKey,
    content.chains.map((chain) => [chain.vaultId, chain.genesisHash, chain.seq, chain.head]),
  ]);
  return wrap({ ...linkBox(options), plaintext, randomBytes: options.randomBytes });
}

/** Opens a link box; undefined if it is not the code's, or not this server's. */
export async function openLinkBox(
  options: LinkBoxOptions & { readonly box: Uint8Array },
): Promise<LinkContent | undefined> {
  const bytes = await unwrap({ ...linkBox(options), box: options.box });
  const decoded = bytes === undefined ? undefined : decode(bytes);
  const fields = decoded?.ok === true ? linkFields(decoded.value) : undefined;
  if (fields === undefined) return undefined;
  const [secret, loginName, accountId, serverId, opaquePublicKey, channelPublicKey, chains] =
    fields;
  return {
    accountSecret: secret as AccountSecret,
    loginName,
    accountId,
    serverId,
    opaquePublicKey,
    channelPublicKey,
    chains,
  };
}

function linkBox({ keys, serverId }: LinkBoxOptions) {
  return { key: keys.boxKey, purpose: "link", context: concat(serverId, keys.boxId) } as const;
}
