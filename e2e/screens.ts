/**
 * Every screen of the app, in one list: the accessibility gate visits each, and so do the screenshots. A new screen is
 * one line.
 */
import type { Page } from "playwright-core";
import { dropFiles } from "./person.ts";

export interface Screen {
  /** Of its picture, too. */
  readonly name: string;
  readonly path: string;
  /** What more it takes to see it. */
  readonly open?: (page: Page) => Promise<void>;
}

const click =
  (role: "button" | "link", name: string | RegExp) =>
  async (page: Page): Promise<void> => {
    await page.getByRole(role, { name }).first().click();
  };

export const screens: readonly Screen[] = [
  { name: "home", path: "/" },
  { name: "transactions", path: "/transactions" },
  { name: "budget", path: "/budget" },
  { name: "what-if", path: "/budget", open: click("button", "What if") },
  { name: "close-period", path: "/budget", open: click("button", "Close period…") },
  { name: "reports", path: "/reports" },
  ...["spending", "months", "worth", "flow", "shares", "days"].map((report) => ({
    name: `report-${report}`,
    path: `/reports?show=${report}`,
  })),
  { name: "accounts", path: "/accounts" },
  { name: "reconcile", path: "/accounts", open: click("link", /^Reconcile .+ with a statement/) },
  {
    name: "difference",
    path: "/accounts",
    open: async (page) => {
      await click("link", /^Reconcile .+ with a statement/)(page);
      await page.getByLabel("Its balance").fill("12");
      await page.getByRole("heading", { name: "What may explain it" }).waitFor();
    },
  },
  { name: "account", path: "/accounts", open: click("button", /^Change Current/) },
  { name: "review", path: "/review" },
  { name: "import", path: "/import" },
  {
    name: "verdicts",
    path: "/import",
    open: async (page) => {
      const text =
        "Date,Text,Amount,Balance\n13/11/2026,Market,-5.00,20.00\n14/11/2026,Bakery,-3.00,17.00\n";
      await dropFiles(page, [["november.csv", text]]);
      await page.getByText("How its columns were understood").click();
    },
  },
  { name: "settings", path: "/settings" },
  { name: "categories", path: "/settings/categories" },
  { name: "category", path: "/settings/categories", open: click("button", /^Change Rent/) },
  { name: "new-category", path: "/settings/categories", open: click("button", "Add a category") },
  { name: "rules", path: "/settings/rules" },
  { name: "new-rule", path: "/settings/rules", open: click("button", "Add a rule") },
  { name: "appearance", path: "/settings/appearance" },
  {
    name: "devices",
    path: "/settings/devices",
    open: async (page) => {
      await click("button", "Make a code")(page);
      await page.getByRole("img", { name: "QR code to log in with" }).waitFor();
    },
  },
  { name: "security", path: "/settings/security" },
  { name: "password", path: "/settings/security", open: click("button", "Change the password") },
  { name: "data", path: "/settings/data" },
  { name: "palette", path: "/", open: (page) => page.keyboard.press("Control+k") },
  { name: "shortcuts", path: "/", open: (page) => page.keyboard.press("?") },
  { name: "nowhere", path: "/nowhere" },
];

/** Shows a screen of an open account. Going to its address anew would lock it. */
export async function show(page: Page, { path, open }: Screen): Promise<void> {
  await page.keyboard.press("Escape");
  await page.evaluate((to) => {
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await settle(page);
  if (open !== undefined) {
    await open(page);
    await settle(page);
  }
}

/** Waits until nothing is loading any more. */
export async function settle(page: Page): Promise<void> {
  await page
    .getByRole("status")
    .filter({ hasText: /^Loading/ })
    .waitFor({ state: "detached" });
}
