/**
 * node scripts/icons.ts: the page's icons as PNG, drawn from web/public/icon.svg by Chromium, for systems that take no
 * SVG. By hand, after the drawing has changed; what it writes is committed.
 */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { findChromium } from "./chromium.mjs";

const folder = join(import.meta.dirname, "../web/public");
const drawing = readFileSync(join(folder, "icon.svg"), "utf8");
/** The drawing's own ground, and how much of a side its rounded corners take. */
const ground = /<rect[^>]* fill="([^"]+)"/.exec(drawing)?.[1] ?? "#000";

/** Systems cut these to a shape of their own: ground to the edges, and the drawing within the middle 80 %. */
const icons = [
  { name: "icon-192.png", size: 192, isFull: false },
  { name: "icon-512.png", size: 512, isFull: false },
  { name: "icon-maskable-512.png", size: 512, isFull: true },
  { name: "apple-touch-icon.png", size: 180, isFull: true },
] as const;

const executablePath = findChromium();
const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
const page = await browser.newPage();
for (const { name, size, isFull } of icons) {
  await page.setViewportSize({ width: size, height: size });
  const inner = isFull ? Math.round(size * 0.8) : size;
  const style = `html{background:${isFull ? ground : "transparent"}}body{margin:${(size - inner) / 2}px}svg{display:block;width:${inner}px;height:${inner}px}`;
  await page.setContent(`<!doctype html><style>${style}</style>${drawing}`);
  const path = join(folder, name);
  await page.screenshot({ path, omitBackground: true });
  console.log(`${name}: ${statSync(path).size} bytes`);
}
await browser.close();
