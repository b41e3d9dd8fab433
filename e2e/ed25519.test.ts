/**
 * A31: Ed25519 verifiers differ on keys of small and mixed order and on encodings that are not canonical. The wrapper of
 * protocol/ runs on such cases in Chromium's Worker and in Node: wherever a key is admitted, both say the same.
 */
import assert from "node:assert/strict";
import { ed25519 } from "@noble/curves/ed25519.js";
import { concat } from "../protocol/src/bytes.ts";
import { publicKeyOf } from "../protocol/src/signature.ts";
import { signMixed, torsionPoints } from "../test/attacks/torsion.ts";
import { randomBytes } from "../test/fixtures/random.ts";
import { missing, readVectors, type Wycheproof } from "../test/fixtures/shared-vectors.ts";
import { serveTestPage } from "./verdicts/serve.ts";
import { verdictOf, type Case, type Verdict } from "./verdicts/verdict.ts";
import { journeys } from "./world.ts";

const vectors = "wycheproof/ed25519_test.json";

journeys(
  "Ed25519 in Chromium",
  (world, journey, context) => {
    let inChromium: (cases: readonly Case[]) => Promise<readonly Verdict[]>;

    journey("the page of the tests starts its Worker under the real page's policies", async () => {
      const page = await world.visitor();
      inChromium = (cases) =>
        page.evaluate(
          (given) =>
            (
              globalThis as unknown as {
                verdictsOf(cases: readonly Case[]): Promise<readonly Verdict[]>;
              }
            ).verdictsOf(given),
          cases,
        );
      assert.deepEqual(await inChromium([]), []);
    });

    journey("A31: small-order keys: none is admitted, whatever WebCrypto accepts", async () => {
      const zeros = new Uint8Array(32);
      const cases = torsionPoints().flatMap((key) =>
        torsionPoints().flatMap((r) =>
          ["", "61", "62", "63"].map((message) => caseOf(key, concat(r, zeros), message)),
        ),
      );
      const [chromium, node] = await bothSay(cases);
      for (const verdict of [...chromium, ...node]) assert.equal(verdict.isAdmitted, false);
      const differ = chromium.filter((verdict, at) => verdict.isAccepted !== node[at]?.isAccepted);
      context.diagnostic(
        `Chromium and Node differ on ${differ.length} of ${cases.length} signatures under keys that are refused`,
      );
    });

    journey("A31: mixed-order keys: none is admitted, though the signatures are good", async () => {
      const message = randomBytes(40);
      const cases = torsionPoints()
        .slice(0, 7)
        .map((torsion) => {
          const { key, signature } = signMixed(randomBytes(32), torsion, message);
          return caseOf(key, signature, message.toHex());
        });
      const [chromium, node] = await bothSay(cases);
      for (const verdict of [...chromium, ...node]) assert.equal(verdict.isAdmitted, false);
    });

    journey(
      "A31: an S that is not canonical, a flipped bit, a changed message: the same",
      async () => {
        const cases = Array.from({ length: 64 }, (_, bit) => {
          const seed = randomBytes(32);
          const message = randomBytes(bit);
          const good = ed25519.sign(message, seed);
          const key = publicKeyOf(seed);
          const flipped = good.map((byte, at) => (at === bit ? byte ^ 1 : byte));
          return [
            caseOf(key, good, message.toHex()),
            caseOf(key, withOrderAdded(good), message.toHex()),
            caseOf(key, flipped, message.toHex()),
            caseOf(key, good, `${message.toHex()}00`),
          ];
        }).flat();
        const [chromium, node] = await bothSay(cases);
        assert.deepEqual(chromium, node);
        assert.deepEqual(
          chromium,
          cases.map((_, at) => ({ isAdmitted: true, isAccepted: at % 4 === 0 })),
        );
      },
    );

    journey("A31: the vectors of Wycheproof: their verdict, in Chromium as in Node", async () => {
      const why = missing(vectors);
      if (why !== false) return context.diagnostic(why);
      const { testGroups } = readVectors(vectors) as Wycheproof<
        { readonly publicKey: { readonly pk: string } },
        { readonly msg: string; readonly sig: string }
      >;
      const tests = testGroups.flatMap(({ publicKey, tests: each }) =>
        each.map(({ msg, sig, result }) => ({
          key: publicKey.pk,
          signature: sig,
          message: msg,
          isValid: result === "valid",
        })),
      );
      assert.ok(tests.length > 100);
      const [chromium, node] = await bothSay(tests);
      assert.deepEqual(chromium, node);
      assert.deepEqual(
        chromium.map(({ isAccepted }) => isAccepted),
        tests.map(({ isValid }) => isValid),
      );
    });

    async function bothSay(
      cases: readonly Case[],
    ): Promise<readonly [chromium: readonly Verdict[], node: readonly Verdict[]]> {
      return [await inChromium(cases), await Promise.all(cases.map(verdictOf))];
    }
  },
  serveTestPage,
);

function caseOf(key: Uint8Array, signature: Uint8Array, message: string): Case {
  return { key: key.toHex(), signature: signature.toHex(), message };
}

/** The same signature with the group's order added to its S: good for who does not look (RFC 8032 §5.1.7). */
function withOrderAdded(signature: Uint8Array): Uint8Array {
  const s = BigInt(`0x${signature.slice(32).toReversed().toHex()}`);
  const added = (s + ed25519.Point.Fn.ORDER).toString(16).padStart(64, "0");
  return concat(signature.slice(0, 32), Uint8Array.fromHex(added).toReversed());
}
