/**
 * The first minutes and the daily look: sample data in and out, the first budget by keys, Home with its advice, and
 * what waits for review.
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { goTo, keepKit } from "./person.ts";
import { journeys, password } from "./world.ts";

const screens = ["Home", "Transactions", "Budget", "Accounts", "Import", "Settings"] as const;

/** What waits in the sample, in its order: its text, the keys that decide it, and why they are suggested. */
const queue = [
  ["BISTRO LUCIA 22", ["Enter"], "times before"],
  ["CORNER MARKET 0417", ["Enter"], "times before"],
  ["SUMMIT OUTDOOR", ["c", "3"], undefined],
  ["FUEL STOP 118", ["Enter"], "times before"],
  // And another one with the same text, which does not come up any more.
  ["QUAYSIDE 7", ["a", "6"], "Also for 1 other like it"],
  ["WILLOW PHARMACY 3", ["Enter"], "times before"],
  ["Rentals deposit", ["Enter"], undefined],
] as const;

journeys("home", (world, journey) => {
  let page: Page;
  /** Connections to the server that the page's Worker has opened. */
  const connections: string[] = [];

  journey("sample data: every screen works on it, undo too", async () => {
    page = await world.visitor();
    page.on("websocket", (socket) => connections.push(socket.url()));
    await page.getByRole("button", { name: "Look around with sample data" }).click();
    await page.getByRole("navigation", { name: "Screens" }).waitFor();
    for (const screen of screens) {
      await goTo(page, screen);
      await page.getByRole("status").filter({ hasText: "Loading" }).waitFor({ state: "detached" });
      await page.getByRole("complementary", { name: "Sample data" }).waitFor();
    }
    await goTo(page, "Transactions");
    await page.locator("#new-transaction").fill("12.50 zebra crossing");
    await page.locator("#new-transaction").press("Enter");
    const row = page.getByRole("row").filter({ hasText: "zebra crossing" });
    await row.waitFor();
    await page.getByRole("heading", { level: 1 }).press("Control+z");
    await row.waitFor({ state: "detached" });
    assert.equal(await page.getByRole("button", { name: "Undo", exact: true }).isDisabled(), true);
  });

  journey("Home and Review fit into 320 pixels, with the finder open too", async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await goTo(page, "Home");
    await page.getByRole("heading", { name: "Advice" }).waitFor();
    assert.ok((await widthOf(page)) <= 320);
    await page.getByRole("link", { name: "Review" }).click();
    await page.locator("#item").waitFor();
    assert.ok((await widthOf(page)) <= 320);
    await page.getByRole("button", { name: "Another category" }).click();
    await page.getByRole("combobox", { name: "Find a category" }).waitFor();
    assert.ok((await widthOf(page)) <= 320);
    await page.setViewportSize({ width: 1_280, height: 800 });
  });

  journey(
    "advice: a fact, one action, its effect; dismissed, taken back, and gone for good",
    async () => {
      await goTo(page, "Home");
      const card = page.getByRole("listitem").filter({ hasText: "Filmbox went up" });
      await card.getByText("Filmbox went up from $12.99 to $15.99.").waitFor();
      await card.getByText("Check the contract").waitFor();
      await card.getByText("$36.00 a year · 0.07% of the income").waitFor();
      assert.ok((await page.getByRole("button", { name: /^Not now/ }).count()) <= 3);
      await card.getByRole("link", { name: "See the payments" }).click();
      await page.getByRole("heading", { name: "Transactions" }).waitFor();
      await goTo(page, "Home");
      await card.getByRole("button", { name: /^Not now/ }).click();
      await card.waitFor({ state: "detached" });
      await page.getByRole("button", { name: "Undo", exact: true }).click();
      await card.waitFor();
      await card.getByRole("button", { name: /^Not now/ }).click();
      await card.waitFor({ state: "detached" });
      await goTo(page, "Budget");
      await goTo(page, "Home");
      await page.getByRole("heading", { name: "Waiting for you" }).waitFor();
      assert.equal(await card.count(), 0);
    },
  );

  journey("review: two keys a row at most, each with a reason, and taken back", async () => {
    await page.getByText("7 transactions have no category yet").waitFor();
    await page.getByRole("link", { name: "Review" }).click();
    for (const [text, keys, reason] of queue) {
      await page.locator("#item").filter({ hasText: text }).waitFor();
      if (reason !== undefined) await page.getByText(reason).waitFor();
      const pressed = new Keys(page);
      for (const key of keys) await pressed.press(key);
      assert.ok(pressed.count <= 2, text);
    }
    await page.getByRole("heading", { name: "Nothing is waiting" }).waitFor();
    await page.keyboard.press("Control+z");
    await page.locator("#item").filter({ hasText: "Rentals deposit" }).waitFor();
    await page.keyboard.press("s");
    await page.getByRole("heading", { name: "Only what you skipped is left" }).waitFor();
    await page.getByRole("button", { name: "Show it again" }).click();
    await page.locator("#item").filter({ hasText: "Rentals deposit" }).waitFor();
    await page.keyboard.press("d");
    await page.getByRole("heading", { name: "Nothing is waiting" }).waitFor();
    await goTo(page, "Transactions");
    for (const [text, category] of [
      ["CORNER MARKET 0417", "Groceries"],
      ["SUMMIT OUTDOOR", "Restaurants"],
      ["QUAYSIDE 7", "Going out"],
      ["QUAYSIDE 12", "Going out"],
    ] as const) {
      await page.locator("#find-transactions").fill(text);
      await page.getByRole("row").filter({ hasText: text }).filter({ hasText: category }).waitFor();
    }
    await goTo(page, "Home");
    await page.getByRole("heading", { name: "Newest transactions" }).waitFor();
    assert.equal(await page.getByRole("heading", { name: "Waiting for you" }).count(), 0);
  });

  journey("sample data is wiped with one click, and nothing of it was kept or sent", async () => {
    assert.deepEqual(connections, []);
    await page.getByRole("button", { name: "Wipe it and begin" }).click();
    await page.getByRole("heading", { name: "What do you take home?" }).waitFor();
    assert.deepEqual(await stored(page), { records: 0, other: 0 });
    await page.reload();
    await page.getByRole("heading", { name: "What do you take home?" }).waitFor();
  });

  journey("first run: a budget in at most ten keys, then a saved vault", async () => {
    const keys = new Keys(page);
    for (const digit of "4200") await keys.press(digit);
    for (const amount of ["$2,100.00", "$1,260.00", "$840.00"]) {
      await page.getByText(amount).waitFor();
    }
    await keys.press("Enter");
    await page.getByRole("heading", { name: "Save your budget" }).waitFor();
    assert.ok(keys.count <= 10, `${keys.count} keys`);
    await page.keyboard.type("anna");
    for (const typed of [password, password]) {
      await page.keyboard.press("Tab");
      await page.keyboard.type(typed);
    }
    await page.keyboard.press("Enter");
    await keepKit(page);
    await page.getByText("of $2,100.00").waitFor();
    await page.getByText("Saved", { exact: true }).waitFor();
    const { records } = await stored(page);
    assert.ok(records > 0, "the vault is in this browser");
    assert.ok(connections.length > 0, "and at the server: a connection is seen when there is one");
  });
});

/** The keyboard of a page, which counts. */
class Keys {
  readonly #page: Page;
  count = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(key: string): Promise<void> {
    this.count += 1;
    await this.#page.keyboard.press(key);
  }
}

/** How wide the page is, whatever the window is. */
function widthOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth);
}

/** How many records and entries the browser keeps for this origin. */
async function stored(page: Page): Promise<{ records: number; other: number }> {
  return page.evaluate(async () => {
    const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.addEventListener("success", () => resolve(request.result));
        request.addEventListener("error", () => reject(new Error("IndexedDB does not answer.")));
      });
    let records = 0;
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        records += await settled(database.transaction(store).objectStore(store).count());
      }
      database.close();
    }
    return { records, other: localStorage.length + sessionStorage.length };
  });
}
