import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from "node:http";
import { join } from "node:path";
import test from "node:test";
import { encodeClear, startLogin } from "@coffer/protocol";
import { RawClient, randomBytes } from "./raw-client.ts";
import { newTestAccount, dataEntry } from "./test-account.ts";
import { startTestServer, temporaryFolder } from "./test-server.ts";
import { quickRegister, resume } from "./ways-in.ts";

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An HTTP request with a path as it is written, which `fetch` would tidy up. */
function ask(url: string, path: string, options: RequestOptions = {}): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path, agent: false, ...options }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (body += part));
      response.on("end", () =>
        resolve({ status: response.statusCode, headers: response.headers, body }),
      );
    });
    request.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode, headers: response.headers, body: "" });
    });
    request.on("error", reject);
    request.end();
  });
}

/** A folder with a page, a hashed asset, and a file beside it that is nobody's. */
function webFolder(): string {
  const folder = temporaryFolder();
  const dist = join(folder, "dist");
  mkdirSync(join(dist, "assets"), { recursive: true });
  writeFileSync(join(dist, "index.html"), "<!doctype html><title>Coffer</title>");
  writeFileSync(join(dist, "assets", "index-B4x_Yz12.js"), "export {};");
  writeFileSync(join(dist, "notes.bak"), "of no known type");
  writeFileSync(join(folder, "secret.txt"), "not yours");
  return dist;
}

test("SV60: health and readiness", async () => {
  const server = await startTestServer();
  assert.deepEqual(
    [(await ask(server.url, "/healthz")).status, (await ask(server.url, "/healthz")).body],
    [200, "ok\n"],
  );
  assert.equal((await ask(server.url, "/readyz")).status, 200);
});

test("SV63: the page is served with strict headers, its hashed files for ever", async () => {
  const { url } = await startTestServer({ webFolder: webFolder() });
  const page = await ask(url, "/");
  assert.equal(page.status, 200);
  assert.match(page.body, /<title>Coffer/);
  const { headers } = page;
  assert.equal(headers["content-type"], "text/html; charset=utf-8");
  assert.equal(headers["cache-control"], "no-cache");
  const policy = headers["content-security-policy"];
  assert.equal(
    policy,
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
      "img-src 'self' data:; connect-src 'self'; font-src 'self'; worker-src 'self'; " +
      "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; " +
      "require-trusted-types-for 'script'; trusted-types coffer",
  );
  const expected = {
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  };
  for (const [name, value] of Object.entries(expected)) assert.equal(headers[name], value, name);
  assert.equal(headers["strict-transport-security"], undefined, "not without TLS");
  const asset = await ask(url, "/assets/index-B4x_Yz12.js?v=1");
  assert.equal(asset.headers["cache-control"], "public, max-age=31536000, immutable");
  assert.equal(asset.headers["content-security-policy"], policy);
  for (const screen of ["/transactions", "/settings?show=devices"]) {
    assert.equal((await ask(url, screen)).body, page.body, screen);
  }
  assert.equal((await ask(url, "/nothing")).headers["content-security-policy"], policy);
});

test("SV63: no path leads out of the folder, and only GET is answered", async () => {
  const { url } = await startTestServer({ webFolder: webFolder() });
  const paths = [
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/assets/../../secret.txt",
    "//secret.txt",
    "/..\\secret.txt",
    "/notes.bak",
    "/assets",
    "/assets/",
    "/index.html/",
    "/INDEX.HTML",
    "/%00",
  ];
  for (const path of paths) {
    const { status, body } = await ask(url, path);
    assert.equal(status, 404, path);
    assert.equal(body, "not found\n");
  }
  for (const method of ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE"]) {
    const { status, headers } = await ask(url, "/", { method });
    assert.deepEqual([status, headers.allow], [405, "GET"], method);
  }
  const bare = await startTestServer({ webFolder: join(temporaryFolder(), "none") });
  assert.match((await ask(bare.url, "/")).body, /npx coffer/);
  assert.equal(bare.hasWebPage, false);
});

