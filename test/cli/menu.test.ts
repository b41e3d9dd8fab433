/** The menu, as a person at a terminal meets it. Skipped where there is no pseudo-terminal to be had. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test, type TestContext } from "node:test";
import { agentSocket } from "../../cli/src/node/home-folder.ts";
import { password, TestServer } from "../fixtures/world.ts";
import { cofferDone, runCoffer } from "./coffer-process.ts";
import { keys, pseudoTerminal, Screen, type AtTerminal } from "./pseudo-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "coffer-menu-"));
const home = join(folder, "home");
const server = new TestServer();
const wrap = pseudoTerminal();
const entry = "1  Log in\n2  Create account\n3  Leave\nChoose: ";
const main = "1  Add an expense\n2  See the history\n3  50/30/20 budget for an income\n";
const noTerminal = "neither script of util-linux nor python3 is here";
const leave = "\nGoodbye.\n";

/** Opens the menu, or a command; undefined, and the test skipped, where that cannot be. */
function openMenu(
  t: TestContext,
  argv: readonly string[] = [],
  options: Partial<AtTerminal> = {},
): Screen | undefined {
  if (wrap === undefined) {
    t.skip(noTerminal);
    return undefined;
  }
  const screen = new Screen(wrap, argv, { home, folder, ...options });
  t.after(() => screen.end());
  return screen;
}

