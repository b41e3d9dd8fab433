/** The page's language: the browser's own, or one that is chosen; at once, and on every visit. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { journeys, password } from "./world.ts";

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

  let page: Page;

  journey("a budget that begins in German has German categories, and takes a comma", async () => {
    page = await world.visitor({ locale: "de-DE" });
    await page.getByLabel("Nettoeinkommen").fill("2.600,50");
    await page.getByRole("button", { name: "Dieses Budget speichern" }).click();
    await page.getByLabel("Name").fill("anna");
    await page.getByLabel("Passwort", { exact: true }).fill("kurz");
    await page.getByText("Noch 8 Zeichen.").waitFor();
    await page.getByLabel("Passwort", { exact: true }).fill(password);
    await page.getByLabel("Noch einmal dasselbe Passwort").fill(password);
    await page.getByRole("button", { name: "Speichern" }).click();
    await page.getByRole("heading", { name: "Bewahre dein Wiederherstellungsblatt auf" }).waitFor();
    const kit =
      (await page.getByLabel("Wiederherstellungsblatt", { exact: true }).textContent()) ?? "";
    const groups = /^recovery secret: (.+)$/m.exec(kit)?.[1]?.split("-") ?? [];
    for (const field of await page.getByLabel(/^Gruppe \d+$/).all()) {
      const text = await field.evaluate(
        (input) => (input as HTMLInputElement).labels?.[0]?.textContent ?? "",
      );
      await field.fill(groups[Number(/\d+/.exec(text)?.[0]) - 1] ?? "");
    }
    await page.getByRole("button", { name: "Ich habe es aufbewahrt" }).click();
    // What was typed as 2.600,50 is the income that the budget counts on.
    await page
      .getByText(/2\.600,50\s€/)
      .first()
      .waitFor();
    await page.goto(`${world.server.url}/transactions`);
    await page.getByLabel("Passwort", { exact: true }).fill("das ist nicht das Passwort");
    await page.getByRole("button", { name: "Entsperren" }).click();
    await page.getByText("Das ist nicht das Passwort.").waitFor();
    await page.getByLabel("Passwort", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Entsperren" }).click();
    await page
      .locator("option", { hasText: "Lebensmittel" })
      .first()
      .waitFor({ state: "attached" });
  });

  journey("reports call the buckets of the rule by their German names", async () => {
    await page.locator('a[href="/reports"]:visible').first().click();
    await page.getByRole("heading", { level: 1, name: "Berichte" }).waitFor();
    const buckets = page.getByRole("navigation", { name: "Töpfe" });
    await buckets.getByRole("link", { name: /^Bedarf / }).waitFor();
    assert.doesNotMatch(await page.getByRole("main").innerText(), /Needs|Wants|Savings/);
  });

  journey("Settings have the choice too, and what was chosen there holds at once", async () => {
    await page.locator('a[href="/settings"]:visible').first().click();
    await page.getByRole("heading", { level: 1, name: "Einstellungen" }).waitFor();
    await page.getByRole("link", { name: "Anzeige" }).click();
    await page.getByRole("combobox", { name: "Sprache" }).selectOption("English");
    await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
    await page.getByRole("heading", { level: 2, name: "Language and formats" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
  });

  journey("German works without a network, also where it was never shown with one", async () => {
    const visitor = await world.visitor();
    await visitor.getByRole("heading", { name: "What do you take home?" }).waitFor();
    await visitor.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await visitor.context().setOffline(true);
    await world.server.stop();
    await visitor.getByRole("combobox", { name: /^(Language|Sprache)$/ }).selectOption("Deutsch");
    await visitor.getByRole("heading", { name: "Wie viel verdienst du netto?" }).waitFor();
    await visitor.reload();
    await visitor.getByRole("heading", { name: "Wie viel verdienst du netto?" }).waitFor();
    await world.server.start();
  });
});
