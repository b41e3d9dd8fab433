/**
 * Rows about what a person types and sees (A14, A15, A18), with the terminal client as a process of its own.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInvitation } from "../../server/src/invite.ts";
import { cofferDone, runCoffer, type CofferProcess } from "../cli/coffer-process.ts";
import { HostileServer } from "../hostile-server/hostile-server.ts";
import { Proxy } from "../hostile-server/proxy.ts";
import type { Rows } from "./rows.ts";

const password = "correct horse battery";
const passwordFlags = ["--password-file", "password.txt"] as const;

/** A server by invitation, a proxy before it, and a folder with a home for each device. */
class Terminal implements AsyncDisposable {
  readonly server: HostileServer;
  readonly proxy: Proxy;
  readonly folder: string = mkdtempSync(join(tmpdir(), "coffer-terminal-"));

  private constructor(server: HostileServer, proxy: Proxy) {
    this.server = server;
    this.proxy = proxy;
    writeFileSync(join(this.folder, "password.txt"), `${password}\n`);
  }

  static async start(): Promise<Terminal> {
    const server = await HostileServer.start({ registrationMode: "invite" });
    return new Terminal(server, await Proxy.before(server.url));
  }

  device(name: string): CofferProcess {
    return { home: join(this.folder, name), folder: this.folder };
  }

  /** Signs up, and returns the invitation that it took. */
  async signUp(name: string): Promise<string> {
    const invitation = await createInvitation(this.server.folder);
    const kit = ["--kit", "kit.txt", "--currency", "EUR"];
    const at = ["--server", this.proxy.url, "--name", name, "--invite", invitation];
    await cofferDone(["signup", ...at, ...kit, ...passwordFlags], this.device("phone"));
    return invitation;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.proxy[Symbol.asyncDispose]();
    await this.server.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function terminalAttacks(rows: Rows): void {
  rows.check(
    "A18: access log and URLs hold no invitation, link code, kit secret or password",
    async () => {
      await using terminal = await Terminal.start();
      const { proxy, server } = terminal;
      const invitation = await terminal.signUp("anna");
      const phone = terminal.device("phone");
      const linked = await cofferDone(["link", "--json", ...passwordFlags], phone);
      const { code } = JSON.parse(linked) as { readonly code: string };
      const login = ["login", "--server", proxy.url, "--link", code, ...passwordFlags];
      await cofferDone(login, terminal.device("laptop"));
      const kit = readFileSync(join(terminal.folder, "kit.txt"), "utf8");
      const secrets = [...kit.matchAll(/^(?:account|recovery) secret: (.+)$/gm)].map(
        ([, text]) => text,
      );
      assert.equal(secrets.length, 2);
      const typed = [invitation, code, password, ...secrets].map((text) => text ?? "");
      const wanted = typed.flatMap((text) => [text, text.replaceAll(/[\s-]/g, "")]);
      for (const text of wanted) assert.ok(text.length >= 16);
      const log = server.logLines.join("\n");
      assert.ok(server.logLines.length > 10, "the log is at its most talkative");
      const requests = proxy.heads.filter((head) => /^[A-Z]+ /.test(head));
      assert.ok(requests.length >= 4);
      for (const head of requests) assert.equal(head.split("\r\n")[0], "GET /v1 HTTP/1.1");
      for (const text of wanted) {
        for (const place of [log, proxy.heads.join("\n")]) {
          assert.ok(!place.toLowerCase().includes(text.toLowerCase()), text);
        }
      }
      return "0 hits in the log and in every request's head; the path is /v1 alone";
    },
  );

  rows.check("A14: an extra vault, and A15: rollback, in words: coffer sync says so", async () => {
    await using terminal = await Terminal.start();
    await terminal.signUp("anna");
    const phone = terminal.device("phone");
    await cofferDone(["add", "12.50", "lunch", ...passwordFlags], phone);
    terminal.server.lies = {
      listChains: (chains) => [
        ...chains,
        { vaultId: new Uint8Array(16), kind: "vault", seq: 3, hash: new Uint8Array(32) },
      ],
    };
    const warned = await runCoffer(["sync", ...passwordFlags], phone);
    assert.equal(warned.exitCode, 0);
    assert.match(warned.stderr, /^The server lists a vault that is not in your account's list\./);
    terminal.server.lies = {
      listChains: (chains) =>
        chains.map((chain) => (chain.kind === "vault" ? { ...chain, seq: 0 } : chain)),
    };
    const stopped = await runCoffer(["sync", ...passwordFlags], phone);
    assert.equal(stopped.exitCode, 1);
    assert.match(stopped.stderr, /^The server shows less than this device has already seen/);
    await cofferDone(["export", "book.json", ...passwordFlags], phone);
    assert.match(readFileSync(join(terminal.folder, "book.json"), "utf8"), /lunch/);
    return "warned of the one; stopped at the other, exit code 1, and exported all the same";
  });
}
