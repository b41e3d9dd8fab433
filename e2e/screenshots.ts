/**
 * Pictures of every screen, of a made-up household, for the README: desktop and phone, light and dark, as WebP into
 * docs/screenshots. Fails if a picture is too heavy. The page has to be built: npm run build.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { dropFiles, goTo, signUp } from "./person.ts";
import { screens, settle, show, type Screen } from "./screens.ts";
import { World } from "./world.ts";
import { householdCsv } from "./sample-household.ts";

const folder = fileURLToPath(new URL("../docs/screenshots/", import.meta.url));
const pictured = new Set([
  "home",
  "transactions",
  "budget",
  "reports",
  "accounts",
  "reconcile",
  "categories",
  "appearance",
]);
const devices = { desktop: { width: 1_280, height: 800 }, phone: { width: 390, height: 844 } };
const oneBytesMax = 60 * 1_024;
const allBytesMax = 1.2 * 1_024 * 1_024;
const quality = 70;

/** Today's period is half over in the pictures. */
const today = "2026-11-17T10:00:00Z";

const world = new World();
try {
  await world.start();
  const page = await world.visitor({ viewport: devices.desktop });
  await page.clock.setFixedTime(today);
  await signUp(page, "sam", "4200");
  await fill(page);
  console.log(`${await takeAll(page)} pictures in docs/screenshots`);
} finally {
  await world.stop();
}

/** The household's year, by an import as anybody would do it. */
async function fill(page: Page): Promise<void> {
  await goTo(page, "Import");
  await dropFiles(page, [["bank.csv", householdCsv()]]);
  await page.getByRole("button", { name: /^Import \d/ }).click();
  await goTo(page, "Accounts");
  for (const [name, role, opening] of [
    ["Rainy day", "savings", "6400"],
    ["Credit card", "card", "-312.40"],
    ["Car loan", "loan", "-7800"],
  ] as const) {
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("What it is for").selectOption(role);
    await page.getByLabel("What is on it now").fill(opening);
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("link", { name: `Transactions of ${name}` }).waitFor();
  }
  await page.getByRole("button", { name: "Dismiss" }).click();
}

async function takeAll(page: Page): Promise<number> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let bytes = 0;
  let count = 0;
  for (const screen of screens.filter(({ name }) => pictured.has(name))) {
    for (const [device, viewport] of Object.entries(devices)) {
      await page.setViewportSize(viewport);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const picture = await take(page, screen);
        const name = `${screen.name}-${device}-${colorScheme}.webp`;
        if (picture.length > oneBytesMax) throw new Error(`${name}: ${picture.length} bytes`);
        writeFileSync(join(folder, name), picture);
        bytes += picture.length;
        count += 1;
      }
    }
  }
  if (bytes > allBytesMax) throw new Error(`All pictures together: ${bytes} bytes`);
  return count;
}

/** Playwright itself makes no WebP. */
async function take(page: Page, screen: Screen): Promise<Buffer> {
  await show(page, screen);
  await page.mouse.move(0, 0);
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    scrollTo(0, 0);
  });
  await settle(page);
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send("Page.captureScreenshot", { format: "webp", quality });
  await devtools.detach();
  return Buffer.from(data, "base64");
}
