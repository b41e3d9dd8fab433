/**
 * Those who want nothing of the server but its time and memory. Each attack says how its connections ended; none waits
 * for a time to pass, only for ends.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { request } from "node:http";
import { startLogin } from "../../protocol/src/opaque.ts";
import type { Bytes } from "../../protocol/src/bytes.ts";
import { decodeClear, encodeClear } from "../../protocol/src/session/clear-messages.ts";
import { errorCodeOf } from "../../protocol/src/session/error-numbers.ts";
import { RawClient } from "../../test/server/raw-client.ts";
import { resume } from "../../test/server/ways-in.ts";
import type { TestAccount } from "../../test/server/test-account.ts";
import { inLanes } from "./devices.ts";
import { closed, socketFrom, type LoadSocket } from "./sockets.ts";

/** How many connections ended in which way: an error's code, "closed", "refused". */
export type Ends = Readonly<Record<string, number>>;

class EndCounter {
  readonly #ends: Record<string, number> = {};

  add(end: string): void {
    this.#ends[end] = (this.#ends[end] ?? 0) + 1;
  }

  get ends(): Ends {
    return this.#ends;
  }
}

/**
 * Connections of one network that say nothing, or hello, some also begin a login, and leave it at that. Opens them all, and
 * gives what tells how they ended, for when somebody has looked at the server meanwhile.
 */
export async function neverFinish(
  url: string,
  options: { readonly count: number; readonly network: number },
): Promise<() => Promise<Ends>> {
  const counter = new EndCounter();
  const { request: ke1 } = await startLogin("whatever it is");
  const ends: Promise<void>[] = [];
  await inLanes(
    options.count,
    async (index) => {
      const socket = socketFrom(url, options.network);
      const client = await RawClient.open(socket);
      if (index % 2 > 0) client.send(encodeClear("client.hello", [], "load"));
      // Few enough for none to be refused, and so to leave before the others have come.
      if (index % 20 === 1) client.send(encodeClear("login.start", "anna", randomId(), ke1));
      ends.push(endOf(client).then((end) => counter.add(end)));
    },
    options.count,
  );
  return async () => {
    await Promise.all(ends);
    return counter.ends;
  };
}

/** Connections that send what is no message, before and after the channel is there. */
export async function badFrames(url: string, account: TestAccount, count: number): Promise<Ends> {
  const counter = new EndCounter();
  await inLanes(count, async (index) => {
    const socket = socketFrom(url, 20_000 + Math.floor(index / 16));
    switch (index % 5) {
      case 0: {
        const client = await RawClient.open(socket);
        client.sendText("hello?");
        return counter.add(await endOf(client));
      }
      case 1: {
        const client = await RawClient.open(socket);
        client.send(Uint8Array.from(randomBytes(64)));
        return counter.add(await endOf(client));
      }
      case 2: {
        // A flood of empty frames in one go, as fast as the socket takes it.
        const client = await RawClient.open(socket);
        client.send(encodeClear("client.hello", [], "load"));
        for (let frame = 0; frame < 6_000; frame += 1) client.send(new Uint8Array(0));
        return counter.add(await endOf(client));
      }
      case 3: {
        const session = await resume(socket, account.device);
        session.sendRaw(randomBytes(64));
        return counter.add(await session.end());
      }
      default: {
        const session = await resume(socket, account.device);
        for (let frame = 0; frame < 500; frame += 1) session.sendRaw(randomBytes(1_000));
        return counter.add(await session.end());
      }
    }
  });
  return counter.ends;
}

/** Connections that send more than there may be of anything. */
export async function oversized(url: string, account: TestAccount, count: number): Promise<Ends> {
  const counter = new EndCounter();
  await inLanes(count, async (index) => {
    const network = 30_000 + Math.floor(index / 16);
    switch (index % 5) {
      case 0: {
        const client = await RawClient.open(socketFrom(url, network));
        client.send(new Uint8Array(81_921));
        return counter.add(await endOf(client));
      }
      case 1: {
        const client = await RawClient.open(socketFrom(url, network));
        for (let part = 0; part < 5; part += 1) client.send(new Uint8Array(32_000));
        return counter.add(await endOf(client));
      }
      case 2: {
        const session = await resume(socketFrom(url, network), account.device);
        session.sendRaw(new Uint8Array(1_048_577));
        return counter.add(await session.end());
      }
      case 3: {
        // Beyond what the WebSocket itself takes.
        const socket = socketFrom(url, network);
        const client = await RawClient.open(socket);
        await client.expect("hello");
        client.send(new Uint8Array(4_000_000));
        await closed(socket);
        return counter.add("closed");
      }
      default:
        return counter.add(await httpStatus(url, { "X-Large": "x".repeat(20_000) }));
    }
  });
  return counter.ends;
}

/** What came of guessing passwords. */
export interface GuessReport {
  readonly guesses: number;
  /** Sessions that were opened: there must be none. */
  readonly successes: number;
  /** Guesses that the server has looked at, of the name with the most of them. */
  readonly mostOfOneName: number;
  /** How long it took, in minutes: limits are by the minute. */
  readonly minutes: number;
  readonly ends: Ends;
}

/**
 * Password guesses over many names, each name from many networks. A guess is a real start of a login; who guesses does
 * not pay for the Argon2id that would tell him that he is wrong, and finishes with any KE3.
 */
export async function guessPasswords(
  url: string,
  names: readonly string[],
  count: number,
): Promise<GuessReport> {
  const counter = new EndCounter();
  const looked = new Map<string, number>();
  let successes = 0;
  const { request: ke1 } = await startLogin("password123!");
  const began = performance.now();
  await inLanes(count, async (index) => {
    const name = names[index % names.length] ?? "";
    const client = await RawClient.connect(socketFrom(url, 40_000 + (index % 4_096)));
    client.send(encodeClear("login.start", name, randomId(), ke1));
    const answer = await client.receive();
    const message = answer === undefined ? undefined : decodeClear(answer);
    if (message?.type === "login.response") {
      looked.set(name, (looked.get(name) ?? 0) + 1);
      client.send(encodeClear("login.finish", Uint8Array.from(randomBytes(64))));
      const end = await endOf(client);
      if (end === "session") successes += 1;
      counter.add(end);
      return;
    }
    counter.add(message?.type === "error" ? errorCodeOf(message.fields[0]) : "closed");
    client.close();
  });
  const mostOfOneName = Math.max(0, ...looked.values());
  const minutes = (performance.now() - began) / 60_000;
  return { guesses: count, successes, mostOfOneName, minutes, ends: counter.ends };
}

/** How a connection ends; "session" if what comes is no clear message. */
async function endOf(client: RawClient): Promise<string> {
  for (;;) {
    const bytes = await client.receive();
    if (bytes === undefined) return "closed";
    const message = decodeClear(bytes);
    if (message === undefined) return "session";
    if (message.type === "error") {
      assert.equal(await client.receive(), undefined, "nothing comes after an error");
      return errorCodeOf(message.fields[0]);
    }
  }
}

function httpStatus(url: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve) => {
    const asked = request(url, { headers }, (response) => {
      response.resume();
      resolve(`HTTP ${response.statusCode}`);
    });
    asked.on("error", () => resolve("closed"));
    asked.end();
  });
}

function randomId(): Bytes {
  return Uint8Array.from(randomBytes(16));
}

/** Ends sockets that the server has let go of, or is to let go of. */
export function terminateAll(sockets: readonly LoadSocket[]): void {
  for (const socket of sockets) socket.terminate();
}
