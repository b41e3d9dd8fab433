/**
 * Without a network: the page opens, unlocks, reads and writes, and what was written is sent later. As an app: it can
 * be installed, has a shortcut, and becomes another version only when the person agrees.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { sealPage } from "../web/build/offline-page.ts";
import { add, goTo, logInByCode, makeLinkCode, signUp, unlock } from "./person.ts";
import { scanStorage } from "./storage-scan.ts";
import { journeys, password, type World } from "./world.ts";

journeys("offline", (world, journey) => {
  let page: Page;
  let second: Page;

  journey("the browser itself finds nothing that keeps the page from being installed", async () => {
    page = await world.visitor();
    await isKept(page);
    const devtools = await page.context().newCDPSession(page);
    const { errors, data = "" } = await devtools.send("Page.getAppManifest");
    assert.deepEqual(errors, []);
    assert.match(data, /"Add expense"/);
    const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
    // A context of the test is a private window, which installs nothing.
    assert.deepEqual(
      installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito"),
      [],
    );
    await devtools.detach();
  });

  journey(
    "a reload without a network opens the page; every screen, reading and adding",
    async () => {
      await signUp(page, "olga");
      await add(page, "20 MARKERONLINE");
      second = await world.visitor({}, "/log-in");
      await logInByCode(second, await makeLinkCode(page), password);
      await second.getByText("MARKERONLINE").waitFor();
      await isKept(second);
      await goOffline(world, page, second);
      await page.reload();
      await unlock(page);
      for (const screen of ["Budget", "Accounts", "Import", "Settings", "Home", "Transactions"]) {
        await goTo(page, screen);
      }
      await add(page, "12.50 MARKEROFFLINE");
      await page.getByText("Offline · 1 waiting").waitFor();
      await page.reload();
      await unlock(page);
      await page.getByRole("row", { name: /MARKEROFFLINE/ }).waitFor();
      await page.getByRole("row", { name: /MARKERONLINE/ }).waitFor();
    },
  );

  journey("both write without a network; with it, each shows what the other wrote", async () => {
    await add(second, "7 written by the second");
    await second.getByText("Offline · 1 waiting").waitFor();
    await goOnline(world, page, second);
    for (const each of [page, second]) {
      await each.getByText("Saved", { exact: true }).waitFor({ timeout: 60_000 });
    }
    await page.getByRole("row", { name: /written by the second/ }).waitFor();
    await second.getByText("MARKEROFFLINE", { exact: true }).waitFor();
  });

  journey(
    "the shortcut “Add expense” leads to the line, through the lock, without a network",
    async () => {
      await goOffline(world, page);
      await page.goto(`${world.server.url}/transactions?new`);
      await unlock(page);
      await page.locator("#new-transaction:focus").waitFor();
      assert.equal(new URL(page.url()).search, "");
      await page.keyboard.type("4 from the shortcut");
      await page.keyboard.press("Enter");
      await page.getByRole("row", { name: /from the shortcut/ }).waitFor();
      await goOnline(world, page);
      await page.getByText("Saved", { exact: true }).waitFor({ timeout: 60_000 });
    },
  );

  journey(
    "A12: the caches hold the page's files and nothing else, no storage what was typed",
    async () => {
      const cached = await page.evaluate(async () => {
        const names = (await caches.keys()).toSorted();
        const requests = await Promise.all(
          names.map(async (name) => (await caches.open(name)).keys()),
        );
        return requests.map((each) => each.map(({ url }) => new URL(url).pathname).toSorted());
      });
      const list =
        readFileSync(join(world.pageFolder, "service-worker.js"), "utf8").split("\n")[0] ?? "";
      const paths = [...list.matchAll(/"(\/[^"]*)":"sha256-/g)].map(([, path = ""]) => path);
      assert.ok(paths.length > 20);
      assert.deepEqual(cached, [
        ["/served-version"],
        paths.toSorted((one, other) => (one < other ? -1 : 1)),
      ]);
      const found = await scanStorage(page, {
        here: ["olga", "/served-version"],
        absent: ["MARKERONLINE", "MARKEROFFLINE", "from the shortcut", password],
      });
      assert.deepEqual(found, { present: [], missing: [] });
    },
  );

  journey(
    "A33: the same sources make the same page, byte for byte, in another folder",
    async () => {
      const root = join(import.meta.dirname, "..");
      const again = join(world.folder, "built-again");
      const vite = join(root, "node_modules/vite/bin/vite.js");
      execFileSync(process.execPath, [vite, "build", "--outDir", again, "--logLevel", "error"], {
        cwd: join(root, "web"),
        stdio: "pipe",
      });
      const listOf = (folder: string): string =>
        readFileSync(join(folder, "service-worker.js"), "utf8");
      assert.equal(listOf(again), listOf(world.pageFolder));
    },
  );

  journey("A33: a version whose files are not those of its list is not taken over", async () => {
    const icon = join(world.pageFolder, "icon.svg");
    const drawing = readFileSync(icon, "utf8");
    publish(world, (html) => html.replace("<title>", "<title>MARKERSPOILED "));
    writeFileSync(icon, `${drawing}<!-- -->`);
    await restartServer(world);
    assert.equal(await updateOf(page), "redundant");
    await page.reload();
    assert.equal(await page.getByText("Another version of Coffer is ready").count(), 0);
    assert.doesNotMatch(await pageSource(page), /MARKERSPOILED/);
    writeFileSync(icon, drawing);
  });

  journey("A33: another version is served when the person agrees, and not before", async () => {
    publish(world, (html) => html.replace("<title>", "<title>MARKERUPDATE "));
    await restartServer(world);
    const other = await page.context().newPage();
    await other.goto(world.server.url);
    await unlock(page);
    // The browser may have found it by itself when the other tab was opened.
    await page.evaluate(async () => {
      await (await navigator.serviceWorker.ready).update();
    });
    await page.getByText("Another version of Coffer is ready").waitFor();
    await page.getByRole("button", { name: "Later" }).click();
    await page.reload();
    await page.getByText("Another version of Coffer is ready").waitFor();
    assert.doesNotMatch(await pageSource(page), /MARKERUPDATE/);
    await unlock(page);
    await page.getByRole("row", { name: /MARKERONLINE/ }).waitFor();
    const reloaded = page.waitForEvent("load");
    await other.getByRole("button", { name: "Update now" }).click();
    await reloaded;
    assert.match(await pageSource(page), /MARKERUPDATE/);
    await other.close();
    await goOffline(world, page);
    await page.reload();
    assert.match(await pageSource(page), /MARKERUPDATE/);
    await unlock(page);
    await page.getByRole("row", { name: /MARKERONLINE/ }).waitFor();
    assert.equal(await page.getByText("Another version of Coffer is ready").count(), 0);
  });
});

/** Waits until the page is kept for use without a network. */
async function isKept(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** The network is gone: for the browsers, and at the other end of it. */
async function goOffline(world: World, ...pages: readonly Page[]): Promise<void> {
  for (const page of pages) await page.context().setOffline(true);
  await world.server.stop();
}

async function goOnline(world: World, ...pages: readonly Page[]): Promise<void> {
  await world.server.start();
  for (const page of pages) await page.context().setOffline(false);
}

async function restartServer({ server }: World): Promise<void> {
  await server.stop();
  await server.start();
}

/** Makes another version of the page, as a build does. */
function publish({ pageFolder }: World, change: (html: string) => string): void {
  const path = join(pageFolder, "index.html");
  writeFileSync(path, change(readFileSync(path, "utf8")));
  sealPage(pageFolder);
}

/** Has the browser look for another service worker, and says what became of the one that it found. */
function updateOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const found = new Promise<ServiceWorker | null>((resolve) => {
      registration.addEventListener("updatefound", () => resolve(registration.installing));
    });
    await registration.update();
    const worker = await found;
    return new Promise<string>((resolve) => {
      worker?.addEventListener("statechange", () => {
        if (worker.state === "redundant" || worker.state === "activated") resolve(worker.state);
      });
    });
  });
}

/** The page's text as it was served here. */
function pageSource(page: Page): Promise<string> {
  return page.evaluate(async () => (await fetch("/")).text());
}
