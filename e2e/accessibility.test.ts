/**
 * The gate of accessibility (WCAG 2.2 AA): on every screen, in every look, axe-core finds nothing, one heading says
 * where one is, the focus is seen, and nothing is wider than the window; at 320 px, and with text twice as large.
 *
 * axe-core is handed to the page by the browser's own tools, so that the page's policies stay as they are.
 */
import assert from "node:assert/strict";
import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { add, signUp } from "./person.ts";
import { screens, show } from "./screens.ts";
import { journeys, password } from "./world.ts";

const desktop = { width: 1_280, height: 800 };
/** As high as any screen, so that the bar at the bottom is over nothing that can be scrolled from under it. */
const phone = { width: 320, height: 5_000 };

interface Look {
  readonly name: string;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly media: Parameters<Page["emulateMedia"]>[0];
}

const looks: readonly Look[] = [
  { name: "light", viewport: desktop, media: { colorScheme: "light" } },
  { name: "dark", viewport: desktop, media: { colorScheme: "dark" } },
  { name: "320 px wide", viewport: phone, media: { colorScheme: "light" } },
  {
    name: "more contrast, dark",
    viewport: phone,
    media: { colorScheme: "dark", contrast: "more" },
  },
  { name: "forced colours", viewport: desktop, media: { forcedColors: "active" } },
];
const plain = { colorScheme: "light", contrast: null, forcedColors: null } as const;

/** What has to hold: the standard to AA, and what axe-core knows to be good beside it. */
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

journeys("accessibility", (world, journey) => {
  let page: Page;

  const wear = async ({ viewport, media }: Look): Promise<void> => {
    await page.emulateMedia({ ...plain, ...media });
    await page.setViewportSize(viewport);
  };

  journey(
    "the pages before there is an account, and the one that asks for the password",
    async () => {
      page = await world.visitor();
      for (const path of ["/log-in", "/recover", "/sign-up", "/"]) {
        await page.goto(world.server.url + path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        for (const look of looks) {
          await wear(look);
          await check(page, `${path}, ${look.name}`);
        }
      }
      await signUp(page, "cleo", "4200", async () => {
        for (const look of looks) {
          await wear(look);
          await check(page, `the kit, ${look.name}`);
        }
      });
      await page.getByRole("button", { name: "Lock" }).click();
      await page.getByRole("heading", { name: "Welcome back, cleo" }).waitFor();
      await check(page, "unlock");
      await page.getByLabel("Password", { exact: true }).fill(password);
      await page.getByRole("button", { name: "Unlock" }).click();
      await page.getByRole("navigation", { name: "Screens" }).waitFor();
    },
  );

  journey("a household with something of everything", async () => {
    const long = "1400 a thing with a very long name that nobody knows";
    for (const line of ["1150 rent", long, "30 dinner", "+4200 salary"]) await add(page, line);
  });

  journey(
    "the gate sees what is wrong: no name, too little contrast, too small, too wide",
    async () => {
      await wear({ name: "light", viewport: desktop, media: {} });
      await page.evaluate(() => {
        const planted = document.createElement("div");
        planted.id = "planted";
        planted.style.width = "3000px";
        for (const name of ["some words", "", "x", "y"]) {
          const button = document.createElement("button");
          button.style.cssText =
            "width:10px;height:10px;padding:0;border:0;color:#888;background:#999";
          button.textContent = name;
          planted.append(button);
        }
        document.querySelector("main")?.append(planted);
      });
      const found = (await violations(page)).map((line) => line.split(":")[0]);
      for (const rule of ["button-name", "color-contrast", "target-size"])
        assert.ok(found.includes(rule), `${rule}: ${found.join()}`);
      assert.notDeepEqual(await tooWide(page), []);
      await page.evaluate(() => document.querySelector("#planted")?.remove());
      assert.deepEqual(await violations(page), []);
    },
  );

  for (const look of looks) {
    journey(`every screen, ${look.name}`, async () => {
      await wear(look);
      for (const screen of screens) {
        await show(page, screen);
        await check(page, `${screen.name}, ${look.name}`);
      }
    });
  }

  journey(
    "every screen with its text twice as large: nothing has to be scrolled sideways",
    async () => {
      await wear({ name: "large", viewport: desktop, media: {} });
      const devtools = await page.context().newCDPSession(page);
      await devtools.send("Page.setFontSizes", { fontSizes: { standard: 32 } });
      for (const screen of screens) {
        await show(page, screen);
        assert.deepEqual(await tooWide(page), [], screen.name);
      }
      const size = await page.evaluate(() => getComputedStyle(document.body).fontSize);
      assert.equal(size, "32px");
      await devtools.send("Page.setFontSizes", { fontSizes: { standard: 16 } });
      await devtools.detach();
    },
  );
});

async function check(page: Page, where: string): Promise<void> {
  assert.deepEqual(await violations(page), [], where);
  assert.deepEqual(await tooWide(page), [], where);
  const facts = await page.evaluate(() => ({
    headings: document.querySelectorAll("h1").length,
    mains: document.querySelectorAll("main").length,
    lang: document.documentElement.lang,
  }));
  assert.deepEqual(facts, { headings: 1, mains: 1, lang: "en" }, where);
  assert.match(await page.title(), /^.+ · Coffer$/, where);
  assert.equal(await focusOutline(page), "solid", `${where}: the focus is seen`);
}

/** What axe-core finds, each with the elements that it is about. */
async function violations(page: Page): Promise<readonly string[]> {
  const isThere = await page.evaluate(() => "axe" in globalThis);
  if (!isThere) await page.evaluate(axe.source);
  const found = await page.evaluate(
    async (options) => {
      const { axe: own } = globalThis as unknown as {
        readonly axe: { run(root: Document, options: object): Promise<AxeResults> };
      };
      const { violations: all } = await own.run(document, options);
      return all.flatMap(({ id, nodes }) =>
        nodes.map(({ html, any }) => `${id}: ${html} ${any.map(({ message }) => message).join()}`),
      );
    },
    { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] },
  );
  return found;
}

/** What sticks out of the window, if the page can be scrolled sideways. */
async function tooWide(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => element.outerHTML.slice(0, 120))
      .slice(-3);
  });
}

/** The outline of what the next Tab comes to. */
async function focusOutline(page: Page): Promise<string> {
  let outline = "";
  // From the last element the first Tab goes out of the page, and the next one comes back in.
  for (let tabs = 0; tabs < 2 && outline === ""; tabs += 1) {
    await page.keyboard.press("Tab");
    outline = await page.evaluate(() => {
      const { activeElement } = document;
      const isNone = activeElement === null || activeElement === document.body;
      return isNone ? "" : getComputedStyle(activeElement).outlineStyle;
    });
  }
  return outline;
}
