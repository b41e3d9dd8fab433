/** Settings, accounts, the palette and the kit: what a person sets up, and what this browser keeps of it. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { add, dropFiles, goTo, goToSettings, signUp } from "./person.ts";
import { modulesOfPath, readQr } from "./qr-reader.ts";
import { journeys, password } from "./world.ts";

/** The ISO date of some days ago. */
function daysAgo(days: number): string {
  return Temporal.Now.plainDateISO("UTC").subtract({ days }).toString();
}

const statement = [
  "Date,Description,Amount",
  `${daysAgo(20)},Rent,-1150.00`,
  `${daysAgo(12)},Green Market,-45.30`,
  `${daysAgo(9)},Luigi,-36.00`,
  `${daysAgo(8)},Luigi,-36.00`,
  `${daysAgo(5)},Bookshop,-12.50`,
].join("\n");

/** The modules of the QR code of a name. */
async function modulesShown(page: Page, name: string): Promise<readonly (readonly boolean[])[]> {
  const code = page.getByRole("img", { name });
  const path = (await code.locator("path").getAttribute("d")) ?? "";
  const [, , size] = ((await code.getAttribute("viewBox")) ?? "").split(" ").map(Number);
  return modulesOfPath(path, size ?? 0, 4);
}

journeys("settings", (world, journey) => {
  let page: Page;

  const field = (label: string) => page.getByRole("dialog").getByLabel(label, { exact: true });
  const save = () => page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  /** Waits for a short message, and puts it away. */
  const told = async (text: string | RegExp): Promise<void> => {
    await page.getByRole("status").getByText(text).waitFor();
    await page.getByRole("button", { name: "Dismiss" }).click();
  };

  journey(
    "the kit as a QR code says what the kit says; on paper there is one page of it, and nothing else",
    async () => {
      page = await world.visitor();
      let read = "";
      let printed = "";
      let pdf = "";
      const kit = await signUp(page, "kim", "4200", async () => {
        read = readQr(await modulesShown(page, "The recovery kit as a QR code"));
        await page.emulateMedia({ media: "print" });
        printed = await page.locator("body").innerText();
        pdf = (await page.pdf({ format: "A4" })).toString("latin1");
        await page.emulateMedia({ media: "screen" });
      });
      assert.equal(read, kit);
      const [heading = "", ...rest] = printed.split("\n").filter((line) => line.trim() !== "");
      assert.match(heading, /^Coffer · recovery kit of kim/);
      assert.deepEqual(
        rest,
        kit.split("\n").filter((line) => line.trim() !== ""),
      );
      assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1);
    },
  );

  journey(
    "a category is added, renamed, moved to a bucket, archived, merged, and one undo undoes the merge",
    async () => {
      await add(page, "18 climbing");
      await goToSettings(page, "Categories");
      await page.getByRole("button", { name: "Add a category" }).click();
      await field("Name").fill("Boulder");
      await field("Belongs to").selectOption({ label: "Leisure" });
      await save();
      await told("Boulder is added.");
      const wants = page.getByRole("region", { name: "Wants" });
      await wants.getByText("Boulder", { exact: true }).waitFor();
      await page.getByRole("button", { name: "Change Boulder" }).click();
      await field("Name").fill("Bouldering");
      await field("Counts in").selectOption({ label: "Needs" });
      await save();
      await told("Saved.");
      await wants.getByText("Bouldering").locator("..").getByText("Needs").waitFor();
      await page.getByRole("button", { name: "Change Sport & hobbies" }).click();
      await field("Into").selectOption({ label: "Leisure › Bouldering" });
      await page.getByRole("button", { name: "Merge", exact: true }).click();
      await page.getByText("Sport & hobbies is part of Bouldering now.").waitFor();
      assert.equal(await page.getByRole("button", { name: "Change Sport & hobbies" }).count(), 0);
      await page.getByRole("button", { name: "Undo", exact: true }).click();
      await page.getByRole("button", { name: "Change Sport & hobbies" }).waitFor();
      await page.getByRole("button", { name: "Change Bouldering" }).click();
      await page
        .getByRole("dialog")
        .getByText(/^Archived/)
        .click();
      await save();
      await page.getByRole("button", { name: "Change Bouldering" }).waitFor({ state: "detached" });
      await page.getByText("Show what is archived (1)").click();
      await page.getByRole("button", { name: "Change Bouldering" }).waitFor();
    },
  );

  journey("a name that is used is refused, and the dialog says so", async () => {
    await page.getByRole("button", { name: "Change Groceries" }).click();
    await field("Name").fill("restaurants");
    await save();
    await page
      .getByRole("dialog")
      .getByText("There is a category named restaurants already.")
      .waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
  });

  journey(
    "a rule shows what it finds while it is typed, is applied with old and new, and one undo brings all back",
    async () => {
      await goTo(page, "Transactions");
      await add(page, "7 Zorro one");
      await add(page, "8 Zorro two");
      await goToSettings(page, "Rules");
      await page.getByText("No rules yet").waitFor();
      await page.getByRole("button", { name: "Add a rule" }).click();
      await field("If a transaction fits").fill("cat:nowhere");
      await page
        .getByRole("dialog")
        .getByRole("alert")
        .getByText(/^No category for “/)
        .waitFor();
      await field("If a transaction fits").fill("zorro");
      await page
        .getByRole("dialog")
        .getByText(/^2 transactions fit of \d+\.$/)
        .waitFor();
      await save();
      await page
        .getByRole("dialog")
        .getByText("A rule sets a category, a bucket or a text.")
        .waitFor();
      await field("Category").selectOption({ label: "Leisure › Sport & hobbies" });
      await save();
      await told("The rule is added.");
      await page.getByRole("button", { name: "Add a rule" }).click();
      await field("If a transaction fits").fill("zorro two");
      await field("New text").fill("Zorro club");
      await save();
      await told("The rule is added.");
      const rules = page.getByRole("list", { name: "Rules in their order" }).getByRole("listitem");
      await page.getByRole("button", { name: "Earlier: zorro two" }).click();
      await rules.first().getByText("zorro two").waitFor();
      await page.getByRole("button", { name: "Switch off: zorro two" }).click();
      await rules.first().getByText("switched off").waitFor();
      await page.getByRole("button", { name: "Apply to what is there…" }).click();
      const dialog = page.getByRole("dialog");
      await dialog
        .getByRole("row", { name: /Zorro two/ })
        .getByText("Leisure › Sport")
        .waitFor();
      await dialog.getByRole("button", { name: "Change 2 transactions" }).click();
      await page.getByText("2 transactions changed.").waitFor();
      await page.getByRole("button", { name: "Undo", exact: true }).click();
      await page.getByRole("button", { name: "Apply…: zorro", exact: true }).click();
      await dialog.getByRole("button", { name: "Change 2 transactions" }).waitFor();
      await page.getByRole("button", { name: "Cancel" }).click();
      await page.getByRole("button", { name: "Remove: zorro two" }).click();
      await told("The rule is removed; what it did stays.");
      await rules.getByText("zorro two").waitFor({ state: "detached" });
      assert.equal(await rules.count(), 1);
    },
  );

  journey(
    "a statement that differs shows the row that was entered twice, and agrees without it",
    async () => {
      await goTo(page, "Import");
      await dropFiles(page, [["november.csv", statement]]);
      await page.getByRole("button", { name: /^Import \d/ }).click();
      await page.getByRole("button", { name: "Dismiss" }).click();
      await goTo(page, "Accounts");
      await page.getByRole("link", { name: "Reconcile Current account with a statement" }).click();
      await page.getByLabel("Its date").fill(daysAgo(1));
      await page.getByLabel("Its balance").fill("-1243.80");
      await page.getByText("The difference is $36.00.").waitFor();
      const finish = page.getByRole("button", { name: "Reconcile", exact: true });
      assert.equal(await finish.isDisabled(), true);
      const twice = page.getByRole("listitem").filter({ hasText: "entered twice" });
      await twice.getByRole("button", { name: "Untick" }).click();
      await page.getByText("Statement and book agree.").waitFor();
      await finish.click();
      await told(/^Current account is reconciled to/);
      await page.getByText(/· reconciled to /).waitFor();
    },
  );

  journey(
    "the next statement begins where that one ended; a balancing transaction and its undo",
    async () => {
      await page.getByRole("link", { name: "Reconcile Current account with a statement" }).click();
      await page.getByText(/^The last one was of .+: -\$1,243\.80/).waitFor();
      const rows = page.getByRole("region", { name: "What is on the statement?" });
      assert.equal(await rows.getByRole("listitem").count(), 4, "the open row, and today's three");
      await page.getByLabel("Its balance").fill("-1315");
      await page.getByRole("button", { name: "Add a balancing transaction…" }).click();
      await page
        .getByRole("dialog")
        .getByText(/A transaction of -\$2\.20/)
        .waitFor();
      await page.getByRole("button", { name: "Add it and reconcile" }).click();
      await page.getByText(/^Current account is reconciled to/).waitFor();
      await page
        .getByRole("link", { name: "Transactions of Current account" })
        .locator("..")
        .getByText("-$1,315.00")
        .waitFor();
      await page.getByRole("button", { name: "Undo", exact: true }).click();
      await page.getByText(/· reconciled to /).waitFor();
      await page.getByText("Taken back.").waitFor();
    },
  );

  journey(
    "h hides every amount, for eyes and screen readers, and keeps it so; h again shows them",
    async () => {
      await goTo(page, "Home");
      const amounts = /\$\d/;
      await page.getByText(amounts).first().waitFor();
      await page.keyboard.press("h");
      await page.getByText("•••").first().waitFor();
      for (const screen of ["Home", "Transactions", "Budget", "Accounts"]) {
        await goTo(page, screen);
        await page.getByText("•••").first().waitFor();
        const text = await page.getByRole("main").innerText();
        assert.doesNotMatch(text, amounts, screen);
      }
      const kept = await page.evaluate(() => localStorage.getItem("coffer.preferences"));
      assert.match(kept ?? "", /"areAmountsHidden":true/);
      await page.keyboard.press("h");
      await page.getByText(amounts).first().waitFor();
    },
  );

  journey(
    "the palette finds a screen, an account and an action by some letters, by keyboard alone",
    async () => {
      await goTo(page, "Home");
      const box = page.getByRole("combobox", { name: "What do you want to find or do?" });
      const open = async (typed: string): Promise<void> => {
        await page.keyboard.press("Control+k");
        await box.fill(typed);
      };
      /** What Enter would take. */
      const chosen = async (): Promise<string> => {
        const id = await box.getAttribute("aria-activedescendant");
        return page.locator(`[id="${id}"] > span`).first().innerText();
      };
      await open("bud");
      assert.equal(await chosen(), "Budget");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/budget");
      await box.waitFor({ state: "detached" });
      await open("");
      const first = await chosen();
      await page.keyboard.press("ArrowDown");
      assert.notEqual(await chosen(), first);
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowUp");
      assert.notEqual(await chosen(), first, "round to the last one");
      await box.fill("rec cur");
      assert.equal(await chosen(), "Reconcile Current account");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/accounts/reconcile?account=*");
      await open("nothing has this name");
      await page.getByText("Nothing is called that.").waitFor();
      assert.equal(await box.getAttribute("aria-activedescendant"), null);
      await page.keyboard.press("Escape");
      await box.waitFor({ state: "detached" });
    },
  );

  journey(
    "in the palette an amount and what it was is an expense; without words it says what is missing",
    async () => {
      await goTo(page, "Transactions");
      await page.keyboard.press("Control+k");
      const box = page.getByRole("combobox", { name: "What do you want to find or do?" });
      await box.fill("12.50");
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").getByText("What was it? For example: 12.50 lunch").waitFor();
      await box.fill("9.80 sandwich");
      await page.getByRole("option", { name: /^Add -\$9\.80 · sandwich/ }).waitFor();
      await page.keyboard.press("Enter");
      await told("Added sandwich, -$9.80.");
      await page.getByRole("grid").getByText("sandwich").waitFor();
    },
  );

  journey(
    "the palette filters the list that is open by a category, and then by an account",
    async () => {
      for (const [typed, label, value] of [
        ["groceries", "Category", "Food › Groceries"],
        ["cash", "Account", "Cash"],
      ] as const) {
        await page.keyboard.press("Control+k");
        await page.getByRole("combobox", { name: "What do you want to find or do?" }).fill(typed);
        await page.keyboard.press("Enter");
        const chosen = page.getByLabel(label, { exact: true }).last().locator("option:checked");
        await chosen.filter({ hasText: value }).waitFor({ state: "attached" });
      }
      await page.getByRole("button", { name: "Show all" }).last().click();
    },
  );

  journey(
    "a link code's QR code opens the login with the code, which leaves the address at once",
    async () => {
      await goToSettings(page, "Devices");
      await page.getByRole("button", { name: "Make a code" }).click();
      const code = (await page.getByLabel("Link code").textContent()) ?? "";
      const address = readQr(await modulesShown(page, "QR code to log in with"));
      assert.equal(address, `${world.server.url}/log-in#code=${code.replaceAll("-", "")}`);
      const second = await world.visitor({}, new URL(address).pathname + new URL(address).hash);
      await second.getByLabel("Password", { exact: true }).fill(password);
      assert.equal(second.url(), `${world.server.url}/log-in`);
      await second.getByRole("button", { name: "Log in" }).click();
      await second.getByRole("navigation", { name: "Screens" }).waitFor();
      await second.context().close();
      await goTo(page, "Transactions");
    },
  );

  journey("the household has a name, which one undo takes back", async () => {
    await goToSettings(page, "General");
    const name = page.getByLabel("Name of the household");
    const before = await name.inputValue();
    await name.fill("The Elms");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved.", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await page.getByText("Taken back.").waitFor();
    await page.waitForFunction(
      (text) => document.querySelector<HTMLInputElement>("main input")?.value === text,
      before,
    );
    await goTo(page, "Transactions");
  });

  journey(
    "letters are off while something is typed, and altogether when they are turned off",
    async () => {
      const find = page.locator("#find-transactions");
      await find.pressSequentially("hi");
      assert.equal(await find.inputValue(), "hi");
      assert.match(page.url(), /transactions$/);
      await find.fill("");
      await goToSettings(page, "Appearance");
      const letters = page.getByLabel(/^Single letters are shortcuts/);
      await letters.uncheck();
      await page.getByRole("heading", { level: 1 }).focus();
      await page.keyboard.press("h");
      await page.keyboard.press("i");
      assert.match(page.url(), /appearance$/);
      assert.equal(await page.getByLabel(/^Hide every amount/).isChecked(), false);
      await letters.check();
      await page.getByRole("heading", { level: 1 }).focus();
      await page.keyboard.press("i");
      await page.waitForURL("**/import");
    },
  );

  journey("colours and contrast are this browser's choice", async () => {
    await goToSettings(page, "Appearance");
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.getByLabel("Dark").check();
    const dark = await ground();
    assert.notEqual(dark, light);
    await page.getByLabel("More contrast").check();
    assert.equal(await ground(), "rgb(0, 0, 0)");
    await page.getByLabel("More contrast").uncheck();
    await page.getByLabel("As the system has them").check();
    assert.equal(await ground(), light);
  });

  journey(
    "the first statement of an account may say what was on it before its first transaction",
    async () => {
      await goTo(page, "Accounts");
      await page.getByRole("link", { name: "Reconcile Cash with a statement" }).click();
      await page.getByText("Nothing is new since the last statement.").waitFor();
      await page.getByLabel("Its balance").fill("20");
      await page
        .getByRole("button", { name: /^It was there before the first transaction: \$20\.00/ })
        .click();
      await told(/^Cash is reconciled to/);
      const cash = page.getByRole("listitem").filter({ hasText: "Cash" });
      await cash.getByText("$20.00").waitFor();
      await page
        .getByRole("region", { name: "All accounts together" })
        .getByText("Net worth")
        .waitFor();
    },
  );

  journey("the idle lock locks after the minutes that were chosen", async () => {
    await page.clock.install();
    await goToSettings(page, "Security");
    await page.getByLabel("Lock when nobody has touched it for").selectOption("1 minute");
    await page.clock.fastForward("00:50");
    await page.getByRole("heading", { name: "Lock by itself" }).waitFor();
    await page.clock.fastForward("00:20");
    await page.getByRole("heading", { name: "Welcome back, kim" }).waitFor();
    await page.clock.resume();
  });
});
