/**
 * A browser as the victim of a hostile server: an account with a page that is locked, and an insider who knows all of
 * its secrets, so that what he forges is good but for the one thing in question.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { logIn } from "../client/src/index.ts";
import type { DeviceKeys } from "../client/src/device-record.ts";
import type { Bytes } from "../protocol/src/bytes.ts";
import { decodeEntry, type Entry } from "../protocol/src/chain/entry.ts";
import { readAnswer } from "../protocol/src/session/sealed-messages.ts";
import { plaintextOf, type TestChain } from "../test/fixtures/chain.ts";
import { headOf, sealed } from "../test/fixtures/client-account.ts";
import { commitTo, expense, MemoryFiles, restart, syncOf } from "../test/fixtures/world.ts";
import {
  CastDevice,
  chainsOf,
  entriesOf,
  keysOf,
  secretsOf,
  type Secrets,
} from "../test/hostile-server/cast.ts";
import { HostileServer } from "../test/hostile-server/hostile-server.ts";
import { showing, type Lies } from "../test/hostile-server/lies.ts";
import { resume } from "../test/server/ways-in.ts";
import { exportJson, unlock } from "./person.ts";
import { password, type WorldServer } from "./world.ts";

/** What every forged entry tries to get into the book. */
export { stolen } from "../test/attacks/forgeries.ts";

/** A script that the server serves, and that is none of the page's. */
export const unlisted = "/assets/extra-B4x_Yz12.js";

/** The hostile server in the place of the real one. */
export class HostileWorld implements WorldServer {
  readonly #webFolder: string;
  #server: HostileServer | undefined;

  constructor(webFolder: string) {
    this.#webFolder = webFolder;
  }

