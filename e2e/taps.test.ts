/**
 * How much a person does for what they do every day, counted: taps on a phone, clicks with a file from a bank. What is
 * counted by keys is in the tests of its screen (home, transactions, budget, reports).
 */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { dropFiles, goTo, signUp } from "./person.ts";
import { journeys } from "./world.ts";

const known = "Date,Description,Amount\n2026-11-13,Bakery,-3.20\n2026-11-14,Bookshop,-18.00\n";
/** Nobody can tell which of these is the month. */
const ambiguous = "Date,Description,Amount\n03/04/2026,Florist,-25.00\n05/06/2026,Ferry,-40.00\n";

journeys("taps", (world, journey) => {
  let page: Page;

  journey("on a phone: an expense in six taps at most, from Home", async () => {
    page = await world.visitor({ viewport: { width: 390, height: 844 }, hasTouch: true });
    await signUp(page, "tara");
    const taps = counting();
    await taps.on(page.getByRole("link", { name: "Transactions", exact: true }));
    await taps.on(page.getByRole("textbox", { name: "New transaction" }));
    await page.keyboard.type("12.50 lunch");
    await taps.on(page.getByRole("button", { name: "Add", exact: true }));
    await page.getByText(/^Added lunch/).waitFor();
    await page.getByRole("row", { name: /lunch/ }).waitFor();
    assert.ok(taps.count() <= 6, `${taps.count()} taps`);
  });

  journey("anything is taken back with one tap", async () => {
    const taps = counting();
    await taps.on(page.getByRole("button", { name: "Undo" }).last());
    await page.getByText("Nothing yet").waitFor();
    assert.equal(taps.count(), 1);
  });

  journey("a file of a bank that is known: two clicks at most", async () => {
    await page.setViewportSize({ width: 1_280, height: 800 });
    const clicks = counting();
    await clicks.on(page.getByRole("link", { name: "Import", exact: true }));
    await dropFiles(page, [["bank.csv", known]]);
    await clicks.on(page.getByRole("button", { name: "Import 2 rows" }));
    await page.getByText("Imported 2 rows.").waitFor();
    assert.ok(clicks.count() <= 2, `${clicks.count()} clicks`);
  });

  journey("a file that leaves a question open: six at most, and the answer counts", async () => {
    await goTo(page, "Import");
    const clicks = counting();
    await dropFiles(page, [["other.csv", ambiguous]]);
    await clicks.on(page.getByLabel("Order of dates"));
    await page.getByLabel("Order of dates").selectOption("DMY");
    await clicks.on(page.getByRole("button", { name: "Import 2 rows" }));
    await page.getByText("Imported 2 rows.").waitFor();
    assert.ok(clicks.count() <= 6, `${clicks.count()} clicks`);
    await goTo(page, "Transactions");
    await page.getByRole("row", { name: /Fri, Apr 3.*Florist/ }).waitFor();
  });
});

/** Clicks, or taps, that are counted. */
function counting(): {
  readonly on: (target: Locator) => Promise<void>;
  readonly count: () => number;
} {
  let count = 0;
  return {
    on: async (target) => {
      count += 1;
      await target.click();
    },
    count: () => count,
  };
}
