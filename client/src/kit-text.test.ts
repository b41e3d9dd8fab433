import assert from "node:assert/strict";
import test from "node:test";
import { formatKit, formatSecret, type AccountSecret, type RecoverySecret } from "@coffer/protocol";
import { parseKitText, parseSecretText } from "./kit-text.ts";
import { randomBytes } from "../../test/fixtures/random.ts";

const accountSecret = randomBytes(20) as AccountSecret;
const serverKeys = {
  serverId: randomBytes(16),
  opaquePublicKey: randomBytes(32),
  channelPublicKey: randomBytes(32),
};
const chain = {
  vaultId: randomBytes(16),
  genesisHash: randomBytes(32),
  seq: 3,
  head: randomBytes(32),
};

test("a kit brings the secret, the server's keys and the chains that must be there", () => {
  const text = formatKit({
    serverUrl: "https://coffer.example",
    ...serverKeys,
    loginName: "anna",
    accountId: randomBytes(16),
    accountSecret,
    recoverySecret: randomBytes(32) as RecoverySecret,
    chains: [chain, { ...chain, seq: 4 }],
    date: "2027-01-15",
  });
  const parsed = parseKitText(text);
  assert.ok(parsed.ok);
  assert.equal(parsed.value.serverUrl, "https://coffer.example");
  assert.deepEqual(parsed.value.brought, {
    accountSecret,
    serverKeys,
    chains: [chain, { ...chain, seq: 4 }],
  });
  const wrong = parseKitText(text.replace("account secret", "account secrets"));
  assert.deepEqual(!wrong.ok && wrong.error, { code: "kit-line-missing", key: "account secret" });
});

test("a secret that stands alone brings itself and demands nothing; other text is none", () => {
  const brought = parseSecretText(formatSecret(accountSecret));
  assert.deepEqual(brought, { accountSecret, serverKeys: undefined, chains: [] });
  assert.equal(parseSecretText("not a secret"), undefined);
});
