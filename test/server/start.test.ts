import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request as httpsRequest } from "node:https";
import { createServer } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import { connect as tlsConnect } from "node:tls";
import { fileURLToPath } from "node:url";
import { readAnswer } from "@coffer/protocol";
import { StartError } from "../../server/src/start-error.ts";
import { bareSocket } from "./bare-socket.ts";
import { RawClient } from "./raw-client.ts";
import { dataEntry, newTestAccount } from "./test-account.ts";
import { testCertificate, testCertificateKey } from "./test-certificate.ts";
import { startTestServer, temporaryFolder } from "./test-server.ts";
import { logIn, quickRegister, register, resume } from "./ways-in.ts";

const program = fileURLToPath(new URL("../../server/src/main.ts", import.meta.url));

/** Runs the program to its end. */
function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: "utf8",
    timeout: 20_000,
    env: { HOME: "/nonexistent", ...environment },
  });
  return { status, stdout, stderr };
}

/** Starts the program and waits until it says where it listens. */
async function startProgram(args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (part: string) => (log += part));
  child.stdout.setEncoding("utf8");
  const exited = new Promise<number | null>((resolve) => {
    child.on("exit", (code) => resolve(code));
  });
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (part: string) => {
      output += part;
      if (output.includes("Ctrl-C")) resolve();
    });
    child.on("exit", () => resolve());
  });
  const url = /http:\S+/.exec(output)?.[0] ?? "";
  return { child, url, exited, output, log: () => log };
}

async function startFails(dataFolder: string, sentence: RegExp): Promise<void> {
  await assert.rejects(startTestServer({ dataFolder }), (error) => {
    assert.ok(error instanceof StartError);
    assert.match(error.message, sentence);
    return true;
  });
}

test("SV56: the secrets are in a file of their own, 0600, made once and not in the database", async () => {
  const server = await startTestServer();
  const { dataFolder } = server;
  const path = join(dataFolder, "secrets");
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const secrets = readFileSync(path, "utf8");
  await server.close();
  for (const line of secrets.trimEnd().split("\n").slice(1)) {
    const [name = "", hex = ""] = line.split(": ");
    // The server id is public.
    if (name === "serverId") continue;
    assert.ok(hex.length >= 64);
    assert.equal(
      readFileSync(join(dataFolder, "coffer.db")).includes(Buffer.from(hex, "hex")),
      false,
    );
  }
  const again = await startTestServer({ dataFolder });
  assert.equal(readFileSync(path, "utf8"), secrets);
  await again.close();
  chmodSync(path, 0o640);
  await startFails(dataFolder, /chmod 600/);
  chmodSync(path, 0o600);
  writeFileSync(path, secrets.slice(0, -10));
  await startFails(dataFolder, /not a file of secrets/);
});

test("SV57: a database without its secrets is not served", async () => {
  const server = await startTestServer();
  await server.close();
  rmSync(join(server.dataFolder, "secrets"));
  await startFails(server.dataFolder, /put the secrets back/);
});

test("SV58: one server at a time uses a folder, and a killed one leaves it free", async () => {
  const server = await startTestServer();
  await startFails(server.dataFolder, /Another Coffer server uses/);
  const refused = run(["--port", "0", "--data", server.dataFolder]);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /^coffer-server: Another Coffer server uses/);
  await server.close();
  const killed = await startProgram(["--port", "0", "--data", server.dataFolder]);
  const account = await newTestAccount();
  await quickRegister(killed.url, account);
  const lost = await resume(killed.url, account.device);
  const listed = async (session: typeof lost) =>
    readAnswer.sessions((await session.request("sessions")).value)?.length;
  assert.equal(await listed(lost), 1);
  killed.child.kill("SIGKILL");
  await killed.exited;
  const again = await startTestServer({ dataFolder: server.dataFolder });
  const session = await resume(again.url, account.device);
  assert.equal(await listed(session), 1, "the lost session is listed no longer");
  session.close();
  await again.close();
});

test("SV59: a folder that others can write to is not used; a new one is private", async () => {
  const folder = join(temporaryFolder(), "open");
  mkdirSync(folder);
  chmodSync(folder, 0o777);
  await startFails(folder, /Others can write/);
  const fresh = join(temporaryFolder(), "a", "b");
  const server = await startTestServer({ dataFolder: fresh });
  assert.equal(statSync(fresh).mode & 0o777, 0o700);
  for (const name of ["coffer.db", "secrets", "lock"]) {
    assert.equal(statSync(join(fresh, name)).mode & 0o777, 0o600, name);
  }
  await server.close();
});

