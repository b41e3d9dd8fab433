/** Real bytes of the protocol, from protocol/vectors. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fromHex, type Bytes } from "../../protocol/src/bytes.ts";

/** An entry of a chain of the vectors, and what opens it. */
export interface VectorEntry {
  readonly epochKey: string;
  readonly plaintext: string;
  readonly entry: string;
}

/** A chain of the vectors. */
export interface VectorChain {
  readonly entries: readonly VectorEntry[];
  readonly state: string;
}

/** A file of vectors, of which the caller says what shape it has. */
export function vectors(name: string): unknown {
  const path = join(import.meta.dirname, "../../protocol/vectors", `${name}.json`);
  return JSON.parse(readFileSync(path, "utf8"));
}

/** The bytes of hex; the vectors have nothing else. */
export function hexBytes(hex: string | undefined): Bytes {
  const bytes = fromHex(hex ?? "?");
  assert.ok(bytes !== undefined, "the vectors have this value, in hex");
  return bytes;
}

/** Both chains of the vectors: account, vault. */
export function vectorChains(): readonly [VectorChain, VectorChain] {
  return [chainOf("account-chain"), chainOf("vault-chain")];
}

function chainOf(name: string): VectorChain {
  const { entries, state } = vectors(name) as {
    readonly entries: Readonly<Record<string, VectorEntry>>;
    readonly state: string;
  };
  return { entries: Object.values(entries), state };
}

/** A list of something of every entry of both chains. */
export function ofEntries(what: "entry" | "plaintext"): readonly [Bytes, ...Bytes[]] {
  const [first, ...more] = vectorChains().flatMap(({ entries }) =>
    entries.map((entry) => hexBytes(entry[what])),
  );
  assert.ok(first !== undefined);
  return [first, ...more];
}
