/**
 * Reports of a small book whose every figure is known: two months of rent, food and a restaurant, some saved. Each
 * report shows the right numbers, as a chart's sentence, by the keys and as a table, and leads to its transactions.
 */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { dropFiles, goTo, signUp } from "./person.ts";
import { journeys } from "./world.ts";

/** The first of this month has always come, and a day of the month before always has been. */
const first = Temporal.Now.plainDateISO("UTC").with({ day: 1 });
const tenthBefore = first.subtract({ months: 1 }).with({ day: 10 });
const [thisMonth, lastMonth] = [first.toString(), tenthBefore.toString()];
const nameOf = (date: Temporal.PlainDate): string =>
  date.toLocaleString("en-US", { month: "long", year: "numeric" });
const [now, before] = [nameOf(first), nameOf(tenthBefore)];

const statement = [
  "Date,Description,Amount",
  `${lastMonth},salary ACME,4200.00`,
  `${lastMonth},RENT Maple Street,-1100.00`,
  `${lastMonth},supermarket,-40.00`,
  `${lastMonth},restaurant Roma,-900.00`,
  `${thisMonth},salary ACME,4200.00`,
  `${thisMonth},RENT Maple Street,-1150.00`,
  `${thisMonth},supermarket,-45.30`,
  `${thisMonth},restaurant Roma,-1300.00`,
].join("\n");

