/** coffer import --watch: files are imported once they are complete, once only, and stay where they are. */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, suite, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { password, TestServer } from "../fixtures/world.ts";
import { cofferDone, cofferEnvironment, starter } from "./coffer-process.ts";

const folder = mkdtempSync(join(tmpdir(), "coffer-watch-"));
const home = join(folder, "home");
const inbox = join(folder, "inbox");
const withPassword = ["--password-file", "password.txt"];
const server = new TestServer();
let watching: Watching | undefined;

/** A `coffer import --watch` that runs. */
class Watching {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  out = "";
  err = "";

  constructor(...flags: readonly string[]) {
    const argv = [starter, "import", "--watch", "inbox", ...flags];
    this.#child = spawn(process.execPath, argv, {
      cwd: folder,
      env: cofferEnvironment({ home, folder }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child.stdout?.on("data", (chunk: Buffer) => {
      this.out += chunk.toString("utf8");
    });
    this.#child.stderr?.on("data", (chunk: Buffer) => {
      this.err += chunk.toString("utf8");
    });
    this.#ended = new Promise((resolve) => {
      this.#child.on("exit", resolve);
    });
  }

  /** Waits until something was said; the test fails if it takes longer than anything does. */
  async until(wanted: RegExp): Promise<void> {
    for (let waitedMs = 0; !wanted.test(this.out + this.err); waitedMs += 50) {
      assert.ok(waitedMs < 60_000, `${wanted} was not said, but: ${this.out}${this.err}`);
      await delay(50);
    }
  }

  /** Presses Ctrl-C; returns the exit code. */
  end(): Promise<number | null> {
    this.#child.kill("SIGINT");
    return this.#ended;
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }
}

function coffer(...argv: readonly string[]): Promise<string> {
  return cofferDone(argv, { home, folder });
}

async function texts(): Promise<readonly string[]> {
  const rows = JSON.parse(await coffer("list", "--json", ...withPassword)) as { text: string }[];
  return rows.map(({ text }) => text).toSorted();
}

const HEADER = "Date,Text,Amount\n";

function drop(name: string, rows: string): void {
  writeFileSync(join(inbox, name), HEADER + rows);
}

suite("watching a folder", () => {
  before(async () => {
    mkdirSync(inbox);
    writeFileSync(join(folder, "password.txt"), `${password}\n`);
    await server.start();
    const who = ["--server", server.url, "--name", "anna", "--currency", "EUR"];
    await coffer("signup", ...who, "--kit", "kit.txt", ...withPassword);
  });

  afterEach(() => watching?.kill());

  after(async () => {
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test("what is there and what appears is imported once it is complete; doubts are only said", async () => {
    drop("january.csv", "2026-01-13,Bakery,-1.00\n");
    watching = new Watching(...withPassword);
    await watching.until(/Imported 1\./u);
    // A file that still grows is waited for.
    const path = join(inbox, "february.csv");
    writeFileSync(path, `${HEADER}2026-02-13,Florist,-2.00\n`);
    await delay(500);
    appendFileSync(path, "2026-02-14,Cinema,-3.00\n");
    await watching.until(/Imported 2\./u);
    drop("open.csv", "02/03/2026,Museum,-4.00\n");
    await watching.until(/open\.csv: not imported: it leaves open --date-order\./u);
    copyFileSync(path, join(inbox, "again.csv"));
    await watching.until(/again\.csv: imported before, and left alone\./u);
    drop("half.csv.part", "2026-02-20,Half,-5.00\n");
    drop("bad.csv", "nothing\n");
    await watching.until(/bad\.csv: /u);
    assert.equal(await watching.end(), 0);
    assert.deepEqual(await texts(), ["Bakery", "Cinema", "Florist"]);
    const files = ["again.csv", "bad.csv", "february.csv", "half.csv.part", "january.csv"];
    assert.deepEqual(readdirSync(inbox).toSorted(), [...files, "open.csv"]);
  });

  test("another day, with an agent: what was imported before is left alone, what is new is one line of JSON", async () => {
    await coffer("unlock", "--for", "120s", ...withPassword);
    watching = new Watching("--json", "--date-order", "DMY");
    await watching.until(/january\.csv: imported before/u);
    drop("march.csv", "2026-03-13,Optician,-6.00\n");
    await watching.until(/march\.csv.*\n/u);
    // The agent is free for other commands meanwhile.
    assert.deepEqual(await texts(), ["Bakery", "Cinema", "Florist", "Museum", "Optician"]);
    assert.equal(await watching.end(), 0);
    const lines = watching.out.trimEnd().split("\n");
    const names = lines.map((line) => {
      const { files } = JSON.parse(line) as { files: { file: string; outcome: string }[] };
      return files.map(({ file }) => file.slice(file.lastIndexOf("/") + 1)).join();
    });
    assert.deepEqual(names.toSorted(), [
      "again.csv",
      "bad.csv",
      "february.csv",
      "january.csv",
      "march.csv",
      "open.csv",
    ]);
    await coffer("lock");
  });

  test("a folder that is not there, and what does not go with it", async () => {
    rmSync(inbox, { recursive: true });
    watching = new Watching(...withPassword);
    await watching.until(/inbox cannot be read: /u);
    watching = new Watching("--dry-run");
    await watching.until(/--watch goes with neither files, nor --dry-run, nor --accept-maybe\./u);
  });
});
