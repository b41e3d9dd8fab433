/**
 * The Budget screen: the rule by the keyboard, what is planned, what if, closing a period and what comes late; by keys
 * where a person would use keys, with their number where it is promised.
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { add, dropFiles, goTo, signUp } from "./person.ts";
import { journeys } from "./world.ts";

journeys("budget", (world, journey) => {
  let page: Page;

  /** The cells of a row of a table, without white space around them. */
  const cells = async (table: RegExp, name: RegExp): Promise<readonly string[]> => {
    const row = page.getByRole("table", { name: table }).getByRole("row", { name });
    return (await row.getByRole("cell").allTextContents()).map((text) => text.trim());
  };
  const plannedButton = () =>
    page.getByRole("button", {
      name: /lanned for Housing › Rent|Plan an amount for Housing › Rent/,
    });

  journey("recommended, actual and left of every bucket and its categories", async () => {
    page = await world.visitor();
    await signUp(page, "bea");
    for (const line of ["1150 rent", "94.50 groceries", "30 cinema"]) await add(page, line);
    await goTo(page, "Budget");
    await page.getByRole("rowheader", { name: "Housing › Rent" }).waitFor();
    assert.deepEqual(await cells(/by bucket/, /^Needs at most 50%/), [
      "$2,100.00",
      "",
      "$1,244.50",
      "$855.50 left",
    ]);
    assert.deepEqual(await cells(/by bucket/, /^Housing › Rent/), ["", "Plan", "$1,150.00", ""]);
  });

  journey("the slider by keys: the table follows, nothing is written before Save", async () => {
    const slider = page.getByRole("slider", { name: "Between Needs and Wants" });
    await slider.focus();
    await page.keyboard.press("PageUp");
    await page.keyboard.press("ArrowRight");
    assert.equal(await slider.getAttribute("aria-valuetext"), "Needs 56%, Wants 24%");
    assert.equal((await cells(/by bucket/, /^Needs/))[0], "$2,352.00");
    assert.equal((await cells(/by bucket/, /^Wants/))[0], "$1,008.00");
    await page.keyboard.press("End");
    assert.equal(await slider.getAttribute("aria-valuenow"), "80");
    await page.getByRole("button", { name: "Discard" }).click();
    assert.equal((await cells(/by bucket/, /^Needs/))[0], "$2,100.00");
    await page.getByLabel("Needs, percent").fill("55");
    assert.equal(await page.getByLabel("Wants, percent").inputValue(), "25");
    await goTo(page, "Home");
    await page.getByText("of $2,100.00").waitFor();
    await goTo(page, "Budget");
    await page.getByLabel("Needs, percent").fill("55");
    await page.getByRole("button", { name: "Save the plan" }).click();
    await page.getByText("The plan is saved.").waitFor();
    assert.equal((await cells(/by bucket/, /^Needs/))[0], "$2,310.00");
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await page.getByRole("row", { name: /^Needs at most 50%/ }).waitFor();
  });

  journey(
    "an amount is planned in place: Enter saves, Escape does not, a word is refused",
    async () => {
      await plannedButton().focus();
      await page.keyboard.press("Enter");
      await page.keyboard.type("999");
      await page.keyboard.press("Escape");
      await page.locator("button[data-planned]:focus").waitFor();
      assert.equal((await cells(/by bucket/, /^Housing › Rent/))[1], "Plan");
      await page.keyboard.press("Enter");
      await page.keyboard.type("much");
      await page.keyboard.press("Enter");
      await page.getByRole("alert").getByText("does not begin with an amount").waitFor();
      await page.getByLabel("Planned for Housing › Rent", { exact: true }).fill("1200");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Planned for Housing › Rent: $1,200.00" }).waitFor();
      assert.deepEqual(await cells(/by bucket/, /^Housing › Rent/), [
        "",
        "$1,200.00",
        "$1,150.00",
        "$50.00 left",
      ]);
      assert.equal((await cells(/by bucket/, /^Needs/))[1], "$1,200.00");
      await page.keyboard.press("ArrowDown");
      await page
        .getByRole("button", { name: /Groceries/ })
        .and(page.locator(":focus"))
        .waitFor();
    },
  );

  journey("what if the rent were 100 more: w, Tab and the amount; closing forgets it", async () => {
    await page.getByRole("heading", { level: 1 }).focus();
    // Two keys and the amount.
    await page.keyboard.press("w");
    await page.getByLabel("Income, what if").and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.type("+100");
    assert.equal(await page.getByLabel("Housing › Rent, what if").inputValue(), "+100");
    assert.deepEqual(await cells(/as it would be/, /^Needs/), [
      "$1,294.50$805.50 left",
      "$1,394.50$705.50 left",
    ]);
    await page.getByText("Apply sets: planned for Housing › Rent $1,300.00.").waitFor();
    await page.setViewportSize({ width: 320, height: 640 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(width, 320, "nothing is wider than a narrow screen");
    await page.setViewportSize({ width: 1_280, height: 800 });
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Planned for Housing › Rent: $1,200.00" }).waitFor();
  });

  journey("a what-if of income and rule is applied as one action, and taken back", async () => {
    await page.getByRole("button", { name: "What if" }).click();
    await page.getByLabel("Income, what if").fill("+300");
    await page.getByRole("slider", { name: "Between Wants and Savings" }).press("ArrowLeft");
    await page.getByText("Apply sets: expected income $4,500.00, the rule 50/29/21.").waitFor();
    await page.getByRole("button", { name: "Apply" }).click();
    await page.getByRole("row", { name: /^Wants at most 29%/ }).waitFor();
    assert.equal((await cells(/by bucket/, /^Savings/))[0], "$945.00");
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await page.getByRole("row", { name: /^Wants at most 30%/ }).waitFor();
    assert.equal((await cells(/by bucket/, /^Savings/))[0], "$840.00");
  });

  journey("a period is closed in three clicks; what comes late shows as restated", async () => {
    await goTo(page, "Home");
    await add(page, "5 xyzzy");
    let clicks = 0;
    const click = async (name: string | RegExp, role: "button" | "link" = "button") => {
      clicks += 1;
      await page.getByRole(role, { name, exact: true }).click();
    };
    await click("Budget", "link");
    await click("Close period…");
    await page.getByText("One transaction counts in no bucket: $5.00.").waitFor();
    await page.getByText("Nothing is pending.").waitFor();
    await click("Close the period");
    await page.getByText("It still comes to what it was closed with.").first().waitFor();
    assert.equal(clicks, 3);
    await goTo(page, "Home");
    await add(page, "45.50 groceries");
    await goTo(page, "Budget");
    await page.getByText("Something has changed since").first().waitFor();
    const closed = page.getByRole("region", { name: "This period is closed" });
    const needs = closed.getByRole("row", { name: /^Needs/ }).getByRole("cell");
    assert.deepEqual(await needs.allTextContents(), [
      "$1,244.50$855.50 left",
      "$1,290.00",
      "+$45.50",
    ]);
    await closed.getByRole("button", { name: "Reopen" }).click();
    await closed.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await closed.waitFor();
  });

  journey("the keys [ and ] and t go through the periods, the strip too", async () => {
    const strip = page.getByRole("navigation", { name: "The last twelve periods" });
    assert.equal(await strip.getByRole("link").count(), 12);
    const shown = strip.locator("[aria-current]");
    assert.match(
      (await shown.textContent()) ?? "",
      /Needs within, Wants within, Savings below, closed$/,
    );
    const isAt = async (search: RegExp) => page.waitForURL(search);
    await page.getByRole("heading", { level: 1 }).focus();
    await page.keyboard.press("[");
    await isAt(/period=\d{4}-\d\d$/);
    await page.getByRole("button", { name: "This period" }).waitFor();
    await page.keyboard.press("t");
    await isAt(/\/budget$/);
    await page.getByRole("button", { name: "This period" }).waitFor({ state: "detached" });
    await page.keyboard.press("]");
    await isAt(/period=/);
    await page.getByRole("button", { name: "This period" }).click();
    await isAt(/\/budget$/);
    await strip.getByRole("link").first().click();
    await isAt(/period=/);
    // g and t is the way to Transactions, and not this period.
    await page.keyboard.press("g");
    await page.keyboard.press("t");
    await page.getByRole("heading", { name: "Transactions" }).waitFor();
  });

  journey(
    "what is usual is the median of the periods before, and is planned with one click",
    async () => {
      const months = [3, 2, 1].map((back) =>
        Temporal.Now.plainDateISO().subtract({ months: back }),
      );
      const rows = months.map(
        (date, at) => `${date.toString()},ELECTRICITY BILL,-${[60, 90, 70][at]}.00`,
      );
      await goTo(page, "Import");
      await dropFiles(page, [["bills.csv", `Date,Description,Amount\n${rows.join("\n")}\n`]]);
      await page.getByRole("button", { name: "Import 3 rows" }).click();
      await page.getByText("Imported 3 rows.").waitFor();
      await goTo(page, "Budget");
      const energy = /^Housing › Energy & water/;
      await page.getByRole("row", { name: energy }).waitFor();
      const usual = "≈ $70.00usually $70.00";
      assert.deepEqual(await cells(/by bucket/, energy), [usual, "Plan", "$0.00", ""]);
      await page.getByRole("button", { name: "Plan an amount for Housing › Energy" }).click();
      await page
        .getByText(/^Usually \$70\.00: \$70\.00 in .+, \$90\.00 in .+, \$60\.00 in /)
        .waitFor();
      await page.getByRole("button", { name: "Use $70.00" }).click();
      await page
        .getByRole("button", { name: "Housing › Energy & water: $70.00. Change" })
        .waitFor();
      await page.getByRole("button", { name: "Undo", exact: true }).first().click();
      await page.getByRole("button", { name: "Plan what is usual" }).click();
      await page.getByText("Planned one category.").waitFor();
      assert.equal((await cells(/by bucket/, energy))[1], "$70.00");
    },
  );
});
