/**
 * An account whose devices append all the time: two write batches to the vault and race each other, one makes
 * changes that move both chains in one transaction (data in both, a device more, a device less with new credentials).
 *
 * What an answer never came for is in doubt until the server is asked again: it has to be there whole or not at all.
 */
import assert from "node:assert/strict";
import { readAnswer, type Bytes } from "@coffer/protocol";
import type { RawAnswer, RawSession } from "../server/raw-client.ts";
import {
  dataEntry,
  deviceEntry,
  epochEntry,
  newTestAccount,
  newTestDevice,
  type TestAccount,
  type TestChain,
  type TestDevice,
} from "../server/test-account.ts";
import { quickRegister, randomCredentials, recover, resume } from "../server/ways-in.ts";
import { ChainTruth } from "./chain-truth.ts";
import type { Dice } from "./dice.ts";

/** One append, as it was asked for. */
interface Push {
  readonly parts: readonly { readonly truth: ChainTruth; readonly entries: readonly Bytes[] }[];
  /** New credentials that go with it. */
  readonly generation: number | null;
  /** What is so once it was appended. */
  readonly done: () => void;
}

/** A server's life as its clients see it. */
export interface Life {
  readonly url: string;
  /** Whether somebody has set out to kill the server. */
  isEnding: boolean;
  /** Is called as an append over so many chains is sent. */
  asked(chains: number): void;
  /** Is called after each acknowledgement. */
  acknowledged(): void;
}

/** Devices beside the three that write, before one of them has to go. */
const guestsMax = 4;

export class Household {
  readonly #account: TestAccount;
  readonly #dice: Dice;
  readonly #accountChain: ChainTruth;
  readonly #vault: ChainTruth;
  readonly #writers: readonly TestDevice[];
  #guests: readonly TestDevice[] = [];
  #generation = 1;
  #doubts: Push[] = [];
  /** Whether new credentials were asked for in this life: they end the other sessions. */
  #isRekeying = false;

  private constructor(account: TestAccount, dice: Dice, writers: readonly TestDevice[]) {
    this.#account = account;
    this.#dice = dice;
    this.#writers = writers;
    this.#accountChain = new ChainTruth(account.accountChain);
    this.#vault = new ChainTruth(account.vault);
  }

  /** Registers an account and admits the devices that write. */
  static async found(url: string, dice: Dice): Promise<Household> {
    const account = await newTestAccount();
    await quickRegister(url, account);
    const writers = [await newTestDevice(), await newTestDevice()];
    const session = await recover(url, account);
    for (const writer of writers) {
      const entries = [
        await deviceEntry(account.accountChain, account, writer),
        await deviceEntry(account.vault, account, writer),
      ];
      assert.equal((await session.request("append", entries)).code, "ok");
    }
    session.close();
    return new Household(account, dice, writers);
  }

  /** Certain entries in both chains. */
  get size(): number {
    return this.#accountChain.seq + this.#vault.seq + 2;
  }

  /** Appends by every device until the server is gone. */
  async live(life: Life): Promise<void> {
    this.#isRekeying = false;
    await Promise.all([
      ...this.#writers.map((writer) => this.#write(life, writer)),
      this.#administer(life),
    ]);
  }

