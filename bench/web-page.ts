/**
 * node bench/web-page.ts [ROWS]: what the page costs with a large book, in a real Chromium (docs/performance.md, "The
 * page"). Wall time of one run, so on an idle machine only; `npm run build` first.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { dropFiles, goTo, signUp, unlock } from "../e2e/person.ts";
import { builtPage, World } from "../e2e/world.ts";

const rows = Number(process.argv[2] ?? 100_000);
const patienceMs = 300_000;
const frames = 300;
const framePixels = 400;

printSizes();
const world = new World();
try {
  await world.start();
  const page = await world.visitor({ viewport: { width: 1_280, height: 800 } });
  page.setDefaultTimeout(patienceMs);
  await signUp(page, "rosa");
  await fill(page);
  await printUnlocking(page);
  await printList(page);
} finally {
  await world.stop();
}

/** Every script of the built page, compressed as the server sends it. */
function printSizes(): void {
  const folder = join(builtPage, "assets");
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".js"))) {
    const kibibytes = gzipSync(readFileSync(join(folder, name)), { level: 9 }).length / 1_024;
    console.log(`${kibibytes.toFixed(1).padStart(8)} KiB gzip  ${name}`);
  }
}

async function fill(page: Page): Promise<void> {
  const began = performance.now();
  await goTo(page, "Import");
  await dropFiles(page, [["bank.csv", bankFile()]]);
  await page.getByRole("button", { name: /^Import [\d,]+ rows/ }).click();
  await page.getByText(/^Imported/).waitFor();
  await page.getByText("Saved", { exact: true }).waitFor();
  print("read, judged, imported and sent", performance.now() - began);
}

/** Ten years; the last rows are of today. */
function bankFile(): string {
  const today = Temporal.Now.plainDateISO();
  const words = ["Market", "Bakery", "Rent", "Fuel", "Cinema", "Pharmacy", "Train", "Books"];
  const lines = Array.from({ length: rows }, (_, at) => {
    const date = today.subtract({ days: Math.floor(((rows - 1 - at) / rows) * 3_650) }).toString();
    const amount = (((at * 37) % 20_000) / 100 + 0.5).toFixed(2);
    return `${date},${words[at % words.length] ?? ""} ${at % 4_001},-${amount}`;
  });
  return ["Date,Description,Amount", ...lines].join("\n");
}

/** From Enter in the password's field to Home, Argon2id included; the second time the folded state is there. */
async function printUnlocking(page: Page): Promise<void> {
  for (const which of ["first", "second"]) {
    await goTo(page, "Home");
    await page.getByRole("button", { name: "Lock" }).click();
    await page.getByLabel("Password", { exact: true }).waitFor();
    const began = performance.now();
    await unlock(page);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page
      .getByText(/a day is safe to spend|Newest transactions/)
      .first()
      .waitFor();
    print(`unlock to Home, the ${which} time`, performance.now() - began);
  }
}

async function printList(page: Page): Promise<void> {
  const began = performance.now();
  await goTo(page, "Transactions");
  await page.getByRole("row").nth(5).waitFor();
  print("the list is there", performance.now() - began);
  const scrolled = await page.evaluate(scroll, { frames, framePixels });
  print("a frame while scrolling, median", scrolled.median);
  console.log(`${scrolled.long.length} tasks over 50 ms: ${scrolled.long.join(", ")}`);
  for (const query of ["market", "amt:10..20 date:2024", "-cat:food amt:>50"]) {
    print(`filter ${query}`, await page.evaluate(filter, query));
  }
}

/** In the page: scrolls frame by frame. */
async function scroll(by: {
  readonly frames: number;
  readonly framePixels: number;
}): Promise<{ readonly median: number; readonly long: readonly number[] }> {
  const long: number[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) long.push(Math.round(duration));
  });
  observer.observe({ type: "longtask" });
  const times: number[] = [];
  let last = performance.now();
  for (let frame = 0; frame < by.frames; frame += 1) {
    scrollBy(0, by.framePixels);
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - last);
    last = performance.now();
  }
  observer.disconnect();
  scrollTo(0, 0);
  return { median: times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0, long };
}

/** In the page: types a query at once, and waits until the number of transactions has changed. */
async function filter(query: string): Promise<number> {
  const field = document.querySelector<HTMLInputElement>("#find-transactions");
  const grid = document.querySelector("[role=grid]");
  if (field === null || grid === null) throw new Error("This is not the list.");
  const before = grid.ariaRowCount;
  const began = performance.now();
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, query);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  while (grid.ariaRowCount === before) await new Promise(requestAnimationFrame);
  return performance.now() - began;
}

function print(what: string, milliseconds: number): void {
  console.log(`${milliseconds.toFixed(0).padStart(8)} ms  ${what}`);
}
