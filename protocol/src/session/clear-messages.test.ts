import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { concat } from "../bytes.ts";
import { decode, encode, type CodecValue } from "../codec.ts";
import { limits } from "../limits.ts";
import { decodeClear, encodeClear, type ClearFields, type ClearType } from "./clear-messages.ts";
import { assertBounds, type Bounds } from "../../../test/fixtures/bounds.ts";
import { codecValue, withByteChanged } from "../../../test/fixtures/codec-values.ts";
import { runs } from "../../../test/fixtures/effort.ts";
import { countedRandom } from "../../../test/fixtures/random.ts";

const random = countedRandom("clear messages");

/** A message of each type, with its fields in the order of the page of rules. */
const samples: { readonly [Type in ClearType]: ClearFields[Type] } = {
  hello: [random(16), random(32), random(32), "invite", ["later"], random(32)],
  "client.hello": [["later"], "coffer 0.1.0"],
  "register.start": ["ada", random(16), random(32)],
  "register.response": [random(64)],
  "register.finish": [
    random(192),
    random(113),
    random(145),
    random(113),
    random(32),
    random(5_000),
    random(5_000),
  ],
  done: [],
  "login.start": ["ada", random(16), random(96)],
  "login.response": [random(320)],
  "login.finish": [random(64)],
  "resume.start": [random(16), random(32)],
  "resume.response": [random(32)],
  "recover.start": [random(16), random(32)],
  "recover.response": [random(32)],
  "link.get": [random(16)],
  "link.box": [random(400)],
  error: [5],
};
const types = Object.keys(samples) as ClearType[];

function encodeSample(type: ClearType): Uint8Array<ArrayBuffer> {
  const fields: readonly CodecValue[] = samples[type];
  return encode([type, ...fields]);
}

for (const type of types) {
  test(`C1: ${type} is its type and its fields, and comes back`, () => {
    const bytes = encodeClear(type, ...(samples[type] as never));
    assert.deepEqual(bytes, encodeSample(type));
    assert.deepEqual(decodeClear(bytes), { type, fields: samples[type] });
  });

  test(`C1: ${type} with a field more, fewer or of another kind is refused`, () => {
    const fields: readonly CodecValue[] = samples[type];
    const read = (...items: readonly CodecValue[]) => decodeClear(encode([type, ...items]));
    assert.equal(read(...fields, null), undefined);
    assert.equal(read(...fields, 1), undefined);
    assert.equal(fields.length > 0 && read(...fields.slice(0, -1)) !== undefined, false);
    assert.equal(fields.length > 0 && read(...fields.slice(1)) !== undefined, false);
    for (const [index, field] of fields.entries()) {
      const others: CodecValue[] = [-1, true, [[]], new Map(), new Uint8Array(7), 2n ** 60n];
      if (!(type === "register.start" && index === 1)) others.push(null);
      if (field instanceof Uint8Array && !isBox(type, index)) {
        // One byte too many as well: OPAQUE's library would pass over it.
        others.push(field.subarray(1), concat(field, Uint8Array.of(0)));
      }
      for (const other of others) {
        if (isBox(type, index) && other instanceof Uint8Array) continue;
        assert.equal(read(...fields.with(index, other)), undefined, `field ${index}`);
      }
    }
  });
}

/** Fields whose length is not fixed. */
function isBox(type: ClearType, index: number): boolean {
  return (type === "register.finish" && index !== 0 && index !== 4) || type === "link.box";
}

const boxBounds = [1, limits.boxMax] as const;
const genesisBounds = [1, limits.genesisEntryMax] as const;
const nameBounds = [0, 2 * limits.loginNameCharactersMax] as const;
const capabilityBounds = [0, limits.capabilitiesMax] as const;
/** What is not of one length, by the place of the field behind the type. */
const bounds: { readonly [Type in ClearType]?: Bounds } = {
  hello: { "5": capabilityBounds, "5.0": [0, limits.capabilityCharactersMax] },
  "client.hello": { "1": capabilityBounds, "2": [0, limits.clientVersionCharactersMax] },
  "register.start": { "1": nameBounds },
  "register.finish": {
    "2": boxBounds,
    "3": boxBounds,
    "4": boxBounds,
    "6": genesisBounds,
    "7": genesisBounds,
  },
  "login.start": { "1": nameBounds },
  "link.box": { "1": [1, limits.linkBoxMax] },
  error: { "1": [1, 255] },
};

for (const type of types) {
  test(`C1: every field of ${type} has its length and its bounds`, () => {
    const fields: readonly CodecValue[] = samples[type];
    assertBounds((value) => decodeClear(encode(value)), [type, ...fields], bounds[type]);
  });
}

