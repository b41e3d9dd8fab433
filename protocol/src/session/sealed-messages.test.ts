import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { Bytes } from "../bytes.ts";
import { encode, type CodecValue } from "../codec.ts";
import { limits } from "../limits.ts";
import {
  accountFactsOf,
  accountField,
  decodeClientMessage,
  decodeServerMessage,
  encodeClientMessage,
  encodeServerMessage,
  readAnswer,
  sessionKinds,
  type AccountFacts,
  type ClientFields,
  type ClientType,
  type ServerFields,
  type ServerType,
} from "./sealed-messages.ts";
import { assertBounds, type Bounds } from "../../../test/fixtures/bounds.ts";
import { codecValue, withByteChanged } from "../../../test/fixtures/codec-values.ts";
import { runs } from "../../../test/fixtures/effort.ts";
import { countedRandom } from "../../../test/fixtures/random.ts";

const random = countedRandom("sealed messages");
const [id, hash, box] = [random(16), random(32), random(113)];
const entries = [random(600), random(700)];
const facts: AccountFacts = {
  accountId: id,
  generation: 3,
  secondFactor: 0,
  accountBox: box,
  rootBox: random(145),
  recoveryBox: null,
};

const fromClient: { readonly [Type in ClientType]: ClientFields[Type] } = {
  proof: [random(64)],
  heads: [1],
  pull: [2, id, 0],
  append: [0xffff_ffff, entries],
  "link.put": [4, id, random(300)],
  "rekey.start": [5, random(32)],
  "rekey.finish": [6, 2, random(192), box, [box, hash], entries],
  sessions: [7],
  "sessions.end": [8],
  bye: [],
};
const fromServer: { readonly [Type in ServerType]: ServerFields[Type] } = {
  welcome: [hash, accountField(facts)],
  account: [accountField({ ...facts, recoveryBox: box })],
  ok: [1, [[id, 3, hash]]],
  refused: [2, 14, [id, 3, hash]],
  entries: [id, entries],
  error: [9],
};

/** Rule and samples of the messages of both sides. */
const sides = [
  { rules: ruleOfClient(), samples: fromClient, decode: decodeClientMessage },
  { rules: ruleOfServer(), samples: fromServer, decode: decodeServerMessage },
] as const;

function ruleOfClient(): Readonly<Record<string, string>> {
  return {
    proof: "M2",
    heads: "M3",
    pull: "M4",
    append: "M5",
    "link.put": "M6",
    "rekey.start": "M7",
    "rekey.finish": "M7",
    sessions: "M8",
    "sessions.end": "M8",
    bye: "M8",
  };
}

function ruleOfServer(): Readonly<Record<string, string>> {
  return { welcome: "M2", account: "M2", ok: "M1", refused: "M1", entries: "M9", error: "M9" };
}

for (const { rules, samples, decode } of sides) {
  for (const [type, values] of Object.entries(samples)) {
    const fields: readonly CodecValue[] = values;
    const rule = rules[type];

    test(`${rule}: ${type} is its type and its fields, and comes back`, () => {
      const bytes = encode([type, ...fields]);
      assert.deepEqual(decode(bytes), { type, fields });
    });

    test(`${rule}: ${type} with a field more, fewer or of another kind is refused`, () => {
      const read = (...items: readonly CodecValue[]) => decode(encode([type, ...items]));
      assert.equal(read(...fields, null), undefined);
      if (fields.length === 0) return;
      assert.equal(read(...fields.slice(0, -1)), undefined);
      for (const index of fields.keys()) {
        // The value of an answer and the facts of a refusal are read by who asked.
        if (index === fields.length - 1 && (type === "ok" || type === "refused")) continue;
        for (const other of [-1, true, "x", [[]], new Map(), new Uint8Array(0), 2n ** 60n]) {
          assert.equal(read(...fields.with(index, other)), undefined, `field ${index}`);
        }
      }
    });
  }
}

const numberMax = 0xffff_ffff;
const boxBounds = [1, limits.boxMax] as const;
const accountBounds = (path: string, boxes: readonly number[]): Bounds => ({
  [`${path}.1`]: [1, numberMax],
  [`${path}.2`]: [0, 255],
  ...Object.fromEntries(boxes.map((index) => [`${path}.${index}`, boxBounds])),
});
const appended = { "0": [1, limits.entryMax], "1": [1, limits.entryMax] } as const;
/** What is not of one length, by the place of the field behind the type; a request's number is the first. */
const bounds: Readonly<Record<string, Bounds>> = {
  append: { "2": [1, limits.appendEntriesMax], "2.0": appended[0], "2.1": appended[1] },
  "link.put": { "3": [1, limits.linkBoxMax] },
  "rekey.finish": {
    "2": [1, numberMax],
    "4": boxBounds,
    "5.0": boxBounds,
    "6": [1, limits.appendEntriesMax],
    "6.0": appended[0],
    "6.1": appended[1],
  },
  welcome: accountBounds("2", [3, 4]),
  account: accountBounds("1", [3, 4, 5]),
  refused: { "2": [1, 255] },
  entries: { "2": [0, limits.pullEntriesMax], "2.0": appended[0], "2.1": appended[1] },
};

