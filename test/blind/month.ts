/**
 * A month of a person's use, by the real terminal client: everything that takes a text, a number or a secret is
 * used at least once, on two devices, with the password mistyped and changed, kits made and used, a device revoked.
 *
 * Where the terminal has no way in for a field that the book has (notes, the household's name), the second device
 * writes it through the engine that the terminal itself uses.
 */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unlock } from "../../client/src/index.ts";
import { nodeEnvironment } from "../../cli/src/node/node-environment.ts";
import { parseDay, parseId, SETTINGS_ID, type Change, type Id } from "../../ledger/src/index.ts";
import { defaultRule } from "../../ledger/src/budget/rule.ts";
import { changeSet, commitTo, newId, syncOf } from "../fixtures/world.ts";
import { cofferDone, runCoffer, type Outcome } from "../cli/coffer-process.ts";
import { csvFile, ofxFile, prototypeFile } from "./bank-files.ts";
import { asTyped, days, foreignText, loginName, sums, texts } from "./typed.ts";

/** Gives a process the name of a computer that its environment says: there is one name for all tests otherwise. */
const hostNameModule = `import os from "node:os";
import { syncBuiltinESMExports } from "node:module";
os.hostname = () => process.env.TEST_HOST_NAME;
syncBuiltinESMExports();
`;

/** A person, two devices, and what lies in the person's own folder. */
export class Person {
  /** Files that the person has: passwords, kits, bank files. Not searched: they are to be there. */
  readonly folder: string;
  /** What a device keeps: homes, home folder, temporary files. Searched. */
  readonly devices: string;
  readonly #serverUrl: string;

  constructor(base: string, serverUrl: string) {
    this.folder = join(base, "person");
    this.devices = join(base, "devices");
    this.#serverUrl = serverUrl;
    for (const path of [this.folder, ...["tmp", "user"].map((name) => join(this.devices, name))]) {
      mkdirSync(path, { recursive: true });
    }
    this.#write("host-name.mjs", hostNameModule);
    for (const name of [
      "password",
      "mistyped password",
      "new password",
      "password after recovery",
    ] as const) {
      this.#write(name, `${texts[name]}\n`);
    }
    for (const { name, text } of [csvFile, ofxFile, prototypeFile]) this.#write(name, text);
  }

  /** The COFFER_HOME of a device. */
  homeOf(device: string): string {
    return join(this.devices, device);
  }

