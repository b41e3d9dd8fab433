import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import test from "node:test";
import fc from "fast-check";
import { opaquePassword, parseLoginName, parsePassword } from "./credentials.ts";
import { limits } from "./limits.ts";
import { runs } from "../../test/fixtures/effort.ts";

const invalidName = { ok: false, error: { code: "login-name-invalid" } };
const tooShort = { ok: false, error: { code: "password-too-short" } };
const tooLong = { ok: false, error: { code: "password-too-long" } };
const fourInOne = "\u03b1\u0313\u0300\u0345";
const notUnicode = { ok: false, error: { code: "password-not-unicode" } };

test("O1: composed and decomposed, wide and narrow, upper and lower are one name (A28)", () => {
  const same = [
    ["Zoë", "zoë"],
    ["ZOE\u0308", "zoë"],
    ["ａｄａ＠example.org", "ada@example.org"],
    ["\u212Babc", "åabc"],
    ["ﬁnn", "finn"],
    ["ΑΣ", "ας"],
    ["a.b_c-d+e@f", "a.b_c-d+e@f"],
    ["한\u1112\u1161\u11ab", "한한"],
  ] as const;
  for (const [typed, value] of same) assert.deepEqual(parseLoginName(typed), { ok: true, value });
});

test("O1: other characters and lone surrogates are refused", () => {
  for (const typed of [
    "",
    " ",
    "a b",
    "a\u0000",
    "a/b",
    "a:b",
    "a\u200db",
    "\ud83d\ude00",
    "\u0301",
  ]) {
    assert.deepEqual(parseLoginName(typed), invalidName);
  }
  assert.deepEqual(parseLoginName("abc\ud800"), invalidName);
});

test("O1: 64 characters at most, counted after NFKC", () => {
  assert.deepEqual(parseLoginName("a".repeat(64)), { ok: true, value: "a".repeat(64) });
  assert.deepEqual(parseLoginName("a".repeat(65)), invalidName);
  assert.deepEqual(parseLoginName("e\u0301".repeat(64)), { ok: true, value: "é".repeat(64) });
  // One character that NFKC makes three of.
  assert.deepEqual(parseLoginName("\ufb03".repeat(22)), invalidName);
  assert.deepEqual(parseLoginName("\ufb03".repeat(21)), { ok: true, value: "ffi".repeat(21) });
  // Characters outside the basic plane count once.
  const gothic = "\u{10330}".repeat(64);
  assert.deepEqual(parseLoginName(gothic), { ok: true, value: gothic });
  assert.deepEqual(parseLoginName("a".repeat(1_000_000)), invalidName);
  // Four code points that are one character.
  assert.deepEqual(parseLoginName(fourInOne.repeat(64)), { ok: true, value: "ᾂ".repeat(64) });
  assert.deepEqual(parseLoginName(fourInOne.repeat(65)), invalidName);
});

test("O1: the canonical form of a canonical form is itself", () => {
  const check = (typed: string) => {
    const once = parseLoginName(typed);
    if (once.ok) assert.deepEqual(parseLoginName(once.value), once, JSON.stringify(typed));
  };
  for (let point = 0; point < 0x11_0000; point += 1) check(`a${String.fromCodePoint(point)}b`);
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 8 }), check),
    runs(300),
  );
});

test("O2: composed and decomposed are one password, case and spaces stay (A28)", () => {
  const value = "Crème brûlée 9";
  assert.deepEqual(parsePassword(value.normalize("NFC")), { ok: true, value });
  assert.deepEqual(parsePassword(value.normalize("NFD")), { ok: true, value });
  assert.deepEqual(parsePassword("  Space  &  Case  "), { ok: true, value: "  Space  &  Case  " });
});

test("O2: a lone surrogate is refused, so it cannot be taken for U+FFFD (A28)", () => {
  assert.deepEqual(parsePassword("long enough \ud800"), notUnicode);
  assert.deepEqual(parsePassword("\udc00 long enough"), notUnicode);
  assert.equal(parsePassword("long enough \ufffd").ok, true);
  assert.equal(parsePassword("long enough \u{1f600}").ok, true);
});

test("O2: 12 to 1,024 characters, counted after NFKC", () => {
  assert.deepEqual(parsePassword(""), tooShort);
  assert.deepEqual(parsePassword("x".repeat(11)), tooShort);
  assert.equal(parsePassword("x".repeat(12)).ok, true);
  // Twelve code points that are six characters in canonical form.
  assert.deepEqual(parsePassword("e\u0301".repeat(6)), tooShort);
  assert.equal(parsePassword("e\u0301".repeat(12)).ok, true);
  // Four characters of which NFKC makes twelve.
  assert.equal(parsePassword("\ufb03".repeat(4)).ok, true);
  assert.deepEqual(parsePassword("\u{1f600}".repeat(11)), tooShort);
  assert.equal(parsePassword("\u{1f600}".repeat(12)).ok, true);
  assert.equal(parsePassword("x".repeat(1_024)).ok, true);
  assert.deepEqual(parsePassword("x".repeat(1_025)), tooLong);
  assert.deepEqual(parsePassword("\ufb03".repeat(342)), tooLong);
  assert.deepEqual(parsePassword("x".repeat(10_000_000)), tooLong);
  assert.deepEqual(parsePassword(fourInOne.repeat(1_024)), { ok: true, value: "ᾂ".repeat(1_024) });
});

test("N1: a name or a password that is too long is refused before it is normalised", (t) => {
  const { mock } = t.mock.method(String.prototype, "normalize");
  const times = (parse: (typed: string) => unknown, length: number) => {
    mock.resetCalls();
    parse("a".repeat(length));
    return mock.callCount();
  };
  const { loginNameCharactersMax: name, passwordCharactersMax: password } = limits;
  assert.equal(times(parseLoginName, 4 * name + 1), 0);
  assert.ok(times(parseLoginName, 4 * name) > 0);
  assert.equal(times(parsePassword, 4 * password + 1), 0);
  assert.ok(times(parsePassword, 4 * password) > 0);
});

const secret = new Uint8Array(20).fill(7);
const serverId = new Uint8Array(16).fill(9);
const input = { accountSecret: secret, loginName: "ada", serverId, password: "correct horse" };

test("O3: P is the keyed hash of name, server and password under the Account Secret", () => {
  const message = Buffer.concat([
    Buffer.from("coffer/v1/opaque-pw\0"),
    Buffer.from([0, 0, 0, 3]),
    Buffer.from("ada"),
    Buffer.from([0, 0, 0, 16]),
    serverId,
    Buffer.from("correct horse"),
  ]);
  const expected = createHmac("sha512", secret).update(message).digest("base64url");
  assert.equal(opaquePassword(input), `cf1.${expected}`);
  assert.equal(opaquePassword(input).length, 90);
});

test("O3: another secret, name, server or password is another P", () => {
  const others = [
    input,
    { ...input, accountSecret: new Uint8Array(20).fill(8) },
    { ...input, loginName: "adb" },
    { ...input, serverId: new Uint8Array(16).fill(8) },
    { ...input, password: "correct hors" },
    // The same bytes in a row, cut otherwise.
    { ...input, serverId: new Uint8Array(15).fill(9), password: "\tcorrect horse" },
  ];
  assert.equal(new Set(others.map(opaquePassword)).size, others.length);
});
