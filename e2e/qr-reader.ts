/**
 * Reads a QR code that was drawn without a flaw (ISO/IEC 18004): level M, one segment of bytes, no correction of errors.
 * It shares nothing with what draws them.
 */
import assert from "node:assert/strict";

type Modules = readonly (readonly boolean[])[];

/** Of level M, by version from 1: check words in each block, and blocks (table 9 of the standard). */
const checkWords = [
  10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28,
  28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
];
const blockCounts = [
  1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26,
  28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
];

const masks: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

/** The modules of a path of runs, "M4 4h7v1h-7z…", without the quiet border around them. */
export function modulesOfPath(path: string, size: number, border: number): Modules {
  const side = size - 2 * border;
  const modules = Array.from({ length: side }, () => Array.from({ length: side }, () => false));
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    const from = Number(x) - border;
    modules[Number(y) - border]?.fill(true, from, from + Number(length));
  }
  return modules;
}

/** The text of a code. */
export function readQr(modules: Modules): string {
  const version = (modules.length - 17) / 4;
  const words = wordsOf(modules, version);
  const data = dataOf(words, version);
  const bits = data.map((word) => word.toString(2).padStart(8, "0")).join("");
  const lengthBits = version < 10 ? 8 : 16;
  assert.equal(bits.slice(0, 4), "0100", "a segment of bytes");
  const count = Number.parseInt(bits.slice(4, 4 + lengthBits), 2);
  const start = 4 + lengthBits;
  const bytes = Uint8Array.from({ length: count }, (_, at) =>
    Number.parseInt(bits.slice(start + at * 8, start + at * 8 + 8), 2),
  );
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

/** Every code word in the order in which they lie in the symbol: two columns at a time, up and down. */
function wordsOf(modules: Modules, version: number): readonly number[] {
  const side = modules.length;
  const isMasked = masks[formatOf(modules)];
  assert.ok(isMasked !== undefined);
  let bits = "";
  let isUpward = true;
  for (let right = side - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < side; step += 1) {
      const row = isUpward ? side - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (isFunction(row, column, version, side)) continue;
        bits += (modules[row]?.[column] === true) !== isMasked(row, column) ? "1" : "0";
      }
    }
    isUpward = !isUpward;
  }
  return bits.match(/.{8}/g)?.map((word) => Number.parseInt(word, 2)) ?? [];
}

/** The number of the mask; the level has to be M. */
function formatOf(modules: Modules): number {
  const places = [0, 1, 2, 3, 4, 5, 7, 8].map((column) => modules[8]?.[column]);
  const more = [7, 5, 4, 3, 2, 1, 0].map((row) => modules[row]?.[8]);
  const bits = [...places, ...more].map((isDark) => (isDark === true ? "1" : "0")).join("");
  const format = Number.parseInt(bits, 2) ^ 0b101_0100_0001_0010;
  assert.equal(format >> 13, 0, "level M");
  return (format >> 10) & 7;
}

/** Whether a module is no data: finders, timing, alignment, format and version. */
function isFunction(row: number, column: number, version: number, side: number): boolean {
  if (row === 6 || column === 6) return true;
  const far = side - 8;
  if ((row < 9 && column < 9) || (row < 9 && column >= far) || (row >= far && column < 9))
    return true;
  if (version >= 7 && ((row < 6 && column >= far - 3) || (column < 6 && row >= far - 3)))
    return true;
  const centres = alignmentCentres(version, side);
  return centres.some((y) =>
    centres.some((x) => {
      const isAtFinder =
        (x === 6 && y === 6) || (x === 6 && y === side - 7) || (x === side - 7 && y === 6);
      return !isAtFinder && Math.abs(row - y) <= 2 && Math.abs(column - x) <= 2;
    }),
  );
}

function alignmentCentres(version: number, side: number): readonly number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((side - 13) / (2 * count - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, at) => side - 7 - (count - 2 - at) * step)];
}

/** The data words in their own order: they are dealt out over the blocks, one after the other. */
function dataOf(words: readonly number[], version: number): readonly number[] {
  const blocks = blockCounts[version - 1] ?? 0;
  const check = checkWords[version - 1] ?? 0;
  const short = Math.floor(words.length / blocks) - check;
  const longs = words.length % blocks;
  const dealt: number[][] = Array.from({ length: blocks }, () => []);
  let next = 0;
  for (let at = 0; at <= short; at += 1) {
    for (const [block, own] of dealt.entries()) {
      if (at === short && block < blocks - longs) continue;
      own.push(words[next] ?? 0);
      next += 1;
    }
  }
  return dealt.flat();
}