  /** Runs a command on a device, and demands that it goes well. */
  coffer(device: string, ...argv: readonly string[]): Promise<string> {
    return cofferDone(argv, this.#processOf(device));
  }

  /** Runs a command that is to fail. */
  async cofferFails(device: string, ...argv: readonly string[]): Promise<Outcome> {
    const outcome = await runCoffer(argv, this.#processOf(device));
    assert.notEqual(outcome.exitCode, 0, `coffer ${argv.join(" ")}: ${outcome.stdout}`);
    return outcome;
  }

  /** Creates the account and uses it for some days, on one device. */
  async beginMonth(): Promise<void> {
    const on = (...argv: readonly string[]): Promise<string> => this.coffer("first", ...argv);
    const server = ["--server", this.#serverUrl, "--name", loginName];
    const currency = ["--currency", "EUR"];
    await on("signup", ...server, ...currency, "--kit", "kit1", "--password-file", "password");
    await this.cofferFails("first", "list", "--password-file", "mistyped password");
    await on("unlock", "--for", "10m", "--password-file", "password");
    const opening = ["--opening", asTyped(sums["opening balance"])];
    await on("accounts", "add", texts["account name"], ...opening);
    await on("accounts", "rename", texts["account name"], texts["renamed account"]);
    await on("accounts", "add", texts["savings account"], "--role", "savings");
    await on("categories", "add", texts["category name"]);
    await on("categories", "rename", texts["category name"], texts["renamed category"]);
    const where = ["--category", texts["renamed category"], "--account", texts["renamed account"]];
    const when = ["--date", days.typed];
    const what = [asTyped(sums.expense), texts["transaction text"]];
    const added = await on("add", ...what, ...where, ...when, "--json");
    const { id } = JSON.parse(added) as { readonly id: string };
    await on("edit", id, "--text", texts["edited text"], "--date", days.edited);
    await on("edit", id, "--amount", asTyped(sums["edited amount"]));
    await on("add", asTyped(sums.income), foreignText, "--income", ...when);
    const deleted = await on("add", "1", texts["deleted transaction's text"], "--json");
    await on("delete", (JSON.parse(deleted) as { readonly id: string }).id);
    await on("undo");
    await on("redo");
    const between = ["--from", texts["renamed account"], "--to", texts["savings account"]];
    const moved = [asTyped(sums.transfer), "--text", texts["transfer text"]];
    await on("transfer", ...moved, ...between, ...when);
    await on("sync");
  }

  /** Bank files, the plan, a review. */
  async doTheBooks(): Promise<void> {
    const on = (...argv: readonly string[]): Promise<string> => this.coffer("first", ...argv);
    await on("import", csvFile.name, "--account", texts["renamed account"]);
    await on("import", ofxFile.name);
    await on("import", prototypeFile.name);
    const [income, floor] = [asTyped(sums["planned income"]), asTyped(sums["least income"])];
    await on("plan", "--income", income, "--floor", floor, "--income-mode", "planned");
    const earned = ["--income", asTyped(sums["review income"])];
    const spent = ["needs", "wants", "savings"] as const;
    const facts = spent.flatMap((name) => [`--${name}`, asTyped(sums[`review ${name}`])]);
    await on("review", "--save", "--period", days.typed, ...earned, ...facts);
    for (const view of ["list", "reviews", "accounts", "imports", "history"]) await on(view);
    await on("review", "--period", days.typed);
    await on("why", "--period", days.typed);
    await on("check");
    await on("sync");
  }

  /** A second device, by link code; it writes what only the engine can write. Returns the code. */
  async useSecondDevice(): Promise<string> {
    const { code } = JSON.parse(await this.coffer("first", "link", "--json")) as {
      readonly code: string;
    };
    const link = ["--server", this.#serverUrl, "--link", code];
    await this.cofferFails("second", "login", ...link.with(3, `${code.slice(0, -1)}0`));
    await this.coffer("second", "login", ...link, "--password-file", "password");
    await this.#writeThroughEngine();
    await this.coffer("first", "sync");
    const listed = await this.coffer("first", "list", "--json", "--limit", "100");
    assert.ok(listed.includes(texts["text written while offline"]), "the first device got it");
    return code;
  }

  /** The password, the kit and the account secret change; the second device is revoked; a kit is used. */
  async changeSecrets(): Promise<void> {
    const on = (...argv: readonly string[]): Promise<string> => this.coffer("first", ...argv);
    await on("password", "--password-file", "password", "--new-password-file", "new password");
    const withNew = ["--password-file", "new password"];
    await on("kit", "--kit", "kit2", ...withNew);
    const devices = JSON.parse(await on("devices", "--json")) as readonly {
      readonly id: string;
      readonly name: string;
    }[];
    assert.deepEqual(
      devices.map(({ name }) => name).toSorted(),
      [texts["device name"], texts["second device's name"]].toSorted(),
    );
    const second = devices.find(({ name }) => name === texts["second device's name"]);
    await on("devices", "revoke", second?.id ?? "", "--kit", "kit3", ...withNew);
    await on("add", "3", texts["text after the revocation"], ...withNew);
    await on("sync", ...withNew);
    const wrong = ["--server", this.#serverUrl, "--name", loginName, "--secret-file", "kit3"];
    await this.cofferFails("third", "login", ...wrong, "--password-file", "mistyped password");
    const recovery = ["--server", this.#serverUrl, "--kit", "kit3", "--new-kit", "kit4"];
    await this.coffer(
      "third",
      "recover",
      ...recovery,
      "--password-file",
      "password after recovery",
    );
    await this.coffer("third", "check", "--password-file", "password after recovery");
  }

  /** The texts of every kit that was made. */
  get kits(): readonly string[] {
    return ["kit1", "kit2", "kit3", "kit4"].map((name) => this.read(name));
  }

  /** A file of the person's. */
  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  #write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  #processOf(device: string) {
    const hostName = device === "first" ? texts["device name"] : texts["second device's name"];
    const env = {
      HOME: join(this.devices, "user"),
      TMPDIR: join(this.devices, "tmp"),
      NODE_OPTIONS: `--import=${join(this.folder, "host-name.mjs")}`,
      TEST_HOST_NAME: hostName,
    };
    return { home: this.homeOf(device), folder: this.folder, env };
  }

  async #writeThroughEngine(): Promise<void> {
    const environment = await nodeEnvironment(join(this.homeOf("second"), "account"));
    const opened = await unlock(environment, texts.password);
    assert.ok(opened.ok);
    const engine = opened.value;
    const [account] = engine.book.tables.account.records;
    await commitTo(engine, changeSet(changesOfEngine(account?.id ?? null)));
    await syncOf(engine);
    await engine.close();
  }
}

/** A change of every field that takes a text and that the terminal does not set. */
function changesOfEngine(account: Id | null): readonly Change[] {
  const [needs, ...others] = defaultRule.buckets;
  assert.ok(needs !== undefined);
  const rule = { buckets: [{ ...needs, name: texts["bucket name"] }, ...others] };
  const day = parseDay(days.typed);
  assert.ok(day !== undefined);
  const minor = -sums.split;
  const split = { minor, category: null, bucket: null, note: texts["split's note"] };
  const rest = { minor: -1n, category: null, bucket: null, note: "" };
  const id = parseId(newId());
  assert.ok(id !== undefined);
  const fields = {
    day,
    account,
    kind: "expense",
    minor: minor - 1n,
    text: texts["text written while offline"],
    note: texts.note,
    splits: [split, rest],
  } as const;
  return [
    { table: "settings", id: SETTINGS_ID, fields: { name: texts["household's name"], rule } },
    { table: "transaction", id, fields },
  ];
}
