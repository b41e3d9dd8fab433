/**
 * The attack checklist with the browser as the victim: the real server with one lie at a time (test/hostile-server).
 * What is asserted is what a person sees: in plain words what happened, the last good state, an export; and that
 * nothing wrong is written. The Node client meets each row in many more forms in test/attacks.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { concat } from "../protocol/src/bytes.ts";
import { encodeChainState } from "../protocol/src/chain/chain-state.ts";
import { forged } from "../test/attacks/forgeries.ts";
import { Rows, type Checklist } from "../test/attacks/rows.ts";
import { newDevice, TestChain } from "../test/fixtures/chain.ts";
import { headOf } from "../test/fixtures/client-account.ts";
import { goBack } from "../test/fixtures/client-replica.ts";
import { randomBytes } from "../test/fixtures/random.ts";
import { entriesOf } from "../test/hostile-server/cast.ts";
import type { Lies } from "../test/hostile-server/lies.ts";
import { changing } from "../test/hostile-server/messages.ts";
import { add, logInByKit, signUp, unlock } from "./person.ts";
import { scanStorage } from "./storage-scan.ts";
import {
  HostileWorld,
  showingMore,
  showingOnly,
  stolen,
  unlisted,
  Victim,
  write,
} from "./victim.ts";
import { journeys } from "./world.ts";

const checklist: Checklist = {
  A1: ["MEGA key recovery", "flipped bit"],
  A3: ["anyone can encrypt to a public key", "unknown device", "forged device"],
  A14: ["organisation injection", "extra vault"],
  A15: ["replay and rollback", "drop", "rollback", "fork"],
  A17: ["metadata tampering", "field"],
  A19: ["plaintext accepted", "no entry", "cannot be read"],
  A34: ["holes in web-integrity tools", "script", "worker", "data: import"],
  A35: ["a lost passkey destroys the data key", "deleted"],
};

const notSigned = "The server sent something that none of your devices has signed.";
const lessThanSeen = "The server shows less than this browser has already seen";
const otherHistory = "The server shows another history than the one this browser has seen.";

/** A name that stands in no program. */
const loginName = "vera.q7x";
let hostile: HostileWorld;
const rows = new Rows(checklist, () => {
  throw new Error("The victim is a browser, not one of the cast.");
});