  /** After a restart: everything certain is there, what was in doubt is there whole or not at all. */
  async settle(url: string): Promise<void> {
    const session = await resume(url, this.#account.device);
    const chains = [this.#accountChain, this.#vault];
    for (const truth of chains) await truth.adopt(await pullFrom(session, truth, truth.seq));
    await assertHeads(session, chains);
    session.close();
    const kit = await recover(url, this.#account);
    for (const push of this.#doubts) {
      const there = push.parts.map(({ truth, entries }) => entries.map((each) => truth.has(each)));
      const all = there.flat();
      assert.equal(new Set(all).size, 1, `an append is whole or absent: ${JSON.stringify(there)}`);
      const isThere = all[0] === true;
      if (isThere) push.done();
      // The same bytes again are the same append, whether it had happened or not.
      if (push.generation === null && this.#dice.percent(50)) await this.#retry(kit, push, isThere);
    }
    this.#doubts = [];
    assert.equal(kit.account?.generation, this.#generation, "credentials go with their entries");
    kit.close();
  }

  /** Everything, from the first entry on. */
  async audit(url: string): Promise<void> {
    const session = await resume(url, this.#account.device);
    for (const truth of [this.#accountChain, this.#vault]) {
      await truth.assertIs(await pullFrom(session, truth, 0));
    }
    session.close();
  }

  async #retry(session: RawSession, push: Push, isThere: boolean): Promise<void> {
    const entries = push.parts.flatMap((part) => part.entries);
    const { code } = await session.request("append", entries);
    if (isThere) assert.equal(code, "ok", "an append that happened is acknowledged when retried");
    else assert.ok(code === "ok" || code === "lost-race" || code === "counter-reused", code);
    if (code !== "ok" || isThere) return;
    for (const part of push.parts) await part.truth.adopt(part.entries);
    push.done();
  }

  /** Batches of one device to the vault. */
  async #write(life: Life, author: TestDevice): Promise<void> {
    await this.#sessions(
      life,
      () => resume(life.url, author),
      async (session) => {
        const draft = this.#vault.draft();
        const entries: Bytes[] = [];
        const length = 1 + this.#dice.below(6);
        while (entries.length < length) entries.push(await dataEntry(draft, { author }));
        return this.#push(life, session, {
          parts: [{ truth: this.#vault, entries }],
          generation: null,
          done: () => undefined,
        });
      },
    );
  }

  /** Transactions over both chains. */
  async #administer(life: Life): Promise<void> {
    const { device: author } = this.#account;
    await this.#sessions(
      life,
      () => recover(life.url, this.#account),
      async (session) => {
        const chains = [this.#accountChain.draft(), this.#vault.draft()] as const;
        const [guest] = this.#guests;
        if (guest !== undefined && this.#guests.length >= guestsMax) {
          return this.#push(life, session, await this.#turnOut(chains, guest));
        }
        if (this.#dice.percent(60)) {
          const options = { author };
          const entries = [
            await dataEntry(chains[0], options),
            await dataEntry(chains[1], options),
          ];
          return this.#push(
            life,
            session,
            this.#pushOf(entries, null, () => undefined),
          );
        }
        const device = await newTestDevice();
        const entries = [
          await deviceEntry(chains[0], this.#account, device),
          await deviceEntry(chains[1], this.#account, device),
        ];
        const done = (): void => {
          this.#guests = [...this.#guests, device];
        };
        return this.#push(life, session, this.#pushOf(entries, null, done));
      },
    );
  }

  /** Revokes a device in both chains, with new credentials. */
  async #turnOut(chains: readonly [TestChain, TestChain], guest: TestDevice): Promise<Push> {
    const { device: author, root } = this.#account;
    const entries: Bytes[] = [];
    for (const [index, truth] of [this.#accountChain, this.#vault].entries()) {
      const draft = chains[index];
      assert.ok(draft !== undefined);
      entries.push(await epochEntry(draft, { author, root, revoke: guest }));
      truth.noteEpochKey(draft);
    }
    const generation = this.#generation + 1;
    return this.#pushOf(entries, generation, () => {
      this.#guests = this.#guests.filter((each) => each !== guest);
      this.#generation = generation;
    });
  }

  #pushOf(entries: readonly Bytes[], generation: number | null, done: () => void): Push {
    const [first, second] = entries;
    assert.ok(first !== undefined && second !== undefined);
    const parts = [
      { truth: this.#accountChain, entries: [first] },
      { truth: this.#vault, entries: [second] },
    ];
    return { parts, generation, done };
  }

  /** Asks for an append, and notes what came of it; rejects when the connection is lost. */
  async #push(life: Life, session: RawSession, push: Push): Promise<void> {
    if (push.generation !== null) this.#isRekeying = true;
    let answer: RawAnswer;
    try {
      const asking = ask(session, push);
      life.asked(push.parts.length);
      answer = await asking;
    } catch (error) {
      this.#doubts.push(push);
      throw error;
    }
    await this.#adoptPushes(session);
    if (answer.code === "ok") {
      for (const { truth, entries } of push.parts) await truth.adopt(entries);
      push.done();
      life.acknowledged();
      return;
    }
    assert.equal(answer.code, "lost-race");
    for (const { truth } of push.parts) {
      await truth.adopt(await pullFrom(session, truth, truth.seq));
    }
  }

  /** What was pushed to anybody was durable before. */
  async #adoptPushes(session: RawSession): Promise<void> {
    while (session.pushesWaiting > 0) {
      const { vaultId, entries } = await session.push();
      for (const truth of [this.#accountChain, this.#vault]) {
        if (truth.vaultId.toHex() === vaultId.toHex()) await truth.adopt(entries);
      }
    }
  }

  /** Works in one session after the other until the server is gone. */
  async #sessions(
    life: Life,
    open: () => Promise<RawSession>,
    work: (session: RawSession) => Promise<void>,
  ): Promise<void> {
    while (!life.isEnding) {
      let session: RawSession | undefined;
      try {
        session = await open();
        for (;;) await work(session);
      } catch (error) {
        // A session ends with its server, and by new credentials; a demand of this test is no such end.
        if (!life.isEnding && !this.#isRekeying) throw error;
        if (error instanceof assert.AssertionError && !isEnd(error)) throw error;
      } finally {
        session?.close();
      }
    }
  }
}

/** Whether a raw client gave up because nothing more came. */
function isEnd({ message }: assert.AssertionError): boolean {
  return message.startsWith("closed, and not ") || / is answered, not /.test(message);
}

function ask(session: RawSession, { parts, generation }: Push): Promise<RawAnswer> {
  const entries = parts.flatMap((part) => part.entries);
  if (generation === null) return session.request("append", entries);
  const { record, accountBox } = randomCredentials();
  return session.request("rekey.finish", generation, record, accountBox, null, entries);
}

/** Every entry of a chain from a place on. */
async function pullFrom(session: RawSession, truth: ChainTruth, from: number): Promise<Bytes[]> {
  const pulled: Bytes[] = [];
  for (;;) {
    const answer = await session.request("pull", truth.vaultId, from + pulled.length);
    assert.equal(answer.code, "ok");
    const read = readAnswer.pull(answer.value);
    assert.ok(read !== undefined);
    pulled.push(...read[0]);
    if (from + pulled.length > read[1]) return pulled;
    assert.ok(read[0].length > 0, "an answer brings something while there is more");
  }
}

/** The heads that the server names are those of the entries that it gives. */
async function assertHeads(session: RawSession, chains: readonly ChainTruth[]): Promise<void> {
  const heads = readAnswer.heads((await session.request("heads")).value);
  assert.deepEqual(
    heads?.map(([vaultId, seq]) => [vaultId, seq]),
    chains.map(({ vaultId, seq }) => [vaultId, seq]),
  );
}