journeys("reports", (world, journey) => {
  let page: Page;

  const open = async (report: string): Promise<void> => {
    await page
      .getByRole("navigation", { name: "Reports" })
      .getByRole("link", { name: report })
      .click();
    await page.getByRole("heading", { level: 2, name: report }).waitFor();
    await page.getByRole("figure").first().waitFor();
  };

  journey("without a transaction a report says what to do", async () => {
    page = await world.visitor();
    await signUp(page, "rita");
    await page.getByRole("heading", { level: 1 }).press("g");
    await page.keyboard.press("r");
    await page.getByRole("heading", { level: 1, name: "Reports" }).waitFor();
    await page.getByRole("heading", { name: "Nothing here yet" }).waitFor();
    await page.getByRole("link", { name: "Import a bank file" }).click();
    await dropFiles(page, [["statement.csv", `${statement}\n`]]);
    await page.getByRole("button", { name: /^Import \d/ }).click();
    await page.getByText("Imported 8 rows.").waitFor();
    await goTo(page, "Accounts");
    await page.getByLabel("Name").fill("Rainy days");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("link", { name: "Transactions of Rainy days" }).waitFor();
    await goTo(page, "Transactions");
    await page.getByRole("button", { name: "Transfer" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Amount").fill("600");
    await dialog.getByLabel("To").selectOption("Rainy days");
    await dialog.getByRole("button", { name: "Move" }).click();
    await page.getByRole("button", { name: "Dismiss" }).click();
  });

  journey(
    "why am I over: from Home over the contributor to the transactions in two clicks",
    async () => {
      await goTo(page, "Home");
      await page.getByRole("link", { name: "Why? Wants" }).click();
      await page
        .getByText(
          `Wants came to $1,300.00 in ${now}: $40.00 over the $1,260.00 that the rule allows. ` +
            `Most of the change: Food › Restaurants, +$400.00 against ${before}.`,
        )
        .waitFor();
      assert.deepEqual(await cellsOf(page.getByRole("table").last()), [
        ["Food › Restaurants", "$900.00", "$1,300.00", "+$400.00", "100%", "1"],
      ]);
      await page.getByRole("link", { name: "Food › Restaurants" }).click();
      await page.getByText("One transaction, $1,300.00 together.").waitFor();
      await page.getByRole("button", { name: "Open restaurant Roma" }).waitFor();
      assert.match(page.url(), /\?show=list&period=\d{4}-\d\d&bucket=wants&category=[0-9a-f]{32}$/);
      await page.goBack();
    },
  );

  journey("by payee, and what the change comes from; the address names no payee", async () => {
    await page.getByRole("link", { name: /^Needs/ }).click();
    await page.getByRole("link", { name: "By payee" }).click();
    await page.getByText(`Most of the change: RENT Maple Street, +$50.00 against`).waitFor();
    await page.getByText(`+$55.30 against ${before}. The main cause: Prices, +$55.30.`).waitFor();
    await page.getByRole("link", { name: "RENT Maple Street" }).click();
    await page.getByText("One transaction, $1,150.00 together.").waitFor();
    assert.match(page.url(), /\?show=list&period=\d{4}-\d\d&bucket=needs&payee-of=[0-9a-f]{32}$/);
    await page.goBack();
  });

  journey("the arrow keys tell each step of the waterfall, which is a table too", async () => {
    const figure = page.getByRole("figure").first();
    const chart = figure.getByRole("application");
    const said = figure.getByRole("status");
    await chart.focus();
    const told: (string | null)[] = [];
    for (const key of ["ArrowRight", "ArrowDown", "ArrowDown", "End", "ArrowRight", "Home"]) {
      await page.keyboard.press(key);
      told.push(await said.textContent());
    }
    assert.deepEqual(told, [
      `${before}: $1,140.00`,
      "RENT Maple Street: +$50.00",
      "supermarket: +$5.30",
      `${now}: $1,195.30`,
      `${now}: $1,195.30`,
      `${before}: $1,140.00`,
    ]);
    await figure.getByRole("button", { name: "Show as table" }).click();
    assert.deepEqual(await cellsOf(figure.getByRole("table")), [
      [before, "$1,140.00"],
      ["RENT Maple Street", "+$50.00"],
      ["supermarket", "+$5.30"],
      [now, "$1,195.30"],
    ]);
    assert.equal(await chart.isVisible(), false);
    await figure.getByRole("button", { name: "Show as chart" }).click();
    await chart.waitFor();
  });

  journey("spending, by the keys: bucket, category, payee, transactions, and back up", async () => {
    await open("Spending");
    await page.getByText(`$3,095.30 was spent and saved in ${now}.`).waitFor();
    const chart = page.getByRole("application");
    await chart.focus();
    await page.keyboard.press("ArrowDown");
    await page.getByText("Needs: $1,195.30, 38.6%").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText(`Needs came to $1,195.30 in ${now}.`).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.getByText("Housing › Rent: $1,150.00, 96.2%", { exact: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText(`Housing › Rent came to $1,150.00 in ${now}.`).waitFor();
    await page.keyboard.press("Home");
    await page.getByText("RENT Maple Street: $1,150.00, 100%").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("One transaction, $1,150.00 together.").waitFor();
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByRole("link", { name: "All spending" }).click();
    await page.getByText(`$3,095.30 was spent and saved in ${now}.`).waitFor();
    await page.getByRole("link", { name: "Earlier period" }).click();
    await page.getByText(`$2,040.00 was spent and saved in ${before}.`).waitFor();
    await page.getByLabel("Period", { exact: true }).selectOption(now);
    await page.getByText(`$3,095.30 was spent and saved in ${now}.`).waitFor();
    await page.keyboard.press("[");
    await page.getByText(`$2,040.00 was spent and saved in ${before}.`).waitFor();
  });

  journey("months and shares against the rule", async () => {
    await open("Months");
    await page.getByText("Wants stayed within the rule in 1 of 2 periods.").waitFor();
    assert.deepEqual(await figures(page), [
      [before, "$4,200.00", "$1,140.00", "$2,100.00", "$900.00", "$1,260.00", "$0.00", "$840.00"],
      [now, "$4,200.00", "$1,195.30", "$2,100.00", "$1,300.00", "$1,260.00", "$600.00", "$840.00"],
    ]);
    await open("Shares");
    await page.getByText("Wants took 31% of the income; the rule allows 30%.").waitFor();
    assert.deepEqual(await figures(page), [
      [before, "27.1%", "21.4%", "0%"],
      [now, "28.5%", "31%", "14.3%"],
    ]);
  });

  journey("net worth, cash flow and the calendar", async () => {
    await open("Net worth");
    await page
      .getByText(`At the end of ${now} everything together came to $3,864.70.`, { exact: false })
      .waitFor();
    const rows = await figures(page);
    assert.deepEqual(
      rows.map((cells) => [cells[0], cells.at(-1)]),
      [
        [before, "$2,160.00"],
        [now, "$3,864.70"],
      ],
    );
    await open("Cash flow");
    await page
      .getByText(`Of the $4,200.00 that came in during ${now}, $1,104.70 is still unallocated.`)
      .waitFor();
    assert.deepEqual(await figures(page), [
      ["Came in", "Salary", "$4,200.00"],
      ["Needs", "Came in", "$1,195.30"],
      ["Rent", "Needs", "$1,150.00"],
      ["Groceries", "Needs", "$45.30"],
      ["Wants", "Came in", "$1,300.00"],
      ["Restaurants", "Wants", "$1,300.00"],
      ["Savings", "Came in", "$600.00"],
      ["Transfers", "Savings", "$600.00"],
      ["Unallocated", "Came in", "$1,104.70"],
    ]);
    await open("Calendar");
    await page.getByText(`$4,535.30 was spent from ${before} to ${now}.`).waitFor();
    const days = await figures(page);
    assert.deepEqual(
      days.map(([, ...cells]) => cells),
      [
        ["$2,495.30", "3"],
        ["$2,040.00", "3"],
      ],
    );
    await page.getByRole("table").getByRole("link").first().click();
    await page.getByText("3 transactions, $2,495.30 together.").waitFor();
  });

  journey("what is put right behind a figure changes the report", async () => {
    await page.getByRole("button", { name: "Open restaurant Roma" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Amount").fill("1200");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("3 transactions, $2,395.30 together.").waitFor();
    await open("Over or under");
    await page.getByRole("link", { name: /^Wants/ }).click();
    await page.getByText(`Wants came to $1,200.00 in ${now}: $60.00 under`).waitFor();
  });

  journey("no report is wider than a small phone, and paper has every figure", async () => {
    const others = ["Spending", "Months", "Net worth", "Cash flow", "Shares", "Calendar"];
    for (const report of ["Over or under", ...others]) {
      await open(report);
      await page.setViewportSize({ width: 320, height: 640 });
      await page.waitForFunction(
        () => (document.querySelector("figure svg")?.getBoundingClientRect().width ?? 999) < 320,
      );
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(excess <= 0, `${report} is ${excess} px too wide`);
      await page.emulateMedia({ media: "print" });
      const table = page.getByRole("figure").first().getByRole("table");
      assert.ok(await table.isVisible(), `${report} on paper`);
      await page.emulateMedia({ media: "screen" });
      assert.equal(await table.isVisible(), false);
      await page.setViewportSize({ width: 1_280, height: 800 });
    }
  });
});

/** The rows of the report's table, which is shown for it. */
async function figures(page: Page): Promise<readonly (readonly string[])[]> {
  await page.getByRole("button", { name: "Show as table" }).click();
  return cellsOf(page.getByRole("table"));
}

function cellsOf(table: Locator): Promise<readonly (readonly string[])[]> {
  return table.evaluate((element) =>
    [...(element as HTMLTableElement).tBodies].flatMap(({ rows }) =>
      [...rows].map(({ cells }) => [...cells].map((cell) => cell.textContent.trim())),
    ),
  );
}
