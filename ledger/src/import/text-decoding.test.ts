import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { decodeText } from "./text-decoding.ts";
import { sentenceText, type Sentence } from "../sentence.ts";

const english = (said: Sentence | null): string => (said === null ? "" : sentenceText(said));

/**
 * Returns text in an 8-bit or East Asian encoding, by asking the decoder for every one and two byte
 * character.
 */
function encode(text: string, encoding: string): Uint8Array<ArrayBuffer> {
  const bytesByCharacter = new Map<string, number[]>();
  const decoder = new TextDecoder(encoding);
  for (let first = 255; first >= 0x81; first -= 1) {
    for (let second = 255; second >= 0x40; second -= 1) {
      const character = decoder.decode(new Uint8Array([first, second]));
      if (Array.from(character).length === 1) bytesByCharacter.set(character, [first, second]);
    }
  }
  for (let byte = 0; byte < 256; byte += 1) {
    const character = decoder.decode(new Uint8Array([byte]));
    if (character !== "\uFFFD") bytesByCharacter.set(character, [byte]);
  }
  const bytes = Array.from(text).flatMap((character) => {
    const found = bytesByCharacter.get(character);
    assert.ok(found !== undefined, `${character} is not in ${encoding}`);
    return found;
  });
  return new Uint8Array(bytes);
}

function decoded(bytes: Uint8Array<ArrayBuffer>, declared: string | null = null) {
  const result = decodeText(bytes, declared);
  assert.ok(result.ok);
  return result.value;
}

const TEXTS: readonly (readonly [string, string])[] = [
  ["windows-1252", "Datum;Empfänger;Betrag\n03.01.2026;Café Müller & Söhne;-4,50 €\n"],
  ["windows-1250", "Datum;Název;Částka\n3.1.2026;Pekařství U Žižky, příkaz;-45,00 Kč\n"],
  ["windows-1251", "Дата;Описание;Сумма\n03.01.2026;Магазин Перекрёсток;-450,00\n"],
  ["macintosh", "Date;Libellé;Montant\n03/01/2026;Pâtisserie Général à Orléans;-4,50\n"],
  ["shift_jis", "日付,内容,金額\n2026/01/03,カード払い スーパー,-450\n"],
  ["euc-jp", "日付,内容,金額\n2026/01/03,カード払い スーパー,-450\n"],
  ["euc-kr", "날짜,내용,금액\n2026-01-03,서울마트 카드결제,-4500\n"],
  ["gb18030", "交易日期,交易对方,金额\n2026-01-03,北京超市有限公司,-45.00\n"],
  ["big5", "交易日期,摘要,金額\n2026-01-03,臺北商店信用卡消費,-45.00\n"],
  ["koi8-r", "Дата;Описание;Сумма\n03.01.2026;Магазин Перекрёсток;-450,00\n"],
  ["windows-1254", "Tarih;Açıklama;Tutar\n03.01.2026;Beşiktaş çarşı ışığı mağaza;-45,00\n"],
];

for (const [encoding, text] of TEXTS) {
  test(`text-decoding: ${encoding} is found by its letters, and said to be a guess`, () => {
    const { text: found, encoding: guessed, remark } = decoded(encode(text, encoding));
    assert.equal(found, text);
    assert.equal(guessed, encoding);
    assert.match(english(remark), new RegExp(encoding, "u"));
  });
}

test("text-decoding: byte order marks decide, and do not stay in the text", () => {
  const utf8 = decoded(new Uint8Array([0xef, 0xbb, 0xbf, 0xc3, 0xa9]));
  assert.deepEqual(utf8, { text: "é", encoding: "utf-8", remark: null });
  const little = decoded(new Uint8Array([0xff, 0xfe, 0xe9, 0x00, 0x3b, 0x00]));
  assert.deepEqual(little, { text: "é;", encoding: "utf-16le", remark: null });
  const big = decoded(new Uint8Array([0xfe, 0xff, 0x00, 0xe9, 0x00, 0x3b]));
  assert.deepEqual(big, { text: "é;", encoding: "utf-16be", remark: null });
});

test("text-decoding: UTF-16 without a mark shows by its zeros", () => {
  const letters = [...new TextEncoder().encode("Date,Amount\n")].flatMap((byte) => [byte, 0]);
  assert.equal(decoded(new Uint8Array(letters)).encoding, "utf-16le");
  assert.equal(decoded(new Uint8Array(letters.toReversed())).encoding, "utf-16be");
});

test("text-decoding: content in UTF-8 is UTF-8 whatever the file declares", () => {
  const bytes = new TextEncoder().encode("Gebühr für März");
  assert.equal(decoded(bytes, "1252").text, "Gebühr für März");
  assert.equal(decoded(bytes, "USASCII").remark, null);
});

test("text-decoding: a declaration is taken in any spelling, unless it gives control characters", () => {
  const bytes = encode("Září", "windows-1250");
  assert.deepEqual(decoded(bytes, "1250"), {
    text: "Září",
    encoding: "windows-1250",
    remark: null,
  });
  assert.equal(decoded(encode("œuvre €", "windows-1252"), "ISO-8859-15").encoding, "windows-1252");
});

test("text-decoding: a letter cut in half does not turn a UTF-8 file", () => {
  const whole = new TextEncoder().encode("Müller, Köln, Größe, Straße, ".repeat(10));
  const cut = new Uint8Array([...whole, 0xc3, 0x0a]);
  const { text, encoding, remark } = decoded(cut);
  assert.equal(encoding, "utf-8");
  assert.ok(text.startsWith("Müller, Köln") && text.endsWith("Ã\n"));
  assert.match(english(remark), /One byte/u);
});

test("text-decoding: zeros are refused with their place", () => {
  assert.deepEqual(decodeText(new Uint8Array([65, 66, 0, 67, 68, 69, 70]), null), {
    ok: false,
    error: { code: "nul-bytes", offset: 2 },
  });
});

test("text-decoding: no bytes throw, and no replacement character comes from nowhere", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const result = decodeText(new Uint8Array(bytes), null);
      if (result.ok && !result.value.encoding.startsWith("utf-16")) {
        assert.ok(!result.value.text.includes("\uFFFD") || result.value.encoding !== "utf-8");
      }
    }),
  );
});

test("text-decoding: every text in UTF-8 comes back as it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      fc.pre(!text.includes("\0") && !text.startsWith("\uFEFF"));
      const bytes = new TextEncoder().encode(text);
      fc.pre(bytes.length >= 2 && !(bytes[0] === 0xfe || bytes[0] === 0xff));
      assert.equal(decoded(bytes).text, text);
    }),
  );
});
