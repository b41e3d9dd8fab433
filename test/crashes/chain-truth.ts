/**
 * What is known for certain of a chain: entries that the server acknowledged, or showed to somebody. From then on
 * they have to be there, byte for byte, whatever is killed.
 */
import assert from "node:assert/strict";
import { checkEntries, decodeEntry, toHex, type Bytes, type EpochKey } from "@coffer/protocol";
import type { TestChain } from "../server/test-account.ts";

/** A chain with what its next entries are drafted on. */
export class ChainTruth {
  readonly #chain: TestChain;
  readonly #epochKeys = new Map<string, EpochKey>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(chain: TestChain) {
    this.#chain = chain;
  }

  get vaultId(): Bytes {
    return this.#chain.vaultId;
  }

  get seq(): number {
    return this.#chain.state.seq;
  }

  /** The bytes of every certain entry. */
  get entries(): readonly Bytes[] {
    return this.#chain.entries.map(({ bytes }) => Uint8Array.from(bytes));
  }

  /** A chain to draft entries on, which leaves this one as it is. */
  draft(): TestChain {
    return { ...this.#chain, entries: [] };
  }

  /** Remembers the key of an epoch that a draft begins, for when it is a part of the chain. */
  noteEpochKey(draft: TestChain): void {
    this.#epochKeys.set(toHex(draft.state.head), draft.epochKey);
  }

  /** Whether an entry is a certain one. */
  has(bytes: Bytes): boolean {
    const seq = decodeEntry(bytes)?.header.seq ?? -1;
    return this.#chain.entries[seq]?.bytes.toHex() === bytes.toHex();
  }

  /** Takes entries for certain: those that are known already must be the same. */
  adopt(encoded: readonly Bytes[]): Promise<void> {
    const done = this.#turn.then(() => this.#adopt(encoded));
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** Demands that all of a chain, from its genesis on, is what is known and passes the public checks. */
  async assertIs(encoded: readonly Bytes[]): Promise<void> {
    assert.deepEqual(encoded, this.entries);
    const entries = encoded.map((bytes) => decodeEntry(bytes)).filter((each) => each !== undefined);
    const { state, refused } = await checkEntries(undefined, entries);
    assert.equal(refused, undefined);
    assert.equal(state?.seq, this.seq);
    assert.deepEqual(state?.head, this.#chain.state.head);
  }

  async #adopt(encoded: readonly Bytes[]): Promise<void> {
    const chain = this.#chain;
    const fresh = [];
    for (const bytes of encoded) {
      const entry = decodeEntry(bytes);
      assert.ok(entry !== undefined, "the server gives entries only");
      const known = chain.entries[entry.header.seq];
      if (known !== undefined) assert.deepEqual(bytes, known.bytes, "an entry stays what it was");
      // Behind a gap: a later look at the chain brings both.
      else if (entry.header.seq === this.seq + 1 + fresh.length) fresh.push(entry);
    }
    if (fresh.length === 0) return;
    const { state, refused } = await checkEntries(chain.state, fresh);
    assert.equal(refused, undefined, "what the server holds passes the public checks");
    assert.ok(state !== undefined);
    chain.state = state;
    chain.entries.push(...fresh);
    for (const { hash } of fresh)
      chain.epochKey = this.#epochKeys.get(toHex(hash)) ?? chain.epochKey;
  }
}
