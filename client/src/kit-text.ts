/** What a person brings to a new device as text: a recovery kit, or just the account secret. */
import { ok, type Result } from "@coffer/ledger";
import {
  parseAccountSecret,
  parseKit,
  type AccountSecret,
  type KitError,
  type KnownChain,
  type RecoveryKit,
  type ServerKeys,
} from "@coffer/protocol";

/** What a new device knows of the account before its first login. */
export interface Brought {
  readonly accountSecret: AccountSecret;
  /** Keys that the server must have; undefined if nobody told them. */
  readonly serverKeys: ServerKeys | undefined;
  /** Chains that the server must show at least so far. */
  readonly chains: readonly KnownChain[];
}

/** A kit, and what it brings to a login. */
export interface KitText {
  readonly kit: RecoveryKit;
  readonly serverUrl: string;
  readonly brought: Brought;
}

/** Reads a recovery kit. */
export function parseKitText(text: string): Result<KitText, KitError> {
  const kit = parseKit(text);
  if (!kit.ok) return kit;
  const { accountSecret, chains, serverUrl } = kit.value;
  return ok({
    kit: kit.value,
    serverUrl,
    brought: { accountSecret, serverKeys: serverKeysOf(kit.value), chains },
  });
}

/** Reads an account secret that stands alone; undefined if the text is none. */
export function parseSecretText(text: string): Brought | undefined {
  const accountSecret = parseAccountSecret(text);
  return accountSecret && { accountSecret, serverKeys: undefined, chains: [] };
}

/** The keys of the server that a kit is for. */
export function serverKeysOf(kit: RecoveryKit): ServerKeys {
  const { serverId, opaquePublicKey, channelPublicKey } = kit;
  return { serverId, opaquePublicKey, channelPublicKey };
}
