/**
 * What every connection of a server uses. Made once, by startServer.
 */
import {
  equalBytes,
  exchangeKeyOf,
  hmac256,
  opaquePublicKey,
  parseLoginName,
  utf8,
  type Bytes,
  type ExchangeKey,
  type OpaqueServerKeys,
  type RegistrationMode,
} from "@coffer/protocol/server";
import type { Appender } from "../append/appender.ts";
import type { ChainCache } from "../append/chain-cache.ts";
import type { Clock } from "../clock.ts";
import type { Hub } from "../hub.ts";
import type { AttemptLimits } from "../limits/attempt-limits.ts";
import type { Log } from "../log.ts";
import type { ServerSecrets } from "../secrets.ts";
import type { ServerLimits } from "../server-limits.ts";
import type { ServerMetrics } from "../server-metrics.ts";
import type { Storage } from "../storage/storage.ts";
import type { Sessions } from "./sessions.ts";

/** The server's keys, ready for use. */
export interface Identity {
  readonly serverId: Bytes;
  readonly opaqueKeys: OpaqueServerKeys;
  readonly opaquePublicKey: Bytes;
  readonly channelKey: ExchangeKey;
}

export interface Services {
  readonly identity: Identity;
  readonly registrationMode: RegistrationMode;
  readonly storage: Storage;
  readonly chains: ChainCache;
  readonly appender: Appender;
  readonly attempts: AttemptLimits;
  readonly sessions: Sessions;
  readonly hub: Hub;
  readonly clock: Clock;
  readonly limits: ServerLimits;
  readonly metrics: ServerMetrics;
  readonly log: Log;
}

/** Who is on the other end, as far as it may be noted. */
export interface Peer {
  readonly connectionNumber: number;
  readonly network: string;
}

/** The keys of a server's secrets. */
export async function identityOf(secrets: ServerSecrets): Promise<Identity> {
  const { serverId, opaqueSetup, channelKey, enumerationKey } = secrets;
  return {
    serverId,
    opaqueKeys: { setup: opaqueSetup, enumerationKey },
    opaquePublicKey: await opaquePublicKey(opaqueSetup),
    channelKey: await exchangeKeyOf(channelKey),
  };
}

/** What accounts are looked up by: a keyed hash of the name, so that no look-up's time depends on the name. */
export function nameHashOf({ opaqueKeys }: Identity, loginName: string): Bytes {
  return hmac256(opaqueKeys.enumerationKey, utf8(loginName));
}

/** Whether a login name on the wire is in its one form. */
export function isCanonicalName(loginName: string): boolean {
  const parsed = parseLoginName(loginName);
  return parsed.ok && parsed.value === loginName;
}

/** Whether a device is an active one of an account. */
export async function isActiveDevice(
  { storage, chains }: Services,
  accountId: Bytes,
  deviceId: Bytes,
): Promise<boolean> {
  const owner = await storage.accountOfDevice(deviceId);
  if (owner === undefined || !equalBytes(owner, accountId)) return false;
  const chain = await chains.accountChain(accountId);
  return chain?.state.devices.get(deviceId.toHex())?.active === true;
}
