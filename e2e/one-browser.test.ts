/**
 * One person, one browser: from the first page to a saved budget with an expense in it, and everything that is done
 * to it afterwards.
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { add, dropFiles, goTo, goToSettings, signUp, unlock } from "./person.ts";
import { scanStorage } from "./storage-scan.ts";
import { journeys, password } from "./world.ts";

const statement =
  "Date,Description,Amount\n" +
  "2026-11-01,RENT MARKERIMPORT,-1150.00\n" +
  "2026-11-03,GROCERY STORE,-45.30\n" +
  `${Temporal.Now.plainDateISO().toString()},lunch with Tom,-12.50\n`;

const ofx =
  "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD" +
  "<BANKACCTFROM><BANKID>1<ACCTID>22<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>" +
  "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20261105<TRNAMT>-30.00<FITID>a1<NAME>Fuel station</STMTTRN>" +
  "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n";

journeys("one browser", (world, journey) => {
  let page: Page;
  let kit: string;

  journey("a budget is on the screen after an amount, before any account", async () => {
    page = await world.visitor();
    await page.getByLabel("Take-home pay").fill("4200");
    for (const amount of ["$2,100.00", "$1,260.00", "$840.00"])
      await page.getByText(amount).waitFor();
    await page.getByLabel("Rule").selectOption("60/20/20");
    await page.getByText("$2,520.00").waitFor();
    await page.getByLabel("Rule").selectOption("50/30/20");
    await page.getByLabel("Take-home pay").fill("abc");
    await page.getByText("That is not an income").waitFor();
  });

  journey(
    "sign up: a difference is said, the kit is checked, Home has the same budget",
    async () => {
      await page.getByLabel("Take-home pay").fill("4200");
      await page.getByRole("button", { name: "Save this budget" }).click();
      await page.getByLabel("Password", { exact: true }).fill("gravel lamp");
      await page.getByText("One more character.").waitFor();
      await page.getByLabel("Password", { exact: true }).fill(password);
      await page.getByLabel("The same password again").fill(`${password}s`);
      await page.getByText("The two are not the same.").waitFor();
      await page.getByRole("link", { name: "Back to the budget" }).click();
      kit = await signUp(page, "anna");
      assert.match(kit, /^Coffer recovery kit: 1\n/);
      await page.getByText("of $2,100.00").waitFor();
      await page.getByRole("heading", { name: "Add your first expense" }).waitFor();
    },
  );

  journey("an expense in one line, seen in Home, Transactions and Budget", async () => {
    await page.getByLabel("New transaction").last().fill("+20 gift");
    await page.getByText("$20.00 · gift").waitFor();
    assert.equal(await page.getByText("-$20.00 · gift").count(), 0, "what has a + came in");
    await add(page, "12.50 lunch with Tom");
    await page.getByText("$1,247.50 left").waitFor();
    await goTo(page, "Budget");
    await page.getByRole("rowheader", { name: "Food › Restaurants" }).waitFor();
    await goTo(page, "Transactions");
    assert.match((await rowOf(page, "lunch with Tom").textContent()) ?? "", /-\$12\.50/);
    await page.getByText("Saved", { exact: true }).waitFor();
  });

  journey("by keys alone: n, a line, Enter, Undo, Redo", async () => {
    await goTo(page, "Budget");
    await page.getByRole("heading", { level: 1 }).press("n");
    await page.getByRole("heading", { name: "Transactions" }).waitFor();
    await page.locator("#new-transaction:focus").waitFor();
    await page.keyboard.type("3*1.25 coffee");
    await page.keyboard.press("Enter");
    await rowOf(page, "coffee").waitFor();
    await page.locator("#new-transaction").blur();
    await page.keyboard.press("Control+z");
    await rowOf(page, "coffee").waitFor({ state: "detached" });
    await page.keyboard.press("Control+Shift+Z");
    assert.match((await rowOf(page, "coffee").textContent()) ?? "", /-\$3\.75/);
  });

  journey("a transaction is changed and deleted in its dialog, and found again", async () => {
    await rowOf(page, "coffee").getByRole("button").click();
    await page.getByRole("menuitem", { name: "All details…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What").fill("coffee to go");
    await dialog.getByLabel("Amount").fill("4");
    await dialog.getByRole("button", { name: "Save" }).click();
    assert.match((await rowOf(page, "coffee to go").textContent()) ?? "", /-\$4\.00/);
    await page.getByRole("heading", { level: 1 }).press("/");
    await page.locator("#find-transactions:focus").waitFor();
    await page.keyboard.type("to go");
    await page.getByText("1 transaction", { exact: true }).waitFor();
    await rowOf(page, "coffee to go").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "All details" }).click();
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.getByText("Nothing fits what you look for").waitFor();
    await page.getByRole("button", { name: "Show all" }).last().click();
    await rowOf(page, "lunch with Tom").waitFor();
  });

  journey("what is not understood is said, and nothing is added", async () => {
    await page.locator("#new-transaction").fill("lunch 12");
    await page.locator("#new-transaction").press("Enter");
    await page.getByText("That does not begin with an amount").waitFor();
    await page.locator("#new-transaction").fill("");
    await page.getByText("1 transaction", { exact: true }).waitFor();
  });

  journey("an account to save on; a transfer to it counts as saved", async () => {
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
    await goTo(page, "Home");
    await page.getByText("$240.00 to go").waitFor();
  });

  journey("another rule changes the whole budget, and Undo brings it back", async () => {
    await goTo(page, "Budget");
    await page.getByRole("radio", { name: "70/20/10", exact: true }).check();
    await page.getByRole("button", { name: "Save the plan" }).click();
    await page.getByText("$2,940.00", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("$2,100.00", { exact: true }).waitFor();
  });

  journey(
    "a dropped file is judged row by row; nothing is written before Import; one undo",
    async () => {
      await goTo(page, "Import");
      await dropFiles(page, [["statement.csv", statement]]);
      await page.getByText("CSV · 2 new · 1 already here").waitFor();
      await goTo(page, "Transactions");
      await page.getByText("2 transactions").waitFor();
      await goTo(page, "Import");
      await dropFiles(page, [
        ["statement.csv", statement],
        ["statement.ofx", ofx],
      ]);
      await page.getByRole("button", { name: "Import 3 rows" }).click();
      await page.getByText("Imported 3 rows.").waitFor();
      await goTo(page, "Transactions");
      await page.getByText("5 transactions").waitFor();
      await page.getByRole("button", { name: "Undo", exact: true }).first().click();
      await page.getByText("2 transactions").waitFor();
      await page.getByRole("button", { name: "Redo" }).click();
      await rowOf(page, "Fuel station").waitFor();
    },
  );

  journey(
    "A12: nothing that was typed, and no password, lies in the browser in clear",
    async () => {
      await page.getByText("Saved", { exact: true }).waitFor();
      const found = await scanStorage(page, {
        here: ["coffer", "anna"],
        absent: [
          "lunch with Tom",
          "Rainy days",
          "MARKERIMPORT",
          "Fuel station",
          "Restaurants",
          password,
          /^recovery secret: (.+)$/m.exec(kit)?.[1]?.replaceAll("-", "") ?? "no secret",
        ],
      });
      assert.deepEqual(found.present, []);
      assert.deepEqual(found.missing, [], "the scan reads what is there");
    },
  );

  journey("lock, a wrong password, the right one; the address stays", async () => {
    await page.getByRole("button", { name: "Lock" }).click();
    await page.getByRole("heading", { name: "Welcome back, anna" }).waitFor();
    await unlock(page, "not the right password");
    await page.getByText("That is not the password.").waitFor();
    await unlock(page);
    await rowOf(page, "Fuel station").waitFor();
    assert.equal(new URL(page.url()).pathname, "/transactions");
  });

  journey("five minutes without a hand on it lock the account", async () => {
    await page.clock.install();
    await page.reload();
    await unlock(page);
    await rowOf(page, "Fuel station").waitFor();
    await page.clock.fastForward("04:50");
    await rowOf(page, "Fuel station").waitFor();
    await page.clock.fastForward("00:20");
    await page.getByRole("heading", { name: "Welcome back, anna" }).waitFor();
    await page.clock.resume();
  });

  journey("a second tab asks, takes over, and the first one has no account any more", async () => {
    const second = await page.context().newPage();
    await second.goto(world.server.url);
    await second.getByRole("heading", { name: "Coffer is open in another tab" }).waitFor();
    await second.getByRole("button", { name: "Use it here" }).click();
    await second.getByRole("heading", { name: "Welcome back, anna" }).waitFor();
    await page.getByRole("heading", { name: "Coffer went to another tab" }).waitFor();
    await second.close();
    await page.getByRole("button", { name: "Use it here" }).click();
    await page.getByRole("heading", { name: "Welcome back, anna" }).waitFor();
  });

  journey("an export is what the terminal exports, after the password", async () => {
    await unlock(page);
    await goToSettings(page, "Your data");
    await page.getByRole("button", { name: "Transactions as CSV" }).click();
    await page.getByRole("dialog").getByLabel("Your password").fill(password);
    const download = page.waitForEvent("download");
    await page.getByRole("dialog").getByRole("button", { name: "Go on" }).click();
    const stream = await (await download).createReadStream();
    const text = (await stream.toArray()).join("");
    assert.match(text, /^id,date,kind,amount/);
    assert.match(text, /Fuel station/);
  });

  journey("log out: the next use is a login; forgotten, the browser knows nothing", async () => {
    await goToSettings(page, "General");
    await page.getByRole("button", { name: "Log out", exact: true }).click();
    await page.getByText("You logged out here.").waitFor();
    await unlock(page);
    await page.getByRole("button", { name: "Log out and forget" }).click();
    await page.getByRole("button", { name: "Forget it" }).click();
    await page.getByLabel("Take-home pay").waitFor();
    const found = await scanStorage(page, { here: ["anna"], absent: [] });
    assert.deepEqual(found.missing, ["anna"]);
  });

  journey("the kit alone and a new password bring everything back, with a new kit", async () => {
    await page.goto(`${world.server.url}/recover`);
    await page.getByLabel("Recovery kit").fill(kit);
    await page.getByLabel("Password", { exact: true }).fill("another long password");
    await page.getByLabel("The same password again").fill("another long password");
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.getByText("It replaces the kit that you had before").waitFor();
  });
});

function rowOf(page: Page, text: string): ReturnType<Page["locator"]> {
  return page.getByRole("row", { name: new RegExp(text) });
}
