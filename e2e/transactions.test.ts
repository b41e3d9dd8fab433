/**
 * Transactions: added in a few keys, found again by a query, changed in their row, in parts, as transfers and many at
 * once, by keys alone and on a phone.
 */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { add, goTo, signUp } from "./person.ts";
import { journeys } from "./world.ts";

journeys("transactions", (world, journey) => {
  let page: Page;

  journey("n and ten more keys add an expense; Tab completes what it was", async () => {
    page = await world.visitor();
    await signUp(page, "rosa");
    await goTo(page, "Transactions");
    await add(page, "12.50 lunch with Tom");
    await goTo(page, "Budget");
    await page.getByRole("heading", { level: 1 }).press("n");
    await page.locator("#new-transaction:focus").waitFor();
    const keys = ["8", ".", "2", "0", "Space", "l", "u", "Tab", "Enter"];
    assert.ok(keys.length <= 10);
    for (const key of keys) {
      if (key === "Tab") await page.getByText("Tab: lunch with Tom").waitFor();
      await page.keyboard.press(key);
      if (key === "Tab") await page.getByText("lunch with Tom · Restaurants").waitFor();
    }
    const row = rowOf(page, "8\\.20");
    assert.match((await row.textContent()) ?? "", /lunch with Tom.*Restaurants/);
  });

  journey(
    "a query finds them; what is not understood is said, and nothing is left out",
    async () => {
      for (const line of ["1150 rent", "62.40 supermarket", "80 hotel #trip", "+4200 salary"]) {
        await add(page, line);
      }
      await find(page, "cat:food amt:>10 -tom");
      await page.getByText("1 transaction", { exact: true }).waitFor();
      await rowOf(page, "supermarket").waitFor();
      await page.getByText("together -$62.40").waitFor();
      await find(page, "cat:food amt:>lots");
      await page.getByText("“>lots” is no amount").waitFor();
      assert.equal(await findField(page).getAttribute("aria-invalid"), "true");
      await rowOf(page, "supermarket").waitFor();
      await find(page, "kat:food");
      await page.getByText("“kat:” is not known. There is cat: acct:").waitFor();
      await find(page, "tag:nowhere");
      await page.getByText("Looked for: tag:nowhere").waitFor();
      await page.getByRole("button", { name: "How to search" }).click();
      await page.getByRole("button", { name: "Use tag:trip" }).click();
      assert.equal(await findField(page).inputValue(), "tag:nowhere tag:trip");
      await find(page, "tag:trip");
      await rowOf(page, "hotel").waitFor();
      assert.equal(new URL(page.url()).search, "", "what is looked for is not in the address");
      await page.getByRole("button", { name: "Show all" }).click();
      await page.getByText("6 transactions").waitFor();
    },
  );

  journey("by keys alone: one Tab stop, and the focus moves as the keys say", async () => {
    const { grid, focusedText } = gridOf(page);
    assert.equal(await grid.locator("[tabindex='0']").count(), 1);
    await page.getByRole("heading", { level: 1 }).focus();
    for (let tabs = 0; tabs < 30 && (await focusedText()) === undefined; tabs += 1) {
      await page.keyboard.press("Tab");
    }
    assert.match((await focusedText()) ?? "", /salary/);
    const moves = [
      ["j", /hotel/],
      ["ArrowDown", /supermarket/],
      ["k", /hotel/],
      ["End", /12\.50/],
      ["ArrowUp", /8\.20/],
      ["Home", /salary/],
      ["PageDown", /12\.50/],
      ["PageUp", /salary/],
    ] as const;
    for (const [key, row] of moves) {
      await page.keyboard.press(key);
      await page.getByRole("row", { name: row }).and(page.locator(":focus")).waitFor();
    }
    await page.keyboard.press("Tab");
    assert.equal(await focusedText(), undefined, "one more Tab leaves the list");
  });

  journey("a row is edited in its place: Enter saves, Escape does not", async () => {
    await rowOf(page, "hotel").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "What", exact: true }).and(focused(page)).waitFor();
    await page.keyboard.type("hostel #trip");
    await page.getByRole("gridcell").getByLabel("Amount").fill("2*35.50+x");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("does not begin with an amount").waitFor();
    await page.getByRole("gridcell").getByLabel("Amount").fill("2*35.50");
    await page.keyboard.press("Enter");
    await rowOf(page, "hostel").and(focused(page)).waitFor();
    assert.match((await rowOf(page, "hostel").textContent()) ?? "", /-\$71\.00/);
    await page.keyboard.press("c");
    const category = page.getByRole("gridcell").getByLabel("Category");
    await category.and(focused(page)).waitFor();
    await category.selectOption({ label: "No category" });
    await page.keyboard.press("Escape");
    await rowOf(page, "hostel").and(focused(page)).waitFor();
    assert.match((await rowOf(page, "hostel").textContent()) ?? "", /Travel/);
  });

  journey("d, Space and Del: once more, pending, deleted, and back", async () => {
    await rowOf(page, "hostel").focus();
    await page.keyboard.press("d");
    await page.getByText("hostel #trip once more, today.").waitFor();
    await page.getByText("7 transactions").waitFor();
    await page.keyboard.press("Space");
    await page.getByText("hostel #trip is pending.").waitFor();
    await find(page, "is:pending");
    await page.getByText("1 transaction", { exact: true }).waitFor();
    await rowOf(page, "hostel").focus();
    await page.keyboard.press("Delete");
    await page.getByText("Deleted hostel #trip.").waitFor();
    await page.getByText("Nothing fits what you look for").waitFor();
    await toast(page).getByRole("button", { name: "Undo" }).click();
    await rowOf(page, "pending").waitFor();
    await rowOf(page, "pending").focus();
    await page.keyboard.press("m");
    await page.getByRole("menuitem", { name: "Delete" }).press("Enter");
    await page.getByText("Nothing fits what you look for").waitFor();
    await page.getByRole("button", { name: "Show all" }).last().click();
    await page.getByText("6 transactions").waitFor();
  });

  journey("a transaction in parts: the rest is told, and they must add up", async () => {
    const dialog = page.getByRole("dialog");
    await rowOf(page, "supermarket").focus();
    await page.keyboard.press("s");
    await dialog.getByLabel("Amount of part 2").fill("12");
    await page.waitForFunction(
      () =>
        document.querySelector<HTMLInputElement>("[aria-label='Amount of part 1']")?.value ===
        "50.40",
    );
    await dialog
      .getByLabel("Category of part 2")
      .selectOption({ label: "Shopping › Gifts & donations" });
    await dialog.getByLabel("Amount of part 1").fill("40");
    await dialog.getByText("$10.40 left to share out").waitFor();
    assert.ok(await dialog.getByRole("button", { name: "Save" }).isDisabled());
    await dialog.getByRole("button", { name: "Rest here, in part 2" }).click();
    await dialog.getByText("The parts add up.").waitFor();
    assert.equal(await dialog.getByLabel("Amount of part 2").inputValue(), "22.40");
    await dialog.getByRole("button", { name: "Save" }).click();
    await rowOf(page, "supermarket.*2 parts: Groceries, Gifts & donations").waitFor();
    // Amount and parts together, afterwards.
    await rowOf(page, "supermarket").focus();
    await page.keyboard.press("s");
    await dialog.getByLabel("Amount", { exact: true }).fill("70");
    await dialog.getByText("$7.60 left to share out").waitFor();
    await dialog.getByRole("button", { name: "Rest here, in part 1" }).click();
    await dialog.getByRole("button", { name: "Save" }).click();
    assert.match((await rowOf(page, "-\\$70\\.00").textContent()) ?? "", /2 parts/);
    await goTo(page, "Budget");
    await page.getByRole("row", { name: /Gifts.*22\.40/ }).waitFor();
    await goTo(page, "Transactions");
  });

  journey("a transfer is one thing: its accounts, its amount, its balance on both", async () => {
    await goTo(page, "Accounts");
    await page.getByLabel("Name").fill("Rainy days");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("link", { name: "Transactions of Rainy days" }).waitFor();
    await goTo(page, "Transactions");
    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: "Transfer" }).click();
    await dialog.getByLabel("Amount").fill("600");
    await dialog.getByLabel("To").selectOption("Rainy days");
    await dialog.getByRole("button", { name: "Move" }).click();
    await rowOf(page, "Current account → Rainy days").click();
    await dialog.getByRole("heading", { name: "Change the transfer" }).waitFor();
    await dialog.getByLabel("From").selectOption("Rainy days");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("From and to are the same account.").waitFor();
    await dialog.getByLabel("From").selectOption("Current account");
    await dialog.getByLabel("Amount").fill("650");
    await dialog.getByRole("button", { name: "Save" }).click();
    const filters = page.getByRole("region", { name: "What is shown" });
    await filters.getByLabel("Account").selectOption("Rainy days");
    const row = rowOf(page, "From Current account");
    assert.match((await row.textContent()) ?? "", /\$650\.00\$650\.00/);
    await filters.getByLabel("Account").selectOption("Current account");
    // 4200 − 12.50 − 8.20 − 1150 − 70 − 71 − 650
    const left = rowOf(page, "To Rainy days");
    assert.match((await left.textContent()) ?? "", /-\$650\.00\$2,238\.30/);
    await page.getByRole("button", { name: "Show all" }).click();
    await page.getByText("7 transactions").waitFor();
  });

  journey("many at once: a preview with the buckets, one change, one Undo", async () => {
    await find(page, "lunch");
    await page.getByText("2 transactions").waitFor();
    await findField(page).press("Enter");
    await rowOf(page, "8\\.20").and(focused(page)).waitFor();
    await page.keyboard.press("x");
    await page.keyboard.press("Shift+ArrowDown");
    await page.getByText("2 chosen").waitFor();
    await page.getByRole("button", { name: "Category…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Category").selectOption({ label: "Food › Groceries" });
    await dialog.getByText("2 will change.").waitFor();
    await dialog.getByText("Wants $114.10 → $93.40").waitFor();
    await dialog.getByText("Needs $1,197.60 → $1,218.30").waitFor();
    assert.equal(await page.getByRole("row", { name: /Groceries/ }).count(), 0, "only looked at");
    await dialog.getByRole("button", { name: "Change 2" }).click();
    await page.getByText("Changed 2.").waitFor();
    await page
      .getByRole("row", { name: /lunch.*Groceries/ })
      .nth(1)
      .waitFor();
    await toast(page).getByRole("button", { name: "Undo" }).click();
    await page
      .getByRole("row", { name: /lunch.*Restaurants/ })
      .nth(1)
      .waitFor();
    await page.getByRole("button", { name: "Show all" }).click();
  });

  journey("all that fit are chosen at once; what cannot change says why", async () => {
    await page.getByText("7 transactions").waitFor();
    await page.getByRole("checkbox", { name: "Choose salary" }).click();
    await page.getByRole("button", { name: "Choose all 7" }).click();
    await page.getByText("7 chosen").waitFor();
    await page.getByRole("button", { name: "Category…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Category").selectOption({ label: "Food › Groceries" });
    for (const why of [
      "4 will change.",
      "Transfers have no category: 1",
      "In parts, each with its own category: 1",
      "The other direction, which has categories of its own: 1",
    ]) {
      await dialog.getByText(why).waitFor();
    }
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Delete…" }).click();
    await dialog.getByRole("button", { name: "Delete 7" }).click();
    await page.getByText("Nothing yet").waitFor();
    await toast(page).getByRole("button", { name: "Undo" }).click();
    await page.getByText("7 transactions").waitFor();
  });

  journey("on a phone: cards, a menu for each, and a dialog to edit", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const row = rowOf(page, "hostel");
    await row.getByRole("button", { name: "What to do with hostel #trip" }).click();
    await page.getByRole("menuitem", { name: "Choose" }).click();
    await page.getByText("1 chosen").waitFor();
    await page.getByRole("button", { name: "Choose none" }).click();
    await row.getByText("hostel #trip").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Note").fill("three nights");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await find(page, "note:nights");
    await page.getByText("1 transaction", { exact: true }).waitFor();
    const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
    assert.equal(scrollWidth, clientWidth);
  });
});

function rowOf(page: Page, text: string): Locator {
  return page.getByRole("row", { name: new RegExp(text) });
}

function focused(page: Page): Locator {
  return page.locator(":focus");
}

function findField(page: Page): Locator {
  return page.getByLabel("Find", { exact: true });
}

async function find(page: Page, query: string): Promise<void> {
  await findField(page).fill(query);
}

/** The short message at the bottom. */
function toast(page: Page): Locator {
  return page.getByRole("status").filter({ has: page.getByRole("button", { name: "Dismiss" }) });
}

function gridOf(page: Page): {
  readonly grid: Locator;
  readonly focusedText: () => Promise<string | undefined>;
} {
  const grid = page.getByRole("grid");
  const focusedText = (): Promise<string | undefined> =>
    page.evaluate(() => document.activeElement?.closest("[role=row]")?.textContent ?? undefined);
  return { grid, focusedText };
}
