/** SQLite files on the page: SQLite starts when such a file is dropped, and comes from the page's own files, also offline. */
import type { Page } from "playwright-core";
import { sqliteBytes } from "../test/fixtures/sqlite-files.ts";
import { dropFiles, goTo, signUp } from "./person.ts";
import { journeys } from "./world.ts";

const budget = sqliteBytes(`
  CREATE TABLE messages_crdt (id INTEGER PRIMARY KEY);
  CREATE TABLE accounts (id, name, offbudget, closed, tombstone);
  CREATE TABLE category_groups (id, name);
  CREATE TABLE categories (id, name, is_income, cat_group, tombstone);
  CREATE TABLE payees (id, name, transfer_acct);
  CREATE TABLE transactions (id, acct, category, amount, date, description);
  INSERT INTO accounts VALUES ('a', 'Giro', 0, 0, 0);
  INSERT INTO category_groups VALUES ('g', 'Usual');
  INSERT INTO categories VALUES ('c', 'Food', 0, 'g', 0);
  INSERT INTO payees VALUES ('p', 'Market', NULL);
  INSERT INTO transactions VALUES ('t', 'a', 'c', -1250, 20261103, 'p');
`);

journeys("SQLite files", (world, journey) => {
  let page: Page;

  journey("without a network, a budget of Actual is read and imported", async () => {
    page = await world.visitor();
    await signUp(page, "paul");
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await goTo(page, "Import");
    await page.context().setOffline(true);
    await dropFiles(page, [["db.sqlite", budget]]);
    await page.getByRole("button", { name: "Import 1 row" }).click();
    await page.getByText("Imported one row.").waitFor();
    await goTo(page, "Transactions");
    await page.getByRole("row", { name: /Market.*12\.50/ }).waitFor();
    await page.context().setOffline(false);
  });

  journey("a database that is damaged is refused with a reason", async () => {
    await goTo(page, "Import");
    await dropFiles(page, [["db.sqlite", budget.slice(0, 3_000)]]);
    await page.getByText("The SQLite database is damaged.").waitFor();
  });
});