for (const { rules, samples, decode } of sides) {
  for (const [type, values] of Object.entries(samples)) {
    test(`${rules[type]}: every field of ${type} has its length and its bounds`, () => {
      const isRequest = type === "ok" || type === "refused" || decode === decodeClientMessage;
      const isNumbered = isRequest && type !== "proof" && type !== "bye";
      // What an answer holds is read by who asked.
      const fields: readonly CodecValue[] = isOpen(type) ? [...values.slice(0, -1), null] : values;
      const numbered: Bounds = isNumbered ? { "1": [1, numberMax] } : {};
      const named = type === "error" ? ({ "1": [1, 255] } as const) : bounds[type];
      assertBounds((value) => decode(encode(value)), [type, ...fields], { ...numbered, ...named });
    });
  }
}

function isOpen(type: string): boolean {
  return type === "ok" || type === "refused";
}

test("M1: every field of an answer has its length and its bounds", () => {
  assertBounds(readAnswer.heads, [[id, 0, hash]], { "": [0, limits.vaultsPerAccountMax + 1] });
  assertBounds(readAnswer.pull, [entries, 0], {
    "0": [0, limits.pullEntriesMax],
    "0.0": appended[0],
    "0.1": appended[1],
  });
  assertBounds(readAnswer.rekeyStart, random(64));
  assertBounds(readAnswer.sessions, [[id, 0, 0, 0]], {
    "": [0, limits.sessionsPerAccountMax],
    "0.1": [0, 2],
    "0.3": [0, 1],
  });
  assertBounds(readAnswer.lostRace, [id, 0, hash]);
});

test("M1: both sides write what they say, and a message of one side is none of the other", () => {
  assert.deepEqual(encodeClientMessage("pull", 2, id, 0), encode(["pull", 2, id, 0]));
  assert.deepEqual(encodeServerMessage("ok", 1, null), encode(["ok", 1, null]));
  for (const type of Object.keys(fromClient)) {
    const fields: readonly CodecValue[] = fromClient[type as ClientType];
    assert.equal(decodeServerMessage(encode([type, ...fields])), undefined);
  }
  for (const type of Object.keys(fromServer)) {
    const fields: readonly CodecValue[] = fromServer[type as ServerType];
    assert.equal(decodeClientMessage(encode([type, ...fields])), undefined);
  }
});

test("M1: a request has a number from 1 to 2^32 − 1, an error one from 1 to 255", () => {
  const heads = (number: CodecValue) => decodeClientMessage(encode(["heads", number]));
  assert.notEqual(heads(1), undefined);
  assert.notEqual(heads(2 ** 32 - 1), undefined);
  for (const number of [0, 2 ** 32, null]) assert.equal(heads(number), undefined);
  const error = (number: CodecValue) => decodeServerMessage(encode(["error", number]));
  assert.notEqual(error(255), undefined);
  for (const number of [0, 256]) assert.equal(error(number), undefined);
});

test("M2: the account of a welcome may be absent, and comes back with all its facts", () => {
  const welcome = decodeServerMessage(encodeServerMessage("welcome", hash, null));
  assert.deepEqual(welcome?.fields, [hash, null]);
  assert.deepEqual(accountField(facts), [id, 3, 0, box, facts.rootBox, null]);
  assert.deepEqual(accountFactsOf(accountField(facts)), facts);
  const withRecovery = { ...facts, recoveryBox: box };
  assert.deepEqual(accountFactsOf(accountField(withRecovery)), withRecovery);
});

test("M7: a rekey may leave the recovery as it is", () => {
  const fields: ClientFields["rekey.finish"] = [6, 2, random(192), box, null, entries];
  const message = decodeClientMessage(encodeClientMessage("rekey.finish", ...fields));
  assert.deepEqual(message?.fields, fields);
});

function reads(
  name: keyof typeof readAnswer,
  value: CodecValue,
  others: readonly CodecValue[],
): void {
  assert.deepEqual(readAnswer[name](value), value);
  for (const other of others) assert.equal(readAnswer[name](other), undefined);
}

test("M1: the facts of a lost race are the head that won", () => {
  reads("lostRace", [id, 3, hash], [[id, 3], [id, 3, hash, 0], [hash, 3, hash], null]);
});

