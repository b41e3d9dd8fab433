/**
 * The way between client and server (A30, A32): captured, changed, dropped, repeated and swapped messages, and bytes
 * that two parsers could read in two ways.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Engine, SyncError } from "../../client/src/index.ts";
import { concat, type Bytes } from "../../protocol/src/bytes.ts";
import { decodeEntry } from "../../protocol/src/chain/entry.ts";
import { encode, type CodecValue } from "../../protocol/src/codec.ts";
import { decodeClear, encodeClear } from "../../protocol/src/session/clear-messages.ts";
import {
  decodeServerMessage,
  encodeServerMessage,
} from "../../protocol/src/session/sealed-messages.ts";
import { runs } from "../fixtures/effort.ts";
import { commitTo, expense, syncOf, textsOf } from "../fixtures/world.ts";
import { CastDevice, honestTexts, type Scene } from "../hostile-server/cast.ts";
import { changing, valuesOf } from "../hostile-server/messages.ts";
import { Proxy, type Direction } from "../hostile-server/proxy.ts";
import { RawClient } from "../server/raw-client.ts";
import { assertUnharmed } from "./outcomes.ts";
import type { Rows } from "./rows.ts";

const misbehaves: SyncError = { code: "server-misbehaves" };

/** The phone behind a proxy. */
async function behind(scene: Scene, proxy: Proxy): Promise<Engine> {
  return scene.open(new CastDevice(scene.phone.files.copy(), proxy.url));
}

/** How often a text stands in the book of another device. */
async function countOnLaptop(scene: Scene, text: string): Promise<number> {
  const laptop = await scene.open(scene.laptop);
  await syncOf(laptop);
  return textsOf(laptop).filter((each) => each === text).length;
}

/** Demands that a phone whose session was spoilt is in step again, at the latest after it has heard of that. */
async function goesOn(phone: Engine): Promise<void> {
  if (!(await phone.sync()).ok) await syncOf(phone);
}

function flipped(message: Bytes): Bytes {
  const at = message.length >> 1;
  return message.with(at, (message[at] ?? 0) ^ 1);
}

function bytesAt(values: readonly CodecValue[], index: number): Bytes {
  const value = values[index];
  assert.ok(value instanceof Uint8Array);
  return Uint8Array.from(value);
}

/** Sends captured messages on a connection of its own; how it ends. */
async function replayed(scene: Scene, messages: readonly Bytes[]): Promise<string> {
  const client = await RawClient.open(scene.server.url);
  await client.expect("hello");
  for (const message of messages) client.send(message);
  for (;;) {
    const bytes = await client.receive();
    const message = bytes === undefined ? undefined : decodeClear(bytes);
    // What the server says after its own key exchange is sealed: whoever captured cannot read it.
    if (bytes !== undefined && message?.type !== "error") continue;
    client.close();
    return bytes === undefined ? "closed" : `error ${String(message?.fields[0])}`;
  }
}

