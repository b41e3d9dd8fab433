/** The colours of the design can be read: in light and dark, and with more contrast where it is wished for. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { journeys } from "./world.ts";

/** Text on what is behind it: 4.5 to 1 (WCAG 1.4.3), or 7 to 1 (1.4.6). */
const textPairs = [
  ["ink", "ground"],
  ["ink", "surface"],
  ["ink", "sunken"],
  ["ink", "warn-soft"],
  ["ink", "bad-soft"],
  ["ink-soft", "ground"],
  ["ink-soft", "surface"],
  ["ink-soft", "sunken"],
  ["accent", "ground"],
  ["accent", "surface"],
  ["accent", "accent-soft"],
  ["accent", "warn-soft"],
  ["accent", "bad-soft"],
  ["on-accent", "accent"],
  ["good", "surface"],
  ["bad", "surface"],
  ["warn", "surface"],
  ["ground", "ink"],
] as const;
/** Edges of fields, and what a bar says: 3 to 1 (WCAG 1.4.11), or as much as text. */
const shapePairs = [
  ["edge", "surface"],
  ["edge", "ground"],
  ["needs", "sunken"],
  ["wants", "sunken"],
  ["savings", "sunken"],
  ["other", "sunken"],
  ["bad", "sunken"],
] as const;

const schemes = ["light", "dark"] as const;

journeys("looks", (world, journey) => {
  let page: Page;

  for (const colorScheme of schemes) {
    for (const contrast of ["no-preference", "more"] as const) {
      const [least, edges] = contrast === "more" ? [7, 4.5] : [4.5, 3];
      journey(`${colorScheme}, contrast ${contrast}: ${least} to 1 for text`, async () => {
        page = await world.visitor({ colorScheme, contrast });
        for (const [pairs, wanted] of [
          [textPairs, least],
          [shapePairs, edges],
        ] as const) {
          for (const [front, back] of pairs) {
            const ratio = ratioOf(await colourOf(page, front), await colourOf(page, back));
            assert.ok(ratio >= wanted, `${front} on ${back}: ${ratio.toFixed(2)}`);
          }
        }
      });
    }
  }
});

/** The colour of a token, as red, green and blue from 0 to 255. */
async function colourOf(page: Page, token: string): Promise<readonly number[]> {
  const text = await page.evaluate((name) => {
    const probe = document.createElement("span");
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }, token);
  const parts = text.match(/\d+/g)?.slice(0, 3).map(Number) ?? [];
  assert.equal(parts.length, 3, `${token} is ${text}`);
  return parts;
}

/** The contrast of two colours (WCAG 2.2, relative luminance). */
function ratioOf(one: readonly number[], other: readonly number[]): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((left, right) => right - left);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
