import assert from "node:assert/strict";
import test from "node:test";
import type { AccountSecret, RecoverySecret } from "./key-hierarchy.ts";
import { formatKit, parseAccountSecret, parseKit, type RecoveryKit } from "./recovery-kit.ts";
import { countedRandom } from "../../test/fixtures/random.ts";

const random = countedRandom("kit");
const kit: RecoveryKit = {
  serverUrl: "https://coffer.example.org:8787",
  serverId: random(16),
  opaquePublicKey: random(32),
  channelPublicKey: random(32),
  loginName: "zoë@example.org",
  accountId: random(16),
  accountSecret: random(20) as AccountSecret,
  recoverySecret: random(32) as RecoverySecret,
  chains: [12, 0, 2 ** 49].map((seq) => ({
    vaultId: random(16),
    genesisHash: random(32),
    seq,
    head: random(32),
  })),
  date: "2026-11-24",
};
const text = formatKit(kit);
const lines = text.trimEnd().split("\n");

test("K7: a kit is lines of key and value, and comes back from them", () => {
  assert.deepEqual(
    lines.map((line) => line.slice(0, line.indexOf(":"))),
    [
      "Coffer recovery kit",
      "server",
      "server id",
      "server login key",
      "server channel key",
      "login name",
      "account id",
      "account secret",
      "recovery secret",
      "account chain",
      "vault",
      "vault",
      "date",
    ],
  );
  assert.equal(text.endsWith("\n"), true);
  assert.deepEqual(parseKit(text), { ok: true, value: kit });
});

test("K7: other line ends, blank and unknown lines, order and typing of secrets do not matter", () => {
  const typed = [
    `\ufeff${lines[0]}`,
    "",
    "Keep this page where only you can find it.",
    "note: printed twice",
    // Without its last character it would be a key.
    "vault!",
    ...lines.slice(1).toReversed(),
  ].map((line) => (line.includes("secret:") ? line.toLowerCase().replaceAll("-", " ") : line));
  const read = parseKit(typed.join("\r\n"));
  const vaultsReversed = [kit.chains[0], kit.chains[2], kit.chains[1]];
  assert.deepEqual(read, { ok: true, value: { ...kit, chains: vaultsReversed } });
});

test("K7: a line needs no space after its colon, and a server's name may be long", () => {
  const serverUrl = `https://${"x".repeat(504)}`;
  const tight = formatKit({ ...kit, serverUrl }).replaceAll(": ", ":");
  assert.deepEqual(parseKit(tight), { ok: true, value: { ...kit, serverUrl } });
  const longest = text + "x".repeat(16_384 - text.length);
  assert.deepEqual(parseKit(longest), { ok: true, value: kit });
  assert.equal(parseKit(`${longest}x`).ok, false);
});

const keysOfLines = lines.map((line) => line.slice(0, line.indexOf(":")));

test("K7: each missing line is named, but for a vault's", () => {
  for (const [index, key] of keysOfLines.entries()) {
    const read = parseKit(lines.toSpliced(index, 1).join("\n"));
    if (key === "vault") assert.equal(read.ok && read.value.chains.length, 2);
    else assert.deepEqual(read, { ok: false, error: { code: "kit-line-missing", key } });
  }
});

test("K7: each damaged line is named", () => {
  const secret = (index: number) => {
    const line = lines[index] ?? "";
    const last = line.at(-1) === "0" ? "1" : "0";
    return line.slice(0, -1) + last;
  };
  const chainParts = (lines[9] ?? "").replace("account chain: ", "").split(" ");
  const damages: Readonly<Record<string, readonly string[]>> = {
    server: ["server:", `server: https://${"x".repeat(600)}`],
    "server id": ["server id: 00", "server id: xyz", `server id: ${"A".repeat(32)}`],
    "server login key": [`server login key: ${"0".repeat(62)}`],
    "server channel key": [`server channel key: ${"0".repeat(66)}`],
    "login name": ["login name: a b", "login name:"],
    "account id": ["account id: 0", `account id: ${"0".repeat(33)}`],
    "account secret": [secret(7), (lines[7] ?? "").slice(0, -5), `${lines[7]}0`],
    "recovery secret": [secret(8), (lines[7] ?? "").replace("account", "recovery")],
    "account chain": [
      "account chain: 00",
      `${lines[9]} 0`,
      ...[0, 1, 3].map((part) => (lines[9] ?? "").replace(chainParts[part] ?? "?", "00")),
      (lines[9] ?? "").replace(" 12 ", " 012 "),
      (lines[9] ?? "").replace(" 12 ", " -1 "),
      (lines[9] ?? "").replace(" 12 ", " 9999999999999999 "),
    ],
    date: ["date: 24.11.2026", "date: 2026-11-24T00:00", "date:"],
  };
  for (const [key, damaged] of Object.entries(damages)) {
    const index = keysOfLines.indexOf(key);
    for (const line of damaged) {
      const read = parseKit(lines.toSpliced(index, 1, line).join("\n"));
      assert.deepEqual(read, { ok: false, error: { code: "kit-line-wrong", key } }, line);
    }
  }
  const vault = parseKit(lines.toSpliced(11, 1, "vault: 00 11 22").join("\n"));
  const key = "account chain";
  assert.deepEqual(vault, { ok: false, error: { code: "kit-line-wrong", key } });
});

test("K7: another version, other text and text beyond any kit are refused", () => {
  const key = "Coffer recovery kit";
  const version2 = text.replace("kit: 1", "kit: 2");
  const unknown = { ok: false, error: { code: "kit-version-unknown", key } };
  assert.deepEqual(parseKit(version2), unknown);
  const missing = { ok: false, error: { code: "kit-line-missing", key } };
  for (const other of ["", "\n", "hello", ": x", "\u0000", "__proto__: 1"]) {
    assert.deepEqual(parseKit(other), missing);
  }
  const wrong = { ok: false, error: { code: "kit-line-wrong", key } };
  assert.deepEqual(parseKit(text + "x: y\n".repeat(10_000)), wrong);
});

test("K7: any wrong character of a secret is found", () => {
  for (const index of [7, 8]) {
    const line = lines[index] ?? "";
    for (let at = line.indexOf(":") + 2; at < line.length; at += 1) {
      if (line.charAt(at) === "-") continue;
      const other = line.charAt(at) === "7" ? "8" : "7";
      const damaged = line.slice(0, at) + other + line.slice(at + 1);
      assert.equal(parseKit(lines.toSpliced(index, 1, damaged).join("\n")).ok, false);
    }
  }
});

test("K7: the account secret alone is read as typed", () => {
  const printed = (lines[7] ?? "").replace("account secret: ", "");
  assert.deepEqual(parseAccountSecret(`  ${printed.toLowerCase()} `), kit.accountSecret);
  assert.equal(parseAccountSecret(printed.slice(5)), undefined);
});