suite("menu", () => {
  before(async () => {
    await server.start();
    writeFileSync(join(folder, "password.txt"), `${password}\n`);
  });

  after(async () => {
    if (existsSync(agentSocket(home))) await runCoffer(["lock"], { home, folder });
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test("a wrong choice says so and asks again; then an account is made, used, and left", async (t) => {
    const screen = openMenu(t);
    if (screen === undefined) return;
    await screen.sees(entry);
    for (const wrong of ["9", "0", "", "create", "-1", "1.5"]) {
      screen.press(wrong + keys.enter);
      await screen.sees("Please choose 1 to 3.");
      await screen.sees(entry);
    }
    screen.press(`2${keys.enter}`);
    await screen.answers("Server [http://127.0.0.1:8787]: ", server.url);
    await screen.answers("Name: ", "");
    await screen.answers("Name: ", "anna");
    await screen.answers("Currency [USD]: ", "EUR");
    await screen.answers("Password (12 characters or more): ", password);
    await screen.answers("The same again: ", `${password}!`);
    await screen.sees("The two passwords differ. Nothing was done.");
    await screen.answers(entry, "2");
    await screen.answers("Server [http://127.0.0.1:8787]: ", server.url);
    await screen.answers("Name: ", "anna");
    await screen.answers("Currency [USD]: ", "EUR");
    await screen.answers("Password (12 characters or more): ", password);
    await screen.answers("The same again: ", password);
    await screen.sees("Coffer recovery kit: 1");
    await screen.sees("Account anna is ready.");
    await screen.sees(main);
    await screen.answers("Choose: ", "1");
    await screen.answers("What was it: ", "lunch with Tom");
    await screen.answers("Amount: ", "12.50");
    await screen.sees("-€12.50  lunch with Tom  Restaurants  wants");
    await screen.answers("Choose: ", "2");
    await screen.sees("-€12.50  lunch with Tom");
    await screen.answers("Choose: ", "3");
    await screen.answers("Monthly income: ", "4200");
    await screen.sees("Needs      at most 50 %  €2,100.00");
    await screen.answers("Choose: ", "4");
    await screen.answers("Income of the month (empty: what came in): ", "1000");
    await screen.answers("Keep this review? [y/N]: ", "y");
    await screen.sees("Within recommended budget");
    await screen.sees("Saved.");
    await screen.answers("Choose: ", "5");
    await screen.sees("income €1,000.00");
    await screen.answers("Choose: ", "7");
    await screen.sees("Took back: review.");
    await screen.answers("Choose: ", "10");
    await screen.sees("Please choose 1 to 9.");
    await screen.answers("Choose: ", "9");
    await screen.sees(leave);
    assert.equal(await screen.exitCode(), 0);
    assert.equal(screen.text.includes(password), false, "the password is not shown");
  });

  test("what goes into a file is still asked about on the screen", async (t) => {
    const outputFile = join(folder, "list.txt");
    const screen = openMenu(t, ["list"], { outputFile });
    if (screen === undefined) return;
    await screen.answers("Password: ", password);
    assert.equal(await screen.exitCode(), 0);
    assert.match(readFileSync(outputFile, "utf8"), /^Date .*\n.*lunch with Tom/);
  });

  test("a mistyped password does not cost the link code", async (t) => {
    if (wrap === undefined) return t.skip(noTerminal);
    const asked = ["link", "--password-file", "password.txt", "--json"];
    const { code } = JSON.parse(await cofferDone(asked, { home, folder })) as { code: string };
    const login = ["login", "--server", server.url, "--link", code];
    const screen = openMenu(t, login, { home: join(folder, "phone") });
    if (screen === undefined) return;
    await screen.answers("Password: ", `${password}!`);
    await screen.sees("Name, password or account secret are wrong");
    await screen.answers("Password: ", password);
    await screen.sees("Signed in as anna.");
    assert.equal(await screen.exitCode(), 0);
  });

  test("the next day: log in, a refused command, an import that asks, undo", async (t) => {
    const screen = openMenu(t);
    if (screen === undefined) return;
    writeFileSync(join(folder, "bank.csv"), "Date,Description,Amount\n2025-11-03,Bakery,-2.50\n");
    await screen.answers(entry, "1");
    await screen.answers("Password: ", "not the password");
    await screen.sees("That is not the password.");
    await screen.answers(entry, "1");
    await screen.answers("Password: ", password);
    await screen.sees(main);
    await screen.answers("Choose: ", "1");
    await screen.answers("What was it: ", "nonsense");
    await screen.answers("Amount: ", "much");
    await screen.sees("much: not an amount");
    await screen.answers("Choose: ", "6");
    await screen.answers("File: ", "bank.csv");
    await screen.answers("Import 1 new rows? [y/N] ", "n");
    await screen.sees("Nothing was imported.");
    await screen.answers("Choose: ", "6");
    await screen.answers("File: ", "bank.csv");
    await screen.answers("Import 1 new rows? [y/N] ", "y");
    await screen.sees("Imported 1.");
    await screen.answers("Choose: ", "7");
    await screen.sees("Took back: import.");
    await screen.answers("Choose: ", "8");
    await screen.answers("What was it: ", "Salary");
    await screen.answers("Amount: ", "2600");
    await screen.sees("€2,600.00  Salary");
    await screen.sees("Choose: ");
    screen.press(keys.ctrlD);
    await screen.sees(leave);
    assert.equal(await screen.exitCode(), 0);
    assert.equal(screen.text.includes(password), false, "the password is not shown");
  });

  for (const [key, name] of [
    [keys.ctrlC, "Ctrl-C"],
    [keys.ctrlD, "the end of input"],
  ] as const) {
    test(`${name} leaves the menu cleanly, also in the middle of a question`, async (t) => {
      for (const [choice, question] of [
        ["", entry],
        [`2${keys.enter}`, "Server [http://127.0.0.1:8787]: "],
        [`1${keys.enter}`, "Password: "],
      ] as const) {
        const screen = openMenu(t);
        if (screen === undefined) return;
        if (choice !== "") {
          await screen.sees(entry);
          screen.press(choice);
        }
        await screen.sees(question);
        screen.press(key);
        await screen.sees(leave);
        assert.equal(await screen.exitCode(), 0, question);
      }
    });
  }

  test("while the account is unlocked the menu asks for no password, and keeps nobody waiting", async (t) => {
    const options = { home, folder };
    await cofferDone(["unlock", "--for", "60s", "--password-file", "password.txt"], options);
    const screen = openMenu(t);
    if (screen === undefined) return;
    await screen.sees(main);
    await screen.answers("Choose: ", "1");
    await screen.sees("What was it: ");
    assert.match(await cofferDone(["add", "1", "from another terminal"], options), /Added/);
    screen.press(`from the menu${keys.enter}`);
    await screen.answers("Amount: ", "2");
    await screen.sees("-€2.00  from the menu");
    await screen.answers("Choose: ", "2");
    await screen.sees("from another terminal");
    await screen.answers("Choose: ", "9");
    await screen.sees(leave);
    assert.equal(await screen.exitCode(), 0);
    await cofferDone(["lock"], options);
  });

  test("a command asks for the password without showing it", async (t) => {
    const screen = openMenu(t, ["list", "--limit", "1"]);
    if (screen === undefined) return;
    await screen.answers("Password: ", password);
    await screen.sees("Date ");
    assert.equal(await screen.exitCode(), 0);
    assert.equal(screen.text.includes(password), false, "the password is not shown");
  });
});
