/**
 * One account on several devices: two browsers, the terminal, a server that is away, one that lost what it had, and a
 * device that is removed.
 */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { cofferDone } from "../test/cli/coffer-process.ts";
import { add, goTo, goToSettings, keepKit, logInByCode, signUp, unlock } from "./person.ts";
import { journeys, password } from "./world.ts";

journeys("several devices", (world, journey) => {
  let first: Page;
  let second: Page;

  const linkCode = async (): Promise<string> => {
    await goToSettings(first, "Devices");
    await first.getByRole("button", { name: "Make a code" }).click();
    return (await first.getByLabel("Link code").textContent()) ?? "";
  };
  /** Runs a command in a terminal that is another device of the account. */
  const coffer = (...argv: readonly string[]): Promise<string> =>
    cofferDone([...argv, "--password-file", "password.txt"], {
      home: join(world.folder, "home"),
      folder: world.folder,
    });

  journey(
    "a second browser is let in by a code, a mistyped password does not use it up",
    async () => {
      first = await world.visitor();
      await signUp(first, "bea");
      await add(first, "84.20 groceries");
      const code = await linkCode();
      second = await world.visitor({}, "/log-in");
      await logInByCode(second, code, "not the right password");
      await second.getByText("Name, password or account secret are wrong").waitFor();
      await second.getByLabel("Password", { exact: true }).fill(password);
      await second.getByRole("button", { name: "Log in" }).click();
      await second.getByText("groceries", { exact: true }).waitFor();
    },
  );

  journey("what one browser writes, the other one shows by itself, both ways", async () => {
    await add(second, "12.50 from the second");
    await goTo(first, "Transactions");
    await first.getByRole("row", { name: /from the second/ }).waitFor();
    await add(first, "3 from the first");
    await second.getByText("from the first", { exact: true }).waitFor();
  });

  journey(
    "the terminal is another device: the page shows its expense, and it the page's",
    async () => {
      mkdirSync(join(world.folder, "home"), { recursive: true });
      writeFileSync(join(world.folder, "password.txt"), `${password}\n`);
      await coffer(
        "login",
        "--server",
        world.server.url,
        "--link",
        (await linkCode()).replaceAll("-", ""),
      );
      await coffer("add", "7", "from", "the", "terminal");
      await goTo(first, "Transactions");
      await first.getByRole("row", { name: /from the terminal/ }).waitFor();
      const listed = JSON.parse(await coffer("list", "--json")) as readonly { text: string }[];
      const texts = new Set(listed.map(({ text }) => text));
      for (const text of ["groceries", "from the first", "from the second"]) {
        assert.ok(texts.has(text), text);
      }
      const review = JSON.parse(await coffer("review", "--json")) as {
        recommended: { needs: string };
      };
      assert.equal(review.recommended.needs, "2100.00", "the plan of the first page");
    },
  );

  journey("between two currencies a transfer says what left and what arrived", async () => {
    await coffer("accounts", "add", "Tokyo", "--currency", "JPY");
    await goTo(first, "Home");
    await goTo(first, "Transactions");
    const dialog = first.getByRole("dialog");
    await first.getByRole("button", { name: "Transfer" }).click();
    await dialog.getByLabel("To").selectOption("Tokyo");
    await dialog.getByLabel("Left").fill("100");
    await dialog.getByLabel("Arrived, in JPY").fill("15000.5");
    await dialog.getByRole("button", { name: "Move" }).click();
    await dialog.getByText("That has more decimals than the currency.").waitFor();
    await dialog.getByLabel("Arrived, in JPY").fill("15000");
    await dialog.getByRole("button", { name: "Move" }).click();
    await first.getByRole("row", { name: /→ Tokyo/ }).click();
    assert.equal(await dialog.getByLabel("Arrived, in JPY").inputValue(), "15,000");
    await dialog.getByLabel("Arrived, in JPY").fill("15500");
    await dialog.getByRole("button", { name: "Save" }).click();
    await first.getByText("Saved.").waitFor();
    await first.getByText("Saved", { exact: true }).waitFor();
    const tokyo = JSON.parse(await coffer("list", "acct:tokyo", "--json")) as readonly object[];
    assert.deepEqual(
      tokyo.map((row) => ["amount", "currency"].map((name) => Reflect.get(row, name) as unknown)),
      [
        ["-100.00", "USD"],
        ["15500", "JPY"],
      ],
    );
  });

  journey("without the server: written, locked, unlocked, and sent when it is back", async () => {
    await world.server.stop();
    await add(first, "5 while away");
    await first.getByText("Offline · 1 waiting").waitFor();
    await first.getByRole("button", { name: "Lock" }).click();
    await unlock(first);
    await first.getByText("Offline · 1 waiting").waitFor();
    await first.getByRole("row", { name: /while away/ }).waitFor();
    await world.server.start();
    await first.getByText("Saved", { exact: true }).waitFor({ timeout: 60_000 });
    await second.getByText("while away", { exact: true }).waitFor({ timeout: 60_000 });
  });

  journey(
    "a removed browser says so, keeps what it has, and writes nothing to the server",
    async () => {
      await goToSettings(first, "Devices");
      await first.getByRole("button", { name: /^Remove Chrome on Linux/ }).click();
      await first.getByRole("dialog").getByLabel("Your password").fill(password);
      await first.getByRole("dialog").getByRole("button", { name: "Go on" }).click();
      const kit = await keepKit(first);
      assert.match(kit, /^login name: bea$/m);
      await second
        .getByText("This device was removed from the account")
        .waitFor({ timeout: 60_000 });
      await second.getByText("while away", { exact: true }).waitFor();
    },
  );

  journey(
    "a server that lost entries is caught: read-only, the last good state, export",
    async () => {
      await first.getByText("Saved", { exact: true }).waitFor();
      await world.keepData();
      await goTo(first, "Transactions");
      await add(first, "9 after the backup");
      await first.getByText("Saved", { exact: true }).waitFor({ timeout: 60_000 });
      await world.rollBack();
      await add(first, "1 makes it look");
      await first.getByText("The server shows less than this browser has already seen").waitFor({
        timeout: 60_000,
      });
      await first.getByRole("row", { name: /after the backup/ }).waitFor();
      await first.locator("#new-transaction").fill("2 too late");
      await first.getByRole("button", { name: "Add", exact: true }).click();
      await first.getByRole("form").or(first.locator("form")).getByRole("alert").first().waitFor();
      await first.getByRole("link", { name: "Export" }).click();
      await first.getByRole("button", { name: "Everything as JSON" }).click();
      await first.getByRole("dialog").getByLabel("Your password").fill(password);
      const download = first.waitForEvent("download");
      await first.getByRole("dialog").getByRole("button", { name: "Go on" }).click();
      const text = (await (await (await download).createReadStream()).toArray()).join("");
      assert.match(text, /after the backup/);
      assert.doesNotMatch(text, /too late/);
    },
  );
});