export function wireAttacks(rows: Rows): void {
  rows.attack("A30: captured requests of a whole session are sent again", async (scene) => {
    await using proxy = await Proxy.before(scene.server.url);
    const phone = await behind(scene, proxy);
    await commitTo(phone, expense(100, "captured"));
    await syncOf(phone);
    const captured = proxy.captured("to-server");
    assert.ok(captured.length >= 5);
    await phone.close();
    const before = await scene.heads();
    const heard = scene.server.heard.sealed.length;
    assert.equal(await replayed(scene, captured), "closed");
    // Not one of the captured frames opened on the other connection.
    assert.equal(scene.server.heard.sealed.length, heard);
    assert.deepEqual(await scene.heads(), before);
    assert.equal(await countOnLaptop(scene, "captured"), 1);
    return "the server opened none of them; the entry is there once";
  });

  rows.attack("A30: captured login is sent again", async (scene) => {
    await using proxy = await Proxy.before(scene.server.url);
    const access = await scene.logIn(new CastDevice(scene.newDevice().files, proxy.url));
    assert.ok("engine" in access);
    const captured = proxy.captured("to-server");
    const types = captured.slice(0, 3).map((message) => decodeClear(message)?.type);
    assert.deepEqual(types, ["client.hello", "login.start", "login.finish"]);
    assert.equal(await replayed(scene, captured.slice(0, 3)), "error 5");
    return "refused (login-refused): KE3 is of another exchange";
  });

  rows.attack("A30: captured frame of an append is repeated in the session", async (scene) => {
    await using proxy = await Proxy.before(scene.server.url);
    const phone = await behind(scene, proxy);
    await syncOf(phone);
    let isRepeated = false;
    proxy.tamper = (message, direction) => {
      // The append is the one long message of a client.
      if (isRepeated || direction !== "to-server" || message.length < 400) return [message];
      isRepeated = true;
      return [message, message];
    };
    await commitTo(phone, expense(100, "repeated"));
    await phone.sync();
    assert.ok(isRepeated);
    await goesOn(phone);
    assert.equal(phone.waiting, 0);
    assert.equal(await countOnLaptop(scene, "repeated"), 1);
    return "the session ended; over a new one the entry is there once";
  });

  rows.attack("A30: swapped responses: a push and the answer after it", async (scene) => {
    await using proxy = await Proxy.before(scene.server.url);
    const phone = await behind(scene, proxy);
    await syncOf(phone);
    const held: Bytes[] = [];
    const { promise: pushed, resolve } = Promise.withResolvers<void>();
    proxy.tamper = (message, direction) => {
      if (direction === "to-server") return [message];
      if (held.length === 0) {
        held.push(message);
        resolve();
        return [];
      }
      return [message, ...held.splice(0)];
    };
    const laptop = await scene.open(scene.laptop);
    await commitTo(laptop, expense(100, "news"));
    await syncOf(laptop);
    await pushed;
    const report = await phone.sync();
    assert.deepEqual(report, { ok: false, error: misbehaves });
    assertUnharmed(phone);
    proxy.tamper = (message) => [message];
    await syncOf(phone);
    assertUnharmed(phone, [...honestTexts, "news"].toSorted());
    return "ended the session, changed nothing, read on over a new one";
  });

  for (const [what, tamper] of [
    ["changed", (message: Bytes) => [flipped(message)]],
    ["captured and sent twice", (message: Bytes) => [message, message]],
    ["cut short", (message: Bytes) => [message.slice(0, -1)]],
  ] as const) {
    rows.attack(`A30: a message of the server's is ${what}, each one of a session`, async (scene) =>
      eachMessage(scene, "to-client", tamper),
    );
  }

  rows.attack("A30: a message of the client's is changed, each one of a session", async (scene) =>
    eachMessage(scene, "to-server", (message) => [flipped(message)]),
  );

  rows.attack("A30: a client's own frame comes back to it as an answer", async (scene) => {
    await using proxy = await Proxy.before(scene.server.url);
    const phone = await behind(scene, proxy);
    await syncOf(phone);
    proxy.tamper = (message, direction) =>
      direction === "to-server" ? [message] : [proxy.captured("to-server").at(-1) ?? message];
    assert.deepEqual(await phone.sync(), { ok: false, error: misbehaves });
    assertUnharmed(phone);
    return "ended the session";
  });

  rows.attack("A30: another server's keys in hello", async (scene) => {
    const { heard } = scene.server;
    for (const field of [1, 2, 3]) {
      scene.server.lies = {
        clear: changing("hello", (values) => values.with(field, flipped(bytesAt(values, field)))),
      };
      const phone = await scene.open(new CastDevice(scene.phone.files.copy(), scene.server.url));
      assert.deepEqual(await phone.sync(), { ok: false, error: { code: "server-changed" } });
      assertUnharmed(phone);
    }
    assert.deepEqual(heard.clear, []);
    return "refused (server-changed) before it said a word";
  });

  rows.attack("A30: no cookie, no token and no secret is in what HTTP carries", async (scene) => {
    await using proxy = await Proxy.before(scene.server.url);
    const phone = await behind(scene, proxy);
    await syncOf(phone);
    await phone.close();
    const again = await behind(scene, proxy);
    await syncOf(again);
    const { heads } = proxy;
    assert.equal(heads.length, 4);
    for (const head of heads) {
      assert.doesNotMatch(head, /^(cookie|set-cookie|authorization|x-[\w-]*token)\b/im);
    }
    const requests = heads.filter((head) => head.startsWith("GET "));
    for (const head of requests) assert.match(head, /^GET \/v1 HTTP\/1\.1\r\n/);
    // Both sessions began with the same public facts and went on with nothing in common.
    const sent = proxy.passed.filter(({ direction }) => direction === "to-server");
    const [first, second] = [1, 2].map((number) =>
      sent.filter(({ connection }) => connection === number).map(({ message }) => message.toHex()),
    );
    assert.ok(first !== undefined && second !== undefined);
    assert.deepEqual(
      first.filter((message) => second.includes(message)),
      [first[0]],
    );
    assert.equal(decodeClear(Uint8Array.fromHex(first[0] ?? ""))?.type, "client.hello");
    return "nothing that a proxy could take and use again";
  });
}