  get server(): HostileServer {
    assert.ok(this.#server !== undefined, "it is started");
    return this.#server;
  }

  get url(): string {
    return this.server.url;
  }

  async start(): Promise<void> {
    // One that is in no list: the server has it all the same.
    writeFileSync(join(this.#webFolder, unlisted), "globalThis.isOwned = true;");
    this.#server = await HostileServer.start({ webFolder: this.#webFolder });
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
  }

  async remove(): Promise<void> {
    await this.#server?.remove();
  }
}

/** The account and everything that the insider knows of it. */
export class Victim {
  readonly server: HostileServer;
  readonly page: Page;
  readonly secrets: Secrets;
  readonly #laptop: CastDevice;
  readonly laptopKeys: DeviceKeys;

  private constructor(made: {
    readonly server: HostileServer;
    readonly page: Page;
    readonly secrets: Secrets;
    readonly laptop: CastDevice;
    readonly laptopKeys: DeviceKeys;
  }) {
    this.server = made.server;
    this.page = made.page;
    this.secrets = made.secrets;
    this.#laptop = made.laptop;
    this.laptopKeys = made.laptopKeys;
  }

  /** Lets the insider's laptop into the account of a page by its kit. */
  static async of(server: HostileServer, page: Page, kitText: string): Promise<Victim> {
    const secrets = await secretsOf(server, kitText);
    const laptop = new CastDevice(new MemoryFiles(), server.url);
    const { brought, kit } = secrets.kit;
    const access = await logIn(laptop, {
      serverUrl: server.url,
      loginName: kit.loginName,
      password,
      deviceName: "laptop",
      brought,
    });
    assert.ok(access.ok, JSON.stringify(access));
    await commitTo(access.value.engine, expense(700, "MARKERLAPTOP"));
    await syncOf(access.value.engine);
    await access.value.engine.close();
    const laptopKeys = await keysOf(laptop, password);
    return new Victim({ server, page, secrets, laptop, laptopKeys });
  }

  /** Both chains as everybody has them; what is forged with them is the laptop's. */
  chains(): Promise<{ readonly account: TestChain; readonly vault: TestChain }> {
    return chainsOf(this.#laptop, { root: this.secrets.root, device: this.laptopKeys });
  }

  /** Lets the insider's laptop read what was written since. */
  async catchUp(): Promise<void> {
    const engine = await restart(this.#laptop, password);
    await syncOf(engine);
    await engine.close();
  }

  /** Has the real server append an entry, in a session of the laptop's. */
  async append(entry: Entry): Promise<void> {
    const session = await resume(this.server.url, this.laptopKeys);
    const answer = await session.request("append", [Uint8Array.from(entry.bytes)]);
    session.close();
    assert.equal(answer.code, "ok");
  }

  /** What the server really keeps: the head of each chain. */
  async heads(): Promise<unknown> {
    const { lies } = this.server;
    this.server.lies = {};
    const session = await resume(this.server.url, this.laptopKeys);
    const answer = await session.request("heads");
    session.close();
    this.server.lies = lies;
    return readAnswer.heads(answer.value);
  }

  /**
   * Unlocks the page against a lie, and demands what has to happen: the page says this sentence and that nothing new can be
   * written, shows the last good state, refuses to write, exports that state, and sends nothing. It ends locked.
   */
  async isCaught(
    lies: Lies,
    sentence: string,
    {
      good,
      bad = [],
      isForGood = false,
    }: {
      readonly good: readonly string[];
      readonly bad?: readonly string[];
      /** Whether the page has seen signed entries that an honest server does not have. */
      readonly isForGood?: boolean;
    },
  ): Promise<string> {
    const { page, server } = this;
    const before = await this.heads();
    const heard = server.heard.sealed.length;
    server.lies = lies;
    await page.goto(`${server.url}/transactions`);
    await unlock(page);
    const alert = page.getByRole("alert").filter({ hasText: sentence });
    await alert.getByText("Nothing new can be written.").waitFor();
    await this.#shows(good, bad);
    await page.locator("#new-transaction").fill("2 too late");
    await page.locator("#new-transaction").press("Enter");
    await page.locator("form").getByRole("alert").filter({ hasText: sentence }).waitFor();
    await page.locator("#new-transaction").fill("");
    await this.#shows(good, [...bad, "too late"]);
    await alert.getByRole("link", { name: "Export" }).click();
    const exported = await exportJson(page);
    for (const text of good) assert.ok(exported.includes(text), `exported: ${text}`);
    for (const text of [...bad, "too late"]) assert.ok(!exported.includes(text), text);
    const said = new Set(server.heard.sealed.slice(heard).map((message) => message?.type));
    assert.ok(said.has("heads"), "it has asked");
    assert.ok(!said.has("append"), "it has written nothing");
    server.lies = {};
    assert.deepEqual(await this.heads(), before);
    await lock(page);
    if (!isForGood) {
      // An honest server is believed again: it was this lie that was caught, and nothing of it is left.
      await unlock(page);
      await page.getByText("Saved", { exact: true }).waitFor();
      await lock(page);
    }
    return `said “${sentence}”; kept the last good state readable, exported it, wrote nothing`;
  }

  async #shows(good: readonly string[], bad: readonly string[]): Promise<void> {
    for (const text of good) {
      await this.page.getByRole("row", { name: new RegExp(text) }).waitFor();
    }
    for (const text of bad) assert.equal(await this.page.getByText(text).count(), 0, text);
  }
}

async function lock(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Lock" }).click();
  await page.getByLabel("Password", { exact: true }).waitFor();
}

/** Shows some more entries at the end of a chain. */
export function showingMore(chain: TestChain, ...more: readonly (Entry | Uint8Array)[]): Lies {
  const bytes = more.map((entry) => (entry instanceof Uint8Array ? entry : entry.bytes));
  return showingOnly(chain, [...entriesOf(chain), ...bytes.map((each) => Uint8Array.from(each))]);
}

/** Shows these entries of a chain and no others. */
export function showingOnly(chain: TestChain, entries: readonly Bytes[]): Lies {
  assert.ok(entries.length > 0 && decodeEntry(entries[0] ?? new Uint8Array(0)) !== undefined);
  return showing([chain.state.vaultId, { entries }]);
}

/** The insider writes an expense on top of his vault, honestly sealed and signed. */
export async function write(
  { account, vault }: { readonly account: TestChain; readonly vault: TestChain },
  text: string,
): Promise<void> {
  const plaintext = { ...plaintextOf([sealed(expense(700, text))]), accountHead: headOf(account) };
  await vault.append(await vault.forge({ plaintext }));
}
