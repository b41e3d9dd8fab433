/**
 * What every connection of a server uses. Made once, by startServer.
 */
import {
  deviceOf,
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
import type { Wire, WireOptions } from "./wire.ts";

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
  readonly createWire: (options: WireOptions) => Wire;
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

/** A device that was admitted to an account's chain, revoked or not, and whose it is. */
export interface AdmittedDevice {
  readonly accountId: Bytes;
  readonly signKey: Bytes;
  readonly isActive: boolean;
}

/** The device of an id, as its account chain has it now. */
export async function findDevice(
  { storage, chains }: Services,
  deviceId: Bytes,
): Promise<AdmittedDevice | undefined> {
  const owner = await storage.accountOfDevice(deviceId);
  const chain = owner === undefined ? undefined : await chains.get(owner.accountChainId);
  const device = chain === undefined ? undefined : deviceOf(chain.state, deviceId);
  if (owner === undefined || device === undefined) return undefined;
  return { accountId: owner.accountId, signKey: device.signKey, isActive: device.active };
}