test("SV13, SV37: a restart keeps accounts, entries and the server's keys", async () => {
  const first = await startTestServer();
  const account = await newTestAccount();
  await register(first.url, account);
  const { vault, device: author } = account;
  const session = await resume(first.url, author);
  assert.equal((await session.request("append", [await dataEntry(vault, { author })])).code, "ok");
  const { serverKeys } = await RawClient.connect(first.url);
  await first.close();
  assert.equal(await session.end(), "shutting-down");
  const again = await startTestServer({ dataFolder: first.dataFolder });
  const client = await RawClient.connect(again.url);
  assert.deepEqual(client.serverKeys, serverKeys);
  client.close();
  const login = await logIn(again.url, account);
  assert.equal((await login.request("append", [await dataEntry(vault, { author })])).code, "ok");
  assert.equal((await login.request("sessions")).code, "ok");
  login.close();
});

test("SV17: a database of a newer server is left alone", async () => {
  const server = await startTestServer();
  await server.close();
  const path = join(server.dataFolder, "coffer.db");
  const database = new DatabaseSync(path);
  database.exec("PRAGMA user_version = 7");
  database.close();
  const { status, stderr } = run(["--port", "0", "--data", server.dataFolder]);
  assert.equal(status, 1);
  assert.match(stderr, /schema 7 .* update the server/);
});

test("SV66: TLS 1.3 and no older", async () => {
  const tls = { cert: testCertificate, key: testCertificateKey };
  const server = await startTestServer({ tls });
  assert.match(server.url, /^https:/);
  const versionOf = (maxVersion: "TLSv1.2" | "TLSv1.3"): Promise<string | null> =>
    new Promise((resolve) => {
      const socket = tlsConnect(
        { port: server.port, host: "127.0.0.1", rejectUnauthorized: false, maxVersion },
        () => {
          resolve(socket.getProtocol());
          socket.destroy();
        },
      );
      socket.on("error", () => resolve(null));
    });
  assert.equal(await versionOf("TLSv1.3"), "TLSv1.3");
  assert.equal(await versionOf("TLSv1.2"), null);
  const hsts = await new Promise<string | undefined>((resolve) => {
    const options = { port: server.port, path: "/healthz", rejectUnauthorized: false };
    httpsRequest(options, (response) => {
      response.resume();
      resolve(response.headers["strict-transport-security"]);
    }).end();
  });
  assert.match(hsts ?? "", /max-age=\d{8}/);
  await assert.rejects(startTestServer({ tls: { cert: "no", key: "no" } }), StartError);
});

test("SV67: wrong usage is one line on standard error and exit code 2", () => {
  const { status, stdout, stderr } = run(["--host", "0.0.0.0", "--data", "/nonexistent/data"]);
  assert.deepEqual([status, stdout], [2, ""]);
  assert.match(stderr, /^coffer-server: 0\.0\.0\.0 can be reached by other machines: .*\n$/);
});

test("SV67: a port in use is one sentence and exit code 1", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => {
    other.listen(0, "127.0.0.1", () => resolve());
  });
  const { port } = other.address() as { port: number };
  const { status, stderr } = run(["--port", String(port), "--data", temporaryFolder()]);
  other.close();
  assert.equal(status, 1);
  assert.match(stderr, /something else listens there/);
});

test("SV69: a signal stops the server: clients are told, what was acknowledged is kept", async () => {
  const dataFolder = temporaryFolder();
  const server = await startProgram(["--port", "0", "--data", dataFolder]);
  assert.match(server.output, /npx coffer/);
  const account = await newTestAccount("shut-down-person");
  await quickRegister(server.url, account);
  const { vault, device: author } = account;
  const session = await resume(server.url, author);
  assert.equal((await session.request("append", [await dataEntry(vault, { author })])).code, "ok");
  const waiting = await RawClient.connect(server.url);
  server.child.kill("SIGTERM");
  assert.equal(await session.end(), "shutting-down");
  assert.equal(await waiting.end(), "shutting-down");
  assert.equal(await server.exited, 0);
  assert.match(server.log(), /"event":"stopped"/);
  assert.equal(server.log().includes("shut-down-person"), false);
  const again = await startTestServer({ dataFolder });
  const resumed = await resume(again.url, author);
  const next = await dataEntry(vault, { author });
  assert.equal((await resumed.request("append", [next])).code, "ok");
  resumed.close();
});

test("SV69: asked again, the server does not wait for clients that do not close", async () => {
  const server = await startProgram(["--port", "0", "--data", temporaryFolder()]);
  const { port } = new URL(server.url);
  const deaf = await bareSocket(Number(port));
  server.child.kill("SIGINT");
  await new Promise((resolve) => {
    setTimeout(resolve, 700);
  });
  assert.equal(server.child.exitCode, null, "it waits");
  server.child.kill("SIGINT");
  assert.equal(await server.exited, 1);
  deaf.destroy();
});

test("SV71: the sub-command prints an invitation, also while the server runs", async () => {
  const dataFolder = temporaryFolder();
  const { url } = await startTestServer({ dataFolder, registrationMode: "invite" });
  const { status, stdout } = run(["invite", "--data", dataFolder]);
  assert.equal(status, 0);
  assert.match(stdout, /^[0-9a-f]{32}\n$/);
  const account = await newTestAccount();
  await quickRegister(url, account, Uint8Array.fromHex(stdout.trim()));
});
