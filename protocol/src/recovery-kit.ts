/**
 * The recovery kit (docs/protocol.md K7): a page of text that gets a person back in when every device or the
 * password is lost. UTF-8, one `key: value` a line; it prints on one page and fits a QR code.
 *
 * It holds the Account Secret and the recovery secret, so it is as good as the password: whoever has it can
 * open the account. It also holds what a new device checks the server against: keys, and the chains' heads.
 */
import { formatSecret, parseSecret } from "./base32.ts";
import { fromHex, toHex, type Bytes } from "./bytes.ts";
import { accountSecretLength, parseLoginName } from "./credentials.ts";
import { hashLength, idLength } from "./identity.ts";
import { recoverySecretLength, type AccountSecret, type RecoverySecret } from "./key-hierarchy.ts";
import { limits } from "./limits.ts";
import type { KnownChain } from "./link.ts";
import { fail, ok, type Result } from "./result.ts";

/** What a kit says. */
export interface RecoveryKit {
  readonly serverUrl: string;
  readonly serverId: Bytes;
  readonly opaquePublicKey: Bytes;
  readonly channelPublicKey: Bytes;
  readonly loginName: string;
  readonly accountId: Bytes;
  readonly accountSecret: AccountSecret;
  readonly recoverySecret: RecoverySecret;
  /** The account chain first. */
  readonly chains: readonly KnownChain[];
  /** ISO 8601 calendar date on which it was made, by the device's clock. */
  readonly date: string;
}

export type KitError = {
  readonly code: "kit-version-unknown" | "kit-line-missing" | "kit-line-wrong";
  /** Key of the line that is missing or wrong. */
  readonly key: string;
};

const versionKey = "Coffer recovery kit";
const accountChainKey = "account chain";
const vaultKey = "vault";
const kitCharactersMax = 16_384;

/** The kit as text. */
export function formatKit(kit: RecoveryKit): string {
  const lines = [
    [versionKey, "1"],
    ["server", kit.serverUrl],
    ["server id", toHex(kit.serverId)],
    ["server login key", toHex(kit.opaquePublicKey)],
    ["server channel key", toHex(kit.channelPublicKey)],
    ["login name", kit.loginName],
    ["account id", toHex(kit.accountId)],
    ["account secret", formatSecret(kit.accountSecret)],
    ["recovery secret", formatSecret(kit.recoverySecret)],
    ...kit.chains.map((chain, index) => [
      index === 0 ? accountChainKey : vaultKey,
      formatChain(chain),
    ]),
    ["date", kit.date],
  ];
  return `${lines.map(([key, value]) => `${key}: ${value}`).join("\n")}\n`;
}

/** Reads a kit; a line that this version does not know, or a blank one, is passed over. */
export function parseKit(text: string): Result<RecoveryKit, KitError> {
  if (text.length > kitCharactersMax) return fail({ code: "kit-line-wrong", key: versionKey });
  const values = valuesByKey(text);
  let failure: KitError = { code: "kit-line-missing", key: versionKey };
  const read = <Value>(key: string, parse: (value: string) => Value | undefined) => {
    const value = values.get(key)?.[0];
    const parsed = value === undefined ? undefined : parse(value);
    if (parsed === undefined) {
      failure = { code: value === undefined ? "kit-line-missing" : "kit-line-wrong", key };
    }
    return parsed;
  };
  const version = read(versionKey, (value) => value);
  if (version === undefined) return fail(failure);
  if (version !== "1") return fail({ code: "kit-version-unknown", key: versionKey });
  const kit = {
    serverUrl: read("server", parseServerUrl),
    serverId: read("server id", (value) => parseHex(value, idLength)),
    opaquePublicKey: read("server login key", (value) => parseHex(value, hashLength)),
    channelPublicKey: read("server channel key", (value) => parseHex(value, hashLength)),
    loginName: read("login name", parseCanonicalName),
    accountId: read("account id", (value) => parseHex(value, idLength)),
    accountSecret: read("account secret", parseAccountSecret),
    recoverySecret: read("recovery secret", parseRecoverySecret),
    chains: read(accountChainKey, (value) => parseChains([value, ...(values.get(vaultKey) ?? [])])),
    date: read("date", (value) => (/^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined)),
  };
  return isWhole(kit) ? ok(kit) : fail(failure);
}

/** The Account Secret that a person typed or that a kit holds; undefined if a character is wrong. */
export function parseAccountSecret(typed: string): AccountSecret | undefined {
  return parseSecret(typed, accountSecretLength) as AccountSecret | undefined;
}

type Unread<Kit> = { readonly [Key in keyof Kit]: Kit[Key] | undefined };

function isWhole(kit: Unread<RecoveryKit>): kit is RecoveryKit {
  return Object.values(kit).every((value) => value !== undefined);
}

function valuesByKey(text: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon === -1) continue;
    const key = line.slice(0, colon).trim();
    values.set(key, [...(values.get(key) ?? []), line.slice(colon + 1).trim()]);
  }
  return values;
}

function formatChain(chain: KnownChain): string {
  const { vaultId, genesisHash, seq, head } = chain;
  return `${toHex(vaultId)} ${toHex(genesisHash)} ${seq} ${toHex(head)}`;
}

function parseChains(values: readonly string[]): readonly KnownChain[] | undefined {
  const chains = values.map(parseChain);
  return chains.every((chain) => chain !== undefined) ? chains : undefined;
}

function parseChain(value: string): KnownChain | undefined {
  const [id = "", genesis = "", seqText = "", hash = "", ...rest] = value.split(" ");
  const vaultId = parseHex(id, idLength);
  const genesisHash = parseHex(genesis, hashLength);
  const head = parseHex(hash, hashLength);
  const seq = /^(0|[1-9]\d{0,14})$/.test(seqText) ? Number(seqText) : undefined;
  if (vaultId === undefined || genesisHash === undefined || head === undefined) return undefined;
  return seq === undefined || rest.length > 0 ? undefined : { vaultId, genesisHash, seq, head };
}

function parseHex(value: string, length: number): Bytes | undefined {
  const bytes = fromHex(value);
  return bytes?.length === length ? bytes : undefined;
}

function parseServerUrl(value: string): string | undefined {
  return value !== "" && value.length <= limits.serverUrlCharactersMax ? value : undefined;
}

function parseCanonicalName(value: string): string | undefined {
  const name = parseLoginName(value);
  return name.ok ? name.value : undefined;
}

function parseRecoverySecret(typed: string): RecoverySecret | undefined {
  return parseSecret(typed, recoverySecretLength) as RecoverySecret | undefined;
}
