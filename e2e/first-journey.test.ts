/** From the first page to a saved budget with an expense in it, and back in after locking. */
import assert from "node:assert/strict";
import { add, goTo, signUp, unlock } from "./person.ts";
import { journeys } from "./world.ts";

journeys("first journey", (world, journey) => {
  journey("a budget at once, an account, the kit, an expense, lock, unlock", async () => {
    const page = await world.visitor();
    await page.getByLabel("Take-home pay").fill("4200");
    await page.getByText("$2,100.00").waitFor();
    await signUp(page, "anna");
    await add(page, "12.50 lunch with Tom");
    await page.getByText("$12.50", { exact: true }).waitFor();
    await page.getByText("$1,247.50 left").waitFor();
    await goTo(page, "Budget");
    await page.getByRole("rowheader", { name: /Restaurants/ }).waitFor();
    await goTo(page, "Transactions");
    const row = page.getByRole("row", { name: /lunch with Tom/ });
    assert.match((await row.textContent()) ?? "", /-\$12\.50/);
    await page.getByText("Saved", { exact: true }).waitFor();

    await page.getByRole("button", { name: "Lock" }).click();
    await page.getByRole("heading", { name: "Welcome back, anna" }).waitFor();
    await unlock(page, "not the right password");
    await page.getByText("That is not the password.").waitFor();
    await unlock(page);
    await row.waitFor();
  });
});
