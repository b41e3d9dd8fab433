/** Import in the browser: choices row by row, questions, columns, both sides of a transfer, a move from another app. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { dropFiles, goTo, signUp } from "./person.ts";
import { journeys } from "./world.ts";

const statement =
  "Date;Text;Amount;Balance\n" +
  "13.10.2026;MARKET;-45,30;954,70\n" +
  "14.10.2026;BAKERY;-3,00;951,70\n" +
  "15.10.2026;TO THE PIGGY BANK;-200,00;751,70\n";

const journal =
  "2026-10-01 * Opening balance\n    Assets:Old bank  1000.00 USD\n    Equity:Opening Balances  -1000.00 USD\n\n" +
  "2026-10-02 * Supermarket\n    Assets:Old bank  -40.00 USD\n    Expenses:Groceries  40.00 USD\n";

function tableRow(page: Page, text: string) {
  return page.getByRole("row").filter({ hasText: text });
}

journeys("import", (world, journey) => {
  let page: Page;

  journey("the balance that the file states is compared, and a row can be left out", async () => {
    page = await world.visitor();
    await signUp(page, "ida");
    await goTo(page, "Import");
    await dropFiles(page, [["october.csv", statement]]);
    await page.getByText("CSV · 3 new").waitFor();
    await page.getByText("Coffer will say").first().waitFor();
    await page.getByLabel("Take BAKERY").uncheck();
    await page.getByRole("button", { name: "Import 2 rows" }).click();
    await page.getByText("Imported 2 rows.").waitFor();
    await dropFiles(page, [["october.csv", statement]]);
    await page.getByText("CSV · 1 new · 2 already here").waitFor();
    await page.getByRole("button", { name: "2 already here" }).click();
    assert.equal(await tableRow(page, "BAKERY").count(), 0);
    await page.getByRole("button", { name: "Cancel" }).click();
  });

  journey("what was edited since is listed before an import is taken back", async () => {
    await goTo(page, "Transactions");
    await tableRow(page, "MARKET").getByRole("button").click();
    await page.getByRole("menuitem", { name: "All details…" }).click();
    await page.getByRole("dialog").getByLabel("What").fill("Market hall");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await page.getByRole("row", { name: /Market hall/ }).waitFor();
    await goTo(page, "Import");
    await page.getByRole("button", { name: "Take back the import of october.csv" }).click();
    await page.getByRole("dialog").getByText("Market hall").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Take back the import of october.csv" }).click();
    await page.getByRole("button", { name: "Take it back all the same" }).click();
    await page.getByText("The import is taken back.").waitFor();
    await goTo(page, "Transactions");
    assert.equal(await page.getByRole("row", { name: /Market hall|PIGGY/ }).count(), 0);
    await goTo(page, "Import");
  });

  journey("what a file leaves open is asked with what each answer means", async () => {
    await dropFiles(page, [
      ["spring.csv", "Date,Text,Amount\n03/04/2026,Tea,-1.00\n05/06/2026,Tea,-2.00\n"],
    ]);
    const question = page.getByLabel("Order of dates");
    await question.waitFor();
    const choices = await question.locator("option").allInnerTexts();
    assert.equal(choices.length, 2);
    assert.ok(
      choices.every((choice) => /2026/.test(choice)),
      choices.join("\n"),
    );
    await question.selectOption("MDY");
    await page.getByText("Wed, Mar 4").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
  });

  journey("a column can be said to be another", async () => {
    await dropFiles(page, [
      ["two.csv", "Date,Amount,Note,Payee\n2026-10-20,-7.00,remark,Cinema\n"],
    ]);
    await page.getByText("How its columns were understood").click();
    await page.getByLabel(/^Payee/).selectOption("Nothing");
    await tableRow(page, "remark").waitFor();
    assert.equal(await tableRow(page, "Cinema").count(), 0);
    await page.getByRole("button", { name: "Cancel" }).click();
  });

  journey("a table that was copied is pasted", async () => {
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "Date\tText\tAmount\n2026-10-21\tCopied\t-8.00\n");
      document.dispatchEvent(new ClipboardEvent("paste", { clipboardData }));
    });
    await tableRow(page, "Copied").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
  });

  journey("a journal brings its accounts, with the balance there and here", async () => {
    await dropFiles(page, [["old.journal", journal]]);
    await page.getByText("What it brings: 2 transactions").waitFor();
    await tableRow(page, "Assets:Old bank").filter({ hasText: "960.00 ✓" }).waitFor();
    await page.getByRole("button", { name: /^Import \d+ rows/ }).click();
    await page.getByText(/Imported \d+ rows\./).waitFor();
    await goTo(page, "Accounts");
    await page.getByText("Old bank").first().waitFor();
    await page.getByText("$960.00").first().waitFor();
  });

  journey("a hostile file ends in a clear word", async () => {
    await goTo(page, "Import");
    const bomb =
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><Document><BkToCstmrStmt/></Document>';
    await dropFiles(page, [["bomb.xml", bomb]]);
    await page.getByText(/bomb\.xml was not read\./).waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
  });
});
