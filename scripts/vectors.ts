/**
 * Golden bytes of the protocol: `node scripts/vectors.ts` writes protocol/vectors/*.json again.
 *
 * All keys and random bytes are counted, so the same code gives the same files. HPKE and OPAQUE have random
 * sources of their own: what they gave is in recorded.json, made once and kept, and the rest follows from it.
 * A file that changes is a change of the protocol. Another implementation can be held to these files.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recoverySeedOf } from "../protocol/src/key-hierarchy.ts";
import { publicKeyOf } from "../protocol/src/signature.ts";
import {
  accountChangeValue,
  changeTypes,
  type AccountChange,
} from "../protocol/src/chain/change.ts";
import type { SealedChange } from "../protocol/src/chain/plaintext.ts";
import { countedRandom, knownChain, makeCast, type Cast, type Json } from "./vectors/cast.ts";
import { makeChain, type Step } from "./vectors/chain.ts";
import { makePlain } from "./vectors/plain.ts";
import { recordOpaque, type Recorded } from "./vectors/recorded.ts";

/** Where the files are. */
export const vectorsFolder: string = join(import.meta.dirname, "../protocol/vectors");

/** Makers of changes whose ids are counted from the start. */
function changeMakers() {
  const random = countedRandom("changes");
  const make = (type: number, value: SealedChange["value"]) => ({ id: random(16), type, value });
  return {
    change: (value: AccountChange) => make(value.type, accountChangeValue(value)),
    budget: (value: SealedChange["value"]) => make(changeTypes.ledger, value),
  };
}

const step = (kind: Step["kind"], by: Step["by"], ...changes: readonly SealedChange[]): Step => ({
  kind,
  by,
  changes,
});

/** An account chain and a vault chain, each with every kind of entry. */
async function makeChains(cast: Cast, recorded: Recorded): Promise<Readonly<Record<string, Json>>> {
  const { vaultId, seq, head } = knownChain("vault");
  const { laptop, accountSecret } = cast;
  const recoveryPublicKey = publicKeyOf(recoverySeedOf(cast.recoverySecret));
  const accountBoxHash = countedRandom("account box")(32);
  const rekey = { generation: 2, accountBoxHash, accountSecret };
  const { change, budget } = changeMakers();
  const account = await makeChain({
    chainKind: "account",
    cast,
    recorded,
    accountHead: null,
    steps: [
      step(
        "genesis",
        "phone",
        change({ type: 1, vaults: [{ vaultId, genesisHash: null }] }),
        change({ type: 2, recoveryPublicKey }),
        change({ type: 3, serverKeys: cast }),
      ),
      step("device", "laptop", change({ type: 6, deviceId: laptop.deviceId, name: "Laptop" })),
      step(
        "data",
        "laptop",
        change({ type: 5, vaultId, seq, hash: head }),
        change({ type: 7, clockSeconds: 1_795_000_000 }),
      ),
      step("epoch", "phone"),
      step("revoke", "phone", change({ type: 4, ...rekey })),
    ],
  });
  const vault = await makeChain({
    chainKind: "vault",
    cast,
    recorded,
    accountHead: { seq: account.state.seq, hash: account.state.head },
    steps: [
      step("genesis", "phone", budget("a budget")),
      step("device", "laptop"),
      step("data", "laptop", budget([1, "lunch", -1_250]), budget(new Map([["text", "é"]]))),
      step("epoch", "laptop"),
      step("data", "phone", budget("x".repeat(300))),
      step("revoke", "phone"),
    ],
  });
  return { "account-chain": account.json, "vault-chain": vault.json };
}

/** The text of every file, by name, given what was recorded of HPKE and OPAQUE (nothing: it is made anew). */
export async function makeVectors(given: Recorded): Promise<ReadonlyMap<string, string>> {
  const recorded = { ...given };
  const cast = await makeCast();
  await recordOpaque(cast, recorded);
  const files: Readonly<Record<string, Json>> = {
    ...(await makePlain(cast)),
    ...(await makeChains(cast, recorded)),
    recorded,
  };
  return new Map(
    Object.entries(files).map(([name, content]) => [
      `${name}.json`,
      `${JSON.stringify(content, null, 2)}\n`,
    ]),
  );
}

/** What recorded.json holds; nothing if it is not there. */
export function readRecorded(): Recorded {
  const path = join(vectorsFolder, "recorded.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Recorded) : {};
}

if (import.meta.main) {
  mkdirSync(vectorsFolder, { recursive: true });
  for (const [name, text] of await makeVectors(readRecorded())) {
    writeFileSync(join(vectorsFolder, name), text);
  }
}
