/** The page's language: the browser's own, or one that is chosen; at once, and on every visit. */
import assert from "node:assert/strict";
import { journeys } from "./world.ts";

journeys("the language of the page", (world, journey) => {
  journey("follows the browser, with its way of writing amounts", async () => {
    const page = await world.visitor({ locale: "de-AT" });
    await page.getByRole("heading", { name: "Wie viel verdienst du netto?" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "de");
    await page.getByLabel("Nettoeinkommen").fill("4.200,50");
    await page.getByText(/^€\s2\.100,25$/).waitFor();
  });

  journey("is English where the browser's own is missing", async () => {
    const page = await world.visitor({ locale: "fr-FR" });
    await page.getByRole("heading", { name: "What do you take home?" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
  });

  journey("changes at once when another one is chosen, and stays", async () => {
    const page = await world.visitor();
    await page.getByLabel("Take-home pay").fill("4200");
    const choice = page.getByRole("combobox", { name: /^(Language|Sprache)$/ });
    await choice.focus();
    await choice.selectOption("Deutsch");
    await page.getByRole("heading", { name: "Wie viel verdienst du netto?" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "de");
    assert.equal(await page.getByLabel("Nettoeinkommen").inputValue(), "4200");
    await page.getByText(/^2\.100,00\s\$$/).waitFor();
    assert.ok(await choice.evaluate((select) => select === document.activeElement));
    await page.reload();
    await page.getByRole("heading", { name: "Wie viel verdienst du netto?" }).waitFor();
    await choice.selectOption("Wie im Browser eingestellt");
    await page.getByRole("heading", { name: "What do you take home?" }).waitFor();
  });
});