journeys(
  "hostile server",
  (world, journey) => {
    let page: Page;
    let kit: string;
    let victim: Victim;
    const good = ["MARKERBREAD", "MARKERRENT", "MARKERLAPTOP"];

    journey("an account with two expenses, and an insider", async () => {
      page = await world.visitor();
      kit = await signUp(page, loginName);
      for (const line of ["3 MARKERBREAD", "900 MARKERRENT"]) await add(page, line);
      await page.getByText("Saved", { exact: true }).waitFor();
      victim = await Victim.of(hostile.server, page, kit);
      await page.getByText("MARKERLAPTOP").waitFor();
      await page.getByRole("button", { name: "Lock" }).click();
    });

    rows.check("A3: unknown device writes, with its own good signature", async () => {
      const chains = await victim.chains();
      const entry = await forged(chains, { by: await newDevice() });
      const lies = showingMore(chains.vault, entry);
      return victim.isCaught(lies, notSigned, { good, bad: [stolen] });
    });

    rows.check("A19: bytes that are no entry, at the end of the vault", async () => {
      const { vault } = await victim.chains();
      const lies = showingMore(
        vault,
        concat(entriesOf(vault)[0] ?? randomBytes(1), randomBytes(1)),
      );
      return victim.isCaught(lies, notSigned, { good });
    });

    rows.check("A15: rollback of the vault to an earlier head", async () => {
      const { vault } = await victim.chains();
      return victim.isCaught(showingOnly(vault, entriesOf(vault).slice(0, -1)), lessThanSeen, {
        good,
      });
    });

    rows.check("A15: rollback of the account chain to an earlier head", async () => {
      const { account } = await victim.chains();
      const lies = showingOnly(account, entriesOf(account).slice(0, -1));
      return victim.isCaught(lies, lessThanSeen, { good });
    });

    rows.check("A15: drop: a chain is withheld", async () => {
      const lies: Lies = { listChains: (chains) => chains.slice(0, 1) };
      return victim.isCaught(lies, lessThanSeen, { good });
    });

    rows.check("A15: fork: another entry, by an insider, at a place that was seen", async () => {
      const chains = await victim.chains();
      await goBack(chains.vault, chains.vault.state.seq - 1);
      await write(chains, stolen);
      return victim.isCaught(showingMore(chains.vault), otherHistory, { good, bad: [stolen] });
    });

    rows.check("A14: extra vault is listed behind the account's own", async () => {
      const other = await TestChain.found("vault");
      const heard = hostile.server.heard.sealed.length;
      hostile.server.lies = {
        listChains: (chains) => [
          ...chains,
          { vaultId: other.state.vaultId, kind: "vault", ...headOf(other) },
        ],
      };
      await page.goto(`${world.server.url}/transactions`);
      await unlock(page);
      await page.getByText("Saved", { exact: true }).waitFor();
      for (const text of good) await page.getByRole("row", { name: new RegExp(text) }).waitFor();
      const said = new Set(
        hostile.server.heard.sealed.slice(heard).map((message) => message?.type),
      );
      assert.ok(said.has("heads") && !said.has("pull"));
      hostile.server.lies = {};
      return "did not open it; the same rows";
    });

    rows.check(
      "A17: a field of what the server says is changed: its keys, a shape, a number",
      async () => {
        const otherKey = changing("hello", (hello) => hello.with(3, randomBytes(32)));
        const oneMore = changing("heads", (values) => [...values, 0]);
        for (const [lies, sentence] of [
          [{ clear: otherKey }, "This is not the server that this browser knows: its keys differ."],
          [
            { sealed: (message) => [changing("ok", (values) => [...values, 0])(oneMore(message))] },
            "The server does not keep to the protocol. Nothing of it was believed.",
          ],
        ] as readonly (readonly [Lies, string])[]) {
          hostile.server.lies = lies;
          await page.goto(`${world.server.url}/transactions`);
          await unlock(page);
          await page.getByText(sentence).waitFor();
          for (const text of good)
            await page.getByRole("row", { name: new RegExp(text) }).waitFor();
        }
        // It is nothing that was caught in the chain: what is written waits for a server that keeps to the protocol.
        await add(page, "5 MARKERWAITED");
        hostile.server.lies = {};
        await page.getByText("Saved", { exact: true }).waitFor();
        await page.getByRole("row", { name: /MARKERWAITED/ }).waitFor();
        return "said so, kept everything readable, and sent what was written when the lie had ended";
      },
    );

    rows.check("A1: flipped bit in AccountBox, at a login on a new browser", async () =>
      refusedLogin(
        {
          account: (a) => ({
            ...a,
            accountBox: a.accountBox.with(80, (a.accountBox[80] ?? 0) ^ 1),
          }),
        },
        "The server does not keep to the protocol. Nothing of it was believed.",
      ),
    );

    rows.check(
      "A17: a field: the server's keys are not those of the kit, on a new browser",
      async () =>
        refusedLogin(
          { clear: changing("hello", (hello) => hello.with(3, randomBytes(32))) },
          "This is not the server that this browser knows: its keys differ.",
        ),
    );

    rows.check("A14: extra vault in the place of the account's, to a new browser", async () => {
      const { root } = victim.secrets;
      // Founded with the account's own keys by an insider: all of it is good but that the account does not list it.
      const other = await TestChain.found("vault", { root, device: victim.laptopKeys });
      const { vaultId } = other.state;
      const foreign = { vaultId, kind: "vault", ...headOf(other) } as const;
      const state = encodeChainState(other.state);
      const stored = { ...foreign, accountId: root.accountId, state, counters: [] };
      return refusedLogin(
        {
          ...showingOnly(other, entriesOf(other)),
          listChains: (chains) => [...chains.slice(0, 1), foreign],
          loadChain: (id, honest) => (id.toHex() === vaultId.toHex() ? stored : honest),
        },
        "The server shows another budget in place of yours.",
      );
    });

    rows.check("A19: what an insider wrote cannot be read: the rest goes on", async () => {
      await page.getByRole("button", { name: "Lock" }).click();
      await victim.catchUp();
      const { vault } = await victim.chains();
      await victim.append(await vault.forge({ padded: randomBytes(256) }));
      await page.goto(`${world.server.url}/settings/devices`);
      await unlock(page);
      await page.getByText("1 entry could not be read.").waitFor();
      await page.goto(`${world.server.url}/transactions`);
      await unlock(page);
      await add(page, "1 MARKERGOESON");
      await page.getByText("Saved", { exact: true }).waitFor();
      return "took the part for void, said so, went on";
    });

    rows.check(
      "A34: an injected script, worker, data: import and unlisted import are blocked",
      async () => {
        const visitor = await world.visitor();
        await visitor.waitForFunction(() => navigator.serviceWorker.controller !== null);
        const before = world.faults.length;
        const outcomes = await visitor.evaluate(async (path) => {
          const attempt = async (work: () => unknown): Promise<string> => {
            try {
              await work();
              return "done";
            } catch (error) {
              return error instanceof Error ? error.name : "error";
            }
          };
          const script = (set: (element: HTMLScriptElement) => void) => () => {
            const element = document.createElement("script");
            set(element);
            document.body.append(element);
          };
          const code = "globalThis.isOwned = true";
          const url = `data:text/javascript,${code}`;
          const said = [
            await attempt(script((element) => (element.textContent = code))),
            await attempt(script((element) => (element.src = url))),
            await attempt(() => {
              document.body.innerHTML = `<img src=x onerror="${code}">`;
            }),
            await attempt(() => new Worker(url)),
            await attempt(() => navigator.serviceWorker.register(path)),
            await attempt(() => import(/* @vite-ignore */ url)),
            await attempt(() => import(/* @vite-ignore */ path)),
            await attempt(() => Reflect.construct(Function, [code])),
            await attempt(() => fetch("https://example.com/")),
          ];
          return { said, isOwned: "isOwned" in globalThis };
        }, unlisted);
        assert.deepEqual(outcomes, {
          said: outcomes.said.map((name) => (name === "EvalError" ? name : "TypeError")),
          isOwned: false,
        });
        // They were meant; the rest of the run has none. The last one is told last.
        const isLast = (fault: string): boolean =>
          fault.includes("connect-src: https://example.com/");
        while (!world.faults.slice(before).some(isLast)) await visitor.evaluate(() => undefined);
        assert.ok(world.faults.splice(before).length >= 5);
        await visitor.context().close();
        return "all nine blocked, by the policy, by Trusted Types, or by the service worker";
      },
    );

    rows.check(
      "A35: all that a browser kept is deleted: kit and password bring it back",
      async () => {
        const visitor = await world.visitor({}, "/log-in");
        await logInByKit(visitor, kit);
        await visitor.getByText("Saved", { exact: true }).waitFor();
        await visitor.goto(`${world.server.url}/transactions`);
        await unlock(visitor);
        for (const text of good)
          await visitor.getByRole("row", { name: new RegExp(text) }).waitFor();
        await visitor.context().close();
        return "the same rows; no key is held by a browser's credential alone";
      },
    );

    rows.check("A15: drop: an append is acknowledged and then forgotten", async () => {
      hostile.server.lies = { forgetsAppends: true };
      await add(page, "6 MARKERSWALLOWED");
      await page.getByText("Saved", { exact: true }).waitFor();
      await page.getByRole("button", { name: "Lock" }).click();
      const all = [...good, "MARKERWAITED", "MARKERGOESON", "MARKERSWALLOWED"];
      return victim.isCaught({ forgetsAppends: true }, lessThanSeen, {
        good: all,
        isForGood: true,
      });
    });

    rows.check(
      "A3: forged device, let into the vault by IK itself, not the account's",
      async () => {
        const other = await world.visitor();
        const kitOfOther = await signUp(other, "otherone");
        await add(other, "3 MARKERBREAD");
        await other.getByText("Saved", { exact: true }).waitFor();
        const alone = await Victim.of(hostile.server, other, kitOfOther);
        await other.getByRole("button", { name: "Lock" }).click();
        const chains = await alone.chains();
        await chains.vault.addDevice();
        const sentence = "A device that is none of yours may write to your budget.";
        const shown = { good: ["MARKERBREAD", "MARKERLAPTOP"], isForGood: true };
        return alone.isCaught(showingMore(chains.vault), sentence, shown);
      },
    );

    /** A browser that knows nothing yet does not get in, says why, and keeps nothing of the account. */
    async function refusedLogin(lies: Lies, sentence: string): Promise<string> {
      const visitor = await world.visitor({}, "/log-in");
      hostile.server.lies = lies;
      await logInByKit(visitor, kit);
      await visitor.getByRole("alert").filter({ hasText: sentence }).waitFor({ timeout: 60_000 });
      hostile.server.lies = {};
      const found = await scanStorage(visitor, { here: [loginName], absent: [] });
      assert.deepEqual(found.missing, [loginName]);
      await visitor.context().close();
      return `refused to log in: “${sentence}”; kept nothing`;
    }

    void test("every row that is for the browser was shown, and none is open", (t) => {
      for (const line of rows.table) t.diagnostic(line);
      assert.deepEqual(rows.open, []);
    });
  },
  ({ webFolder }) => (hostile = new HostileWorld(webFolder)),
);
