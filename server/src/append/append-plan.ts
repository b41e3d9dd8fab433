/**
 * What an append asks for, before the chains are looked at: the entries by chain, in the order in which they came,
 * and whether a session of its kind may write such entries at all (docs/protocol.md SV30).
 */
import {
  decodeEntry,
  entryKinds,
  equalBytes,
  fail,
  limits as protocolLimits,
  ok,
  sessionKinds,
  toHex,
  type Bytes,
  type Entry,
  type Result,
} from "@coffer/protocol/server";

/** Who appends. */
export interface Author {
  readonly accountId: Bytes;
  /** Kind of the session (protocol's sessionKinds). */
  readonly kind: number;
  /** The device that has proved its key; null if none has. */
  readonly deviceId: Bytes | null;
}

/** The entries for one chain. */
export interface ChainPlan {
  readonly vaultId: Bytes;
  readonly entries: readonly Entry[];
}

export type PlanRefusal = { readonly code: "too-large" | "entry-refused" | "forbidden" };

/** Sorts an append's entries by chain. */
export function planAppend(
  author: Author,
  encoded: readonly Bytes[],
): Result<readonly ChainPlan[], PlanRefusal> {
  const bytes = encoded.reduce((sum, entry) => sum + entry.length, 0);
  if (bytes > protocolLimits.appendBytesMax) return fail({ code: "too-large" });
  const entriesByChain = new Map<string, Entry[]>();
  for (const each of encoded) {
    const entry = decodeEntry(each);
    if (entry === undefined) return fail({ code: "entry-refused" });
    if (!mayWrite(author, entry)) return fail({ code: "forbidden" });
    const key = toHex(entry.header.vaultId);
    const entries = entriesByChain.get(key) ?? [];
    entries.push(entry);
    entriesByChain.set(key, entries);
  }
  if (entriesByChain.size > protocolLimits.vaultsPerAccountMax + 1) {
    return fail({ code: "too-large" });
  }
  return ok(
    [...entriesByChain.values()].flatMap((entries) => {
      const [first] = entries;
      return first === undefined ? [] : [{ vaultId: first.header.vaultId, entries }];
    }),
  );
}

/**
 * A session that a device key resumed writes what its device has to say, and keeps keys in order. Who comes and
 * who goes is decided where the password or the kit has just been proved.
 */
function mayWrite(author: Author, { header }: Entry): boolean {
  if (author.kind !== sessionKinds.resume) return true;
  const isOrdinary = header.kind === entryKinds.data || header.kind === entryKinds.epoch;
  return isOrdinary && author.deviceId !== null && equalBytes(header.author, author.deviceId);
}
