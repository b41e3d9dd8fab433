/**
 * A storage that keeps everything honestly, and tells what the switches say.
 */
import type { Bytes } from "../../protocol/src/bytes.ts";
import type { ListedChain, Storage } from "../../server/src/storage/storage.ts";
import { headOfShown, type Lies } from "./lies.ts";

/** Wraps a storage; `lies` are looked at with every call. */
export function lyingStorage(honest: Storage, lies: () => Lies): Storage {
  const shownOf = (vaultId: Bytes) => lies().shown?.get(vaultId.toHex());
  return {
    ...honest,
    accountByName: async (nameHash) => {
      const account = await honest.accountByName(nameHash);
      return account && (lies().account?.(account) ?? account);
    },
    accountById: async (accountId) => {
      const account = await honest.accountById(accountId);
      return account && (lies().account?.(account) ?? account);
    },
    accountOfDevice: async (deviceId) => {
      const owner = await honest.accountOfDevice(deviceId);
      return lies().ownerOfDevice === undefined ? owner : lies().ownerOfDevice?.(owner);
    },
    chainsOf: async (accountId) => {
      const listed = await honest.chainsOf(accountId);
      const shown = listed.map((chain): ListedChain => {
        const other = shownOf(chain.vaultId);
        return other === undefined ? chain : { ...chain, ...headOfShown(other) };
      });
      return lies().listChains?.(shown) ?? shown;
    },
    loadChain: async (vaultId) => {
      const chain = await honest.loadChain(vaultId);
      return lies().loadChain === undefined ? chain : lies().loadChain?.(vaultId, chain);
    },
    loadEntries: async (vaultId, fromSeq, bounds) => {
      const shown = shownOf(vaultId);
      if (shown === undefined) return honest.loadEntries(vaultId, fromSeq, bounds);
      return shown.entries.slice(fromSeq, fromSeq + bounds.entriesMax);
    },
    append: async (append) =>
      lies().forgetsAppends === true
        ? { code: "appended", isRepeat: false }
        : honest.append(append),
    takeLinkBox: async (boxId, nowSeconds) => {
      const box = await honest.takeLinkBox(boxId, nowSeconds);
      return lies().linkBox === undefined ? box : lies().linkBox?.(box);
    },
    sessionsOf: async (accountId) => {
      const sessions = await honest.sessionsOf(accountId);
      return lies().sessions?.(sessions) ?? sessions;
    },
  };
}