test("C1: an invitation may be absent, a login name is a bounded text, a mode is one of three", () => {
  const [name, , request] = samples["register.start"];
  const start = (...fields: ClearFields["register.start"]) =>
    decodeClear(encodeClear("register.start", ...fields));
  assert.deepEqual(start(name, null, request)?.fields, [name, null, request]);
  assert.notEqual(start("x".repeat(128), null, request), undefined);
  assert.equal(start("x".repeat(129), null, request), undefined);
  const values: readonly CodecValue[] = samples.hello;
  for (const mode of ["open", "invite", "closed"]) {
    assert.notEqual(decodeClear(encode(["hello", ...values.with(3, mode)])), undefined);
  }
  assert.equal(decodeClear(encode(["hello", ...values.with(3, "ajar")])), undefined);
});

test("C1: the login answer has no field for parameters (A11)", () => {
  const fields: readonly CodecValue[] = samples["login.response"];
  const parameters = new Map([["argon2id", [1, 8, 1]]]);
  assert.equal(decodeClear(encode(["login.response", ...fields, parameters])), undefined);
});

test("C2: capabilities are texts, at most 32 of 64 units", () => {
  const hello = (capabilities: CodecValue) =>
    decodeClear(encode(["client.hello", capabilities, "coffer"]));
  assert.notEqual(hello(Array.from({ length: 32 }, (_, index) => `c${index}`)), undefined);
  assert.equal(hello(Array.from({ length: 33 }, (_, index) => `c${index}`)), undefined);
  assert.equal(hello(["x".repeat(65)]), undefined);
  assert.equal(hello([1]), undefined);
});

test("C2: a message is at most 32,768 bytes, register.finish 81,920", () => {
  const finish = (length: number) => {
    const fields: readonly CodecValue[] = samples["register.finish"];
    const genesis = new Uint8Array(length);
    return encode(["register.finish", ...fields.slice(0, 5), genesis, genesis]);
  };
  const large = finish(limits.genesisEntryMax);
  assert.ok(large.length > limits.clearMessageMax && large.length <= limits.registerFinishMax);
  assert.notEqual(decodeClear(large), undefined);
  assert.equal(decodeClear(finish(limits.genesisEntryMax + 1)), undefined);
  // A message of another type that would fit only register.finish.
  const version = "x".repeat(limits.clearMessageMax);
  assert.equal(decodeClear(encode(["client.hello", [], version])), undefined);
});

test("C1: other types, other values and names of the platform are no messages", () => {
  for (const value of [
    ["toString"],
    ["__proto__"],
    ["constructor", null],
    ["hello"],
    ["Hello", ...samples.hello],
    [1],
    [],
    null,
    "hello",
    new Map([[0, "done"]]),
  ] as CodecValue[]) {
    assert.equal(decodeClear(encode(value)), undefined);
  }
});

test("C1: changed and random bytes never throw, and what decodes has these bytes", () => {
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    codecValue.map((value) => encode(value)),
    fc
      .tuple(fc.constantFrom(...types), fc.array(codecValue, { maxLength: 7 }))
      .map(([type, values]) => encode([type, ...values])),
    fc
      .tuple(fc.constantFrom(...types), fc.nat(), fc.integer({ min: 1, max: 255 }))
      .map(([type, at, difference]) => withByteChanged(encodeSample(type), at, difference)),
  );
  fc.assert(
    fc.property(anything, (bytes) => {
      const message = decodeClear(bytes);
      if (message === undefined) return;
      const fields: readonly CodecValue[] = message.fields;
      assert.deepEqual(encode([message.type, ...fields]), Uint8Array.from(bytes));
      assert.equal(decode(bytes).ok, true);
    }),
    runs(1_000),
  );
});

test("C1: a type that only reads like one is none", () => {
  assert.notEqual(decodeClear(encode(["link.get", random(16)])), undefined);
  assert.equal(decodeClear(encode([["link.get"], random(16)])), undefined);
});

test("C2: the largest message of another type than register.finish is within 32,768 bytes", () => {
  // Three bytes of UTF-8 each: no UTF-16 unit takes more.
  const text = (units: number) => "\uffff".repeat(units);
  const capabilities = Array<string>(limits.capabilitiesMax).fill(
    text(limits.capabilityCharactersMax),
  );
  const largest = {
    ...samples,
    hello: samples.hello.with(4, capabilities),
    "client.hello": [capabilities, text(limits.clientVersionCharactersMax)],
    "register.start": samples["register.start"].with(0, text(nameBounds[1])),
    "login.start": samples["login.start"].with(0, text(nameBounds[1])),
    "link.box": [new Uint8Array(limits.linkBoxMax)],
  } as Readonly<Record<ClearType, readonly CodecValue[]>>;
  for (const type of types.filter((each) => each !== "register.finish")) {
    const bytes = encode([type, ...largest[type]]);
    assert.notEqual(decodeClear(bytes), undefined);
    assert.ok(bytes.length <= limits.clearMessageMax, type);
  }
});