/** Tampers with the n-th message of a direction, for every n of a whole session; the phone changes nothing. */
async function eachMessage(
  scene: Scene,
  target: Direction,
  tamper: (message: Bytes) => readonly Bytes[],
): Promise<string> {
  await using proxy = await Proxy.before(scene.server.url);
  const honest = await behind(scene, proxy);
  await syncOf(honest);
  const count = proxy.captured(target).length;
  await honest.close();
  assert.ok(count >= 3);
  let errors = 0;
  for (let index = 0; index < count; index += 1) {
    let seen = 0;
    const own = proxy.connections + 1;
    proxy.tamper = (message, direction, connection) => {
      if (direction !== target || connection !== own) return [message];
      seen += 1;
      return seen - 1 === index ? tamper(message) : [message];
    };
    const phone = await behind(scene, proxy);
    const report = await phone.sync();
    const isLast = index === count - 1;
    // The last one twice comes after everything was answered.
    assert.ok(!report.ok || isLast, `message ${index}`);
    errors += report.ok ? 0 : 1;
    assertUnharmed(phone);
    assert.equal(phone.alarm, undefined);
    proxy.tamper = (message) => [message];
    await goesOn(phone);
    await phone.close();
  }
  return `an error for ${errors} of ${count}; nothing changed, and a new session goes on`;
}

/** The same message in bytes that say the same to a careless parser. */
const otherEncodings: readonly ((message: Bytes) => Bytes)[] = [
  // The array's head in a longer form.
  (message) => concat(Uint8Array.of(0x98, (message[0] ?? 0) & 0x1f), message.subarray(1)),
  // An array without a length.
  (message) => concat(Uint8Array.of(0x9f), message.subarray(1), Uint8Array.of(0xff)),
  // The type's text in pieces.
  (message) => {
    const length = (message[1] ?? 0) & 0x1f;
    const text = message.subarray(1, 2 + length);
    const pieces = concat(Uint8Array.of(0x7f), text, Uint8Array.of(0xff));
    return concat(message.subarray(0, 1), pieces, message.subarray(2 + length));
  },
  // A tag that says nothing (RFC 8949 §3.4.6).
  (message) => concat(Uint8Array.of(0xd9, 0xd9, 0xf7), message),
  // Something behind it.
  (message) => concat(message, Uint8Array.of(0)),
];

export function parserAttacks(rows: Rows): void {
  rows.attack(
    "A32: non-canonical control messages of the server, each one of a session",
    async (scene) => {
      for (const encoding of otherEncodings) {
        for (let index = 0; index < 4; index += 1) {
          let said = 0;
          const change = (message: Bytes): Bytes => {
            said += 1;
            return said - 1 === index ? encoding(message) : message;
          };
          scene.server.lies = { clear: change, sealed: (message) => [change(message)] };
          const phone = await scene.open(
            new CastDevice(scene.phone.files.copy(), scene.server.url),
          );
          assert.deepEqual(await phone.sync(), { ok: false, error: misbehaves });
          assertUnharmed(phone);
          await phone.close();
        }
      }
      return "ended the connection (server-misbehaves) each time";
    },
  );

  rows.attack("A32: non-canonical control messages of a client", async (scene) => {
    for (const encoding of otherEncodings) {
      const client = await RawClient.open(scene.server.url);
      await client.expect("hello");
      client.send(encoding(encodeClear("client.hello", [], "test")));
      assert.equal(await client.end(), "malformed");
    }
    return "the server ended the connection (malformed) each time";
  });

  rows.check(
    "A32: fuzz: no bytes that differ from the one encoding are a message or an entry",
    async () => {
      const readers = [decodeClear, decodeServerMessage, decodeEntry];
      const sample = encodeServerMessage("refused", 7, 14, [
        new Uint8Array(16),
        3,
        new Uint8Array(32),
      ]);
      const values = valuesOf(sample);
      fc.assert(
        fc.property(
          fc.oneof(
            fc.uint8Array({ maxLength: 300 }),
            fc
              .tuple(fc.nat(sample.length - 1), fc.nat(255))
              .map(([at, byte]) => sample.with(at, byte)),
            fc
              .tuple(fc.nat(sample.length), fc.nat(255))
              .map(([at, byte]) =>
                concat(sample.subarray(0, at), Uint8Array.of(byte), sample.subarray(at)),
              ),
          ),
          (bytes) => {
            for (const read of readers) {
              if (read(bytes) === undefined) continue;
              assert.deepEqual(encode(valuesOf(bytes)), bytes);
              const isOther = bytes.some((byte, index) => byte !== sample[index]);
              assert.equal(isOther, encode(values).toHex() !== bytes.toHex());
            }
          },
        ),
        runs(1_000),
      );
      return "every reading is the reading of its only encoding; nothing throws";
    },
  );
}
