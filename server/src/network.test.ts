import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import test from "node:test";
import { clientAddressOf, isLoopback, isWayAllowed, networkOf, parseProxies } from "./network.ts";

const request = (remoteAddress: string, forwarded?: string): IncomingMessage =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
  }) as unknown as IncomingMessage;

test("SV61: a network is the /24 of IPv4 and the /56 of IPv6", () => {
  assert.equal(networkOf("203.0.113.77"), "203.0.113.0/24");
  assert.equal(networkOf("2001:db8:12:34ff:1:2:3:4"), "2001:db8:12:3400::/56");
  assert.equal(networkOf("2001:db8::1"), "2001:db8:0:0::/56");
  assert.equal(networkOf("::1"), "0:0:0:0::/56");
  assert.equal(networkOf("1::2.3.4.5"), "1:0:0:0::/56");
  assert.equal(networkOf("not an address"), "unknown");
});

test("SV62: X-Forwarded-For counts only from a named proxy, from the right", () => {
  const proxies = parseProxies(["10.0.0.0/8", "::1"]);
  assert.ok(proxies !== undefined);
  const from = (peer: string, forwarded?: string) =>
    clientAddressOf(request(peer, forwarded), proxies);
  assert.equal(from("198.51.100.1", "203.0.113.5"), "198.51.100.1", "no proxy, no belief");
  assert.equal(from("10.1.1.1", "203.0.113.5"), "203.0.113.5");
  assert.equal(from("::ffff:10.1.1.1", "203.0.113.5"), "203.0.113.5");
  assert.equal(from("10.1.1.1", "1.2.3.4, 203.0.113.5"), "203.0.113.5", "the left one is forged");
  assert.equal(from("10.1.1.1", "203.0.113.5, 10.2.2.2"), "203.0.113.5", "a chain of proxies");
  assert.equal(from("10.1.1.1", "<script>"), "10.1.1.1");
  assert.equal(from("10.1.1.1"), "10.1.1.1");
  assert.equal(from("10.1.1.1", "1,".repeat(2_000)), "10.1.1.1", "bounded");
  assert.equal(
    clientAddressOf(request("127.0.0.1", "203.0.113.5"), undefined),
    "127.0.0.1",
    "no proxies, no belief",
  );
});

test("SV66: past its proxy, a server without TLS answers nobody", () => {
  const proxies = parseProxies(["10.0.0.2"]);
  const allowed = (peer: string, isTls = false, host = "10.0.0.5") =>
    isWayAllowed(request(peer), { isTls, host, proxies });
  assert.equal(allowed("10.0.0.2"), true);
  assert.equal(allowed("::ffff:10.0.0.2"), true);
  assert.equal(allowed("127.0.0.1"), true);
  assert.equal(allowed("10.0.0.3"), false);
  assert.equal(allowed("203.0.113.5"), false);
  assert.equal(allowed("203.0.113.5", true), true);
  assert.equal(
    isWayAllowed(request("10.0.0.2"), { isTls: false, host: "::", proxies: undefined }),
    false,
  );
});

test("proxies are addresses or networks and nothing else", () => {
  for (const bad of ["", "proxy.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/8", "::/129"]) {
    assert.equal(parseProxies([bad]), undefined, bad);
  }
  assert.equal(parseProxies(["fd00::/8"])?.has("fd12::1"), true);
  assert.equal(parseProxies(["fd00::/8"])?.has("fe80::1"), false);
});

test("loopback is this machine alone", () => {
  for (const host of ["127.0.0.1", "127.8.9.1", "localhost", "::1", "[::1]", "::ffff:127.0.0.1"]) {
    assert.equal(isLoopback(host), true, host);
  }
  for (const host of ["0.0.0.0", "::", "192.168.1.2", "localhost.example", "127.0.0.1.example"]) {
    assert.equal(isLoopback(host), false, host);
  }
});
