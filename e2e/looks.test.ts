/**
 * What holds for every screen, in light, in dark, and 320 px wide: one heading, a name for everything that can be
 * used, ids that are there once, nothing wider than the window, the keyboard's way in; and colours that can be read.
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { add, goTo, signUp } from "./person.ts";
import { journeys } from "./world.ts";

/** Text on what is behind it: 4.5 to 1 (WCAG 1.4.3). */
const textPairs = [
  ["ink", "ground"],
  ["ink", "surface"],
  ["ink", "sunken"],
  ["ink", "warn-soft"],
  ["ink", "bad-soft"],
  ["ink-soft", "ground"],
  ["ink-soft", "surface"],
  ["ink-soft", "sunken"],
  ["accent", "ground"],
  ["accent", "surface"],
  ["accent", "accent-soft"],
  ["accent", "warn-soft"],
  ["accent", "bad-soft"],
  ["on-accent", "accent"],
  ["good", "surface"],
  ["bad", "surface"],
  ["warn", "surface"],
  ["ground", "ink"],
] as const;
/** Edges of fields, and what a bar says: 3 to 1 (WCAG 1.4.11). */
const shapePairs = [
  ["edge", "surface"],
  ["edge", "ground"],
  ["needs", "sunken"],
  ["wants", "sunken"],
  ["savings", "sunken"],
  ["other", "sunken"],
  ["bad", "sunken"],
] as const;

const looks = {
  light: { colorScheme: "light", viewport: { width: 1_280, height: 800 } },
  dark: { colorScheme: "dark", viewport: { width: 1_280, height: 800 } },
  narrow: { colorScheme: "light", viewport: { width: 320, height: 640 } },
} as const;

journeys("looks", (world, journey) => {
  let page: Page;

  const wear = async (name: keyof typeof looks): Promise<void> => {
    const { colorScheme, viewport } = looks[name];
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
  };
  const names = ["light", "dark", "narrow"] as const;

  journey("the pages before there is an account", async () => {
    page = await world.visitor();
    for (const path of ["/log-in", "/recover", "/sign-up", "/"]) {
      await page.goto(world.server.url + path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      for (const name of names) {
        await wear(name);
        await checkScreen(page, `${name} ${path}`);
      }
    }
  });

  journey("every screen of the app", async () => {
    await signUp(page, "cleo");
    const long = "1400 a thing with a very long name that nobody knows";
    for (const line of ["1150 rent", long, "30 dinner"]) await add(page, line);
    for (const screen of [
      "Home",
      "Transactions",
      "Budget",
      "Reports",
      "Accounts",
      "Import",
      "Settings",
    ]) {
      await wear("light");
      await goTo(page, screen);
      await page.getByRole("status").filter({ hasText: "Loading" }).waitFor({ state: "detached" });
      for (const name of names) {
        await wear(name);
        await checkScreen(page, `${name} ${screen}`);
      }
    }
  });

  for (const name of ["light", "dark"] as const) {
    journey(`${name}: the colours can be read`, async () => {
      await wear(name);
      for (const [pairs, least] of [
        [textPairs, 4.5],
        [shapePairs, 3],
      ] as const) {
        for (const [front, back] of pairs) {
          const ratio = contrast(await colourOf(page, front), await colourOf(page, back));
          assert.ok(ratio >= least, `${front} on ${back}: ${ratio.toFixed(2)}`);
        }
      }
    });
  }
});

async function checkScreen(page: Page, where: string): Promise<void> {
  const found = await page.evaluate(() => {
    const visible = [
      ...document.querySelectorAll<HTMLElement>("a, button, input, select, textarea"),
    ].filter((element) => element.checkVisibility());
    const nameOf = (element: HTMLElement): string => {
      const labels =
        "labels" in element ? [...((element.labels as NodeListOf<Element>) ?? [])] : [];
      const own = element.getAttribute("aria-label") ?? "";
      const text = element.matches("a, button") ? (element.textContent ?? "") : "";
      return [own, text, ...labels.map((label) => label.textContent ?? "")].join("").trim();
    };
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    return {
      headings: document.querySelectorAll("h1").length,
      title: document.title,
      lang: document.documentElement.lang,
      nameless: visible
        .filter((element) => nameOf(element) === "")
        .map(({ outerHTML }) => outerHTML),
      repeatedIds: ids.filter((id, index) => ids.indexOf(id) !== index),
      tooWide: document.documentElement.scrollWidth - innerWidth,
      mains: document.querySelectorAll("main").length,
    };
  });
  const { title, ...facts } = found;
  assert.match(title, /^.+ · Coffer$/, where);
  assert.deepEqual(
    facts,
    {
      headings: 1,
      lang: "en",
      nameless: [],
      repeatedIds: [],
      tooWide: Math.min(0, facts.tooWide),
      mains: 1,
    },
    where,
  );
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
  assert.equal(outline, "solid", `${where}: the focus is seen`);
}

/** The colour of a token, as red, green and blue from 0 to 255. */
async function colourOf(page: Page, token: string): Promise<readonly number[]> {
  const text = await page.evaluate((name) => {
    const probe = document.createElement("span");
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }, token);
  const parts = text.match(/\d+/g)?.slice(0, 3).map(Number) ?? [];
  assert.equal(parts.length, 3, `${token} is ${text}`);
  return parts;
}

/** The contrast of two colours (WCAG 2.2, relative luminance). */
function contrast(one: readonly number[], other: readonly number[]): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((left, right) => right - left);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
