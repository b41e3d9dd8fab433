/** What a person does on the page, by what they see: labels, roles and words. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { password } from "./world.ts";

/** Signs up from the first page, keeps the kit, and returns its text; `look` sees the page with the kit. */
export async function signUp(
  page: Page,
  name: string,
  income: string = "4200",
  look: () => Promise<void> = async () => undefined,
): Promise<string> {
  await page.getByLabel("Take-home pay").fill(income);
  await page.getByRole("button", { name: "Save this budget" }).click();
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("The same password again").fill(password);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Keep your recovery kit" }).waitFor();
  await look();
  return keepKit(page);
}

/** Reads the kit that is shown, types the groups that are asked, and returns its text. */
export async function keepKit(page: Page): Promise<string> {
  await page.getByRole("heading", { name: "Keep your recovery kit" }).waitFor();
  const kit = (await page.getByLabel("Recovery kit", { exact: true }).textContent()) ?? "";
  const groups = /^recovery secret: (.+)$/m.exec(kit)?.[1]?.split("-") ?? [];
  const fields = page.getByLabel(/^Group \d+$/);
  assert.equal(await fields.count(), 2);
  for (const field of await fields.all()) {
    const label = await field.evaluate(
      (input) => (input as HTMLInputElement).labels?.[0]?.textContent,
    );
    const place = Number(/\d+/.exec(label ?? "")?.[0]);
    await field.fill(groups[place - 1] ?? "");
  }
  await page.getByRole("button", { name: "I have kept it" }).click();
  await page.getByRole("navigation", { name: "Screens" }).waitFor();
  return kit;
}

/** Types a line into the field for new transactions of the screen that is open. */
export async function add(page: Page, line: string): Promise<void> {
  await page.getByLabel("New transaction").last().fill(line);
  await page.getByLabel("New transaction").last().press("Enter");
  await page.getByText(/^Added /).waitFor();
  await page.getByRole("button", { name: "Dismiss" }).click();
}

export async function goTo(page: Page, screen: string): Promise<void> {
  await page
    .getByRole("navigation", { name: "Screens" })
    .getByRole("link", { name: screen })
    .click();
  await page.getByRole("heading", { level: 1 }).waitFor();
}

/** Opens a part of Settings. */
export async function goToSettings(page: Page, part: string): Promise<void> {
  await goTo(page, "Settings");
  const parts = page.getByRole("navigation", { name: "Parts of the settings" });
  await parts.getByRole("link", { name: part }).click();
}

export async function unlock(page: Page, typed: string = password): Promise<void> {
  await page.getByLabel("Password", { exact: true }).fill(typed);
  await page.getByRole("button", { name: /^(Unlock|Log in)$/ }).click();
}

/** Drops files on the page's drop zone, as from a file manager. */
export async function dropFiles(
  page: Page,
  files: readonly (readonly [name: string, content: string | Uint8Array])[],
): Promise<void> {
  const given = files.map(
    ([name, content]) => [name, Buffer.from(content).toString("base64")] as const,
  );
  const transfer = await page.evaluateHandle((encoded) => {
    const made = new DataTransfer();
    for (const [name, base64] of encoded) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      made.items.add(new File([bytes], name));
    }
    return made;
  }, given);
  await page
    .getByText("Drop files here, or paste a table")
    .dispatchEvent("drop", { dataTransfer: transfer });
}

/** Logs in on a browser that does not know the account, with a link code. */
export async function logInByCode(page: Page, code: string, typed: string): Promise<void> {
  await page.getByLabel("Link code").fill(code);
  await page.getByLabel("Password", { exact: true }).fill(typed);
  await page.getByRole("button", { name: "Log in" }).click();
}

/** Has a code made in Settings that lets another device in. */
export async function makeLinkCode(page: Page): Promise<string> {
  await goToSettings(page, "Devices");
  await page.getByRole("button", { name: "Make a code" }).click();
  return (await page.getByLabel("Link code").textContent()) ?? "";
}

/** Exports everything as JSON from Settings, and returns the file's text. */
export async function exportJson(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Everything as JSON" }).click();
  await page.getByRole("dialog").getByLabel("Your password").fill(password);
  const download = page.waitForEvent("download");
  await page.getByRole("dialog").getByRole("button", { name: "Go on" }).click();
  return (await (await (await download).createReadStream()).toArray()).join("");
}

/** Logs in on a browser that does not know the account, with its recovery kit. */
export async function logInByKit(page: Page, kit: string): Promise<void> {
  await page.getByLabel("What do you have?").selectOption("The recovery kit");
  await page.getByLabel("Recovery kit").fill(kit);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
}