test("SV64: the socket is at /v1, speaks coffer.1, and opens for this server's pages only", async () => {
  const { url, port } = await startTestServer({ origins: ["https://budget.example"] });
  const upgrade = {
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    "Sec-WebSocket-Protocol": "coffer.1",
  };
  const status = async (headers: object, path = "/v1"): Promise<number | undefined> =>
    (await ask(url, path, { headers: { ...upgrade, ...headers } })).status;
  assert.equal(await status({}), 101);
  assert.equal(await status({ Origin: `http://127.0.0.1:${port}` }), 101);
  assert.equal(await status({ Origin: "https://budget.example" }), 101);
  assert.equal(await status({ Origin: "https://budget.example.evil.example" }), 403);
  assert.equal(await status({ Origin: "http://evil.example" }), 403);
  assert.equal(await status({ Origin: `http://127.0.0.1:${port + 1}` }), 403);
  assert.equal(await status({ Origin: "null" }), 403);
  assert.equal(await status({ "Sec-WebSocket-Protocol": "coffer.2" }), 400);
  assert.equal(await status({}, "/v2"), 404);
  assert.equal((await ask(url, "/v1")).status, 426);
});

test("SV65: metrics are on a port of their own, of this machine, and name nobody", async () => {
  const server = await startTestServer({ metricsPort: 0 });
  assert.ok(server.metricsPort !== null);
  const account = await newTestAccount("metrics-person");
  await quickRegister(server.url, account);
  const session = await resume(server.url, account.device);
  const { vault, device: author } = account;
  assert.equal((await session.request("append", [await dataEntry(vault, { author })])).code, "ok");
  assert.equal((await session.request("pull", randomBytes(16), 0)).code, "not-found");
  const client = await RawClient.connect(server.url);
  const { request } = await startLogin("whatever the password");
  client.send(encodeClear("login.start", "metrics-person", randomBytes(16), request));
  await client.expect("login.response");
  client.send(encodeClear("login.finish", randomBytes(64)));
  assert.equal(await client.end(), "login-refused");
  const { status, body, headers } = await ask(`http://127.0.0.1:${server.metricsPort}`, "/metrics");
  assert.equal(status, 200);
  assert.match(headers["content-type"] ?? "", /^text\/plain; version=0\.0\.4/);
  const lines = body.split("\n");
  for (const line of [
    'coffer_registrations_total{outcome="ok"} 1',
    'coffer_resumes_total{outcome="ok"} 1',
    'coffer_logins_total{outcome="login-refused"} 1',
    'coffer_appends_total{outcome="ok"} 1',
    "coffer_entries_total 1",
    'coffer_errors_total{code="not-found"} 1',
    'coffer_requests_total{type="append"} 1',
    "coffer_open_sessions 1",
  ]) {
    assert.ok(lines.includes(line), line);
  }
  assert.match(body, /^coffer_commit_writes_count [1-9]/m);
  const { accountId } = account.root;
  for (const secret of ["metrics-person", accountId.toHex(), author.deviceId.toHex(), "127.0.0"]) {
    assert.equal(body.includes(secret), false, secret);
  }
  assert.equal((await ask(server.url, "/metrics")).status, 404, "not where clients come");
  session.close();
});

test("SV62: behind a proxy, limits count for the clients that it names", async () => {
  const { url } = await startTestServer({
    behindProxy: ["127.0.0.1"],
    limits: { connectionsPerNetworkMax: 1 },
  });
  const from = (address: string) =>
    ask(url, "/v1", {
      headers: {
        Connection: "Upgrade",
        Upgrade: "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        "Sec-WebSocket-Protocol": "coffer.1",
        "X-Forwarded-For": address,
      },
    });
  assert.equal((await from("203.0.113.5")).status, 101);
  assert.ok((await ask(url, "/")).headers["strict-transport-security"] !== undefined);
});