test("M3: heads are answered with the id, seq and hash of every chain", () => {
  reads("heads", [], [null, [null], [[]]]);
  reads("heads", [[id, 0, hash]], [[[id, 0]], [[id, -1, hash]], [[id, 0, hash, 1]]]);
  const most = Array.from({ length: limits.vaultsPerAccountMax + 1 }, () => [id, 0, hash]);
  reads("heads", most, [[...most, [id, 0, hash]]]);
});

test("M4: a pull is answered with entries and the head's seq", () => {
  reads("pull", [entries, 7], [[entries], [entries, -1], [[new Uint8Array(0)], 7], null]);
  reads(
    "pull",
    [[], 0],
    [
      [null, 0],
      [[], 0, 0],
    ],
  );
});

test("M7: the answer to rekey.start is OPAQUE's response", () => {
  reads("rekeyStart", random(64), [random(63), random(65), null, "x"]);
});

test("M8: sessions are answered with device, kind, time and whether it is this one", () => {
  const sessions = [
    [id, 1, 1_795_000_000, 1],
    [null, 0, 0, 0],
  ];
  reads("sessions", sessions, [[[id, 3, 0, 0]], [[id, 0, 0, 2]], [[id, 0, 0]], [[hash, 0, 0, 0]]]);
});

test("M2: a proof has 64 bytes, and OPAQUE's values their own lengths", () => {
  const fixed = [
    [64, (bytes: Bytes) => ["proof", bytes]],
    [32, (bytes: Bytes) => ["rekey.start", 5, bytes]],
    [192, (bytes: Bytes) => ["rekey.finish", 6, 2, bytes, box, null, entries]],
    [16, (bytes: Bytes) => ["pull", 2, bytes, 0]],
  ] as const;
  for (const [length, message] of fixed) {
    const read = (count: number) => decodeClientMessage(encode(message(random(count))));
    assert.notEqual(read(length), undefined);
    assert.equal(read(length - 1), undefined);
    assert.equal(read(length + 1), undefined);
  }
});

test("M8: kinds of session have these numbers", () => {
  assert.deepEqual(sessionKinds, { login: 0, resume: 1, recovery: 2 });
});

test("M5: an append has 1 to 256 entries", () => {
  const append = (count: number) =>
    decodeClientMessage(encode(["append", 1, Array<CodecValue>(count).fill(random(9))]));
  assert.equal(append(0), undefined);
  assert.notEqual(append(1), undefined);
  assert.notEqual(append(limits.appendEntriesMax), undefined);
  assert.equal(append(limits.appendEntriesMax + 1), undefined);
});

test("M6: a link box has at most 16,384 bytes", () => {
  const put = (length: number) =>
    decodeClientMessage(encode(["link.put", 1, id, new Uint8Array(length)]));
  assert.notEqual(put(limits.linkBoxMax), undefined);
  assert.equal(put(limits.linkBoxMax + 1), undefined);
});

test("M9: pushed entries may be none, and are at most 1,024", () => {
  const push = (count: number) =>
    decodeServerMessage(encode(["entries", id, Array<CodecValue>(count).fill(random(9))]));
  assert.notEqual(push(0), undefined);
  assert.notEqual(push(limits.pullEntriesMax), undefined);
  assert.equal(push(limits.pullEntriesMax + 1), undefined);
});

test("M1: changed and random bytes never throw, and what decodes has these bytes", () => {
  const samples = sides.flatMap(({ samples: each }) =>
    Object.entries(each).map(([type, fields]) => encode([type, ...(fields as CodecValue[])])),
  );
  const names = sides.flatMap(({ samples: each }) => Object.keys(each));
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    codecValue.map((value) => encode(value)),
    fc
      .tuple(
        fc.constantFrom(...names, "toString", "__proto__"),
        fc.array(codecValue, { maxLength: 6 }),
      )
      .map(([type, values]) => encode([type, ...values])),
    fc
      .tuple(fc.constantFrom(...samples), fc.nat(), fc.integer({ min: 1, max: 255 }))
      .map(([bytes, at, difference]) => withByteChanged(bytes, at, difference)),
  );
  fc.assert(
    fc.property(anything, (bytes) => {
      for (const { decode } of sides) {
        const message = decode(bytes);
        if (message === undefined) continue;
        const fields: readonly CodecValue[] = message.fields as readonly CodecValue[];
        assert.deepEqual(encode([message.type, ...fields]), Uint8Array.from(bytes));
      }
    }),
    runs(1_000),
  );
});

test("M1: a type that only reads like one is none", () => {
  assert.notEqual(decodeClientMessage(encode(["heads", 1])), undefined);
  assert.equal(decodeClientMessage(encode([["heads"], 1])), undefined);
});
