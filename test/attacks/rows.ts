/**
 * The rows of the attack checklist that this suite covers, and what came of each attack.
 *
 * A row is recorded by the test that shows it, after its last assertion, with what the client (or the server) did
 * against the attack. The table is printed at the end, and must have a line for everything that is named here.
 */
import test from "node:test";
import type { ServerOptions } from "../../server/src/server.ts";
import type { Cast, Scene } from "../hostile-server/cast.ts";

/** Each row: what was broken elsewhere, and which attacks must be shown, by a word of their names. */
export type Checklist = Readonly<Record<string, readonly [broken: string, ...attacks: string[]]>>;

/** The rows that need no browser; those that do are in e2e/hostile.test.ts. */
export const checklist: Checklist = {
  A1: ["MEGA key recovery", "flipped bit", "accounts", "generations", "purposes"],
  A2: ["client as decryption oracle (MEGA)", "malformed boxes"],
  A3: ["anyone can encrypt to a public key", "unknown device", "forged device"],
  A4: ["key insertion (Nextcloud)", "silent recipient", "missing recipient", "replay", "garbage"],
  A6: ["nonce reuse", "no salt repeats", "parallel HPKE seals", "inside"],
  A7: ["server controls the device list (Matrix)", "random"],
  A8: ["key id and device id confused (Matrix)", "labels", "id"],
  A9: ["protocol confusion (Matrix)", "kind byte", "unknown suite", "unknown flag"],
  A10: ["format downgrade", "unknown suite", "CFE1", "schema"],
  A11: ["KDF downgrade", "extra field"],
  A12: ["field and item swap", "swapped between", "signed anew"],
  A13: ["key escrow", "policy flags", "recovery key"],
  A14: ["organisation injection", "extra vault"],
  A15: ["replay and rollback", "replay", "drop", "reorder", "rollback", "fork"],
  A17: ["metadata tampering", "every field"],
  A18: ["secret in a URL", "access log"],
  A19: ["plaintext accepted", "plaintext entry", "empty ciphertext"],
  A20: ["non-committing AEAD", "equivocation", "commitment, not at the tag"],
  A21: [
    "a removed device keeps access",
    "without its epoch",
    "revoked device writes",
    "cannot read",
    "without IK",
  ],
  A22: ["stale epoch accepted", "old-epoch"],
  A23: ["metadata left in clear", "typed"],
  A25: ["OPAQUE user enumeration", "unknown name", "registration", "320"],
  A26: ["online guess by dropping KE3", "without finish"],
  A27: ["OPAQUE finish replay", "same state"],
  A28: ["password Unicode", "Unicode", "lone surrogate"],
  A30: ["session theft", "captured", "swapped", "no cookie"],
  A31: ["Ed25519 verifier differences", "small-order", "mixed-order", "noble"],
  A32: ["parser ambiguity", "non-canonical", "fuzz"],
  A33: ["altered page", "hash check"],
};

/** What one attack came to. */
interface Result {
  readonly row: string;
  readonly attack: string;
  readonly outcome: string;
}

/** Registers the tests, and remembers what they showed. */
export class Rows {
  readonly #list: Checklist;
  readonly #cast: () => Cast;
  readonly #results: Result[] = [];

  constructor(list: Checklist, cast: () => Cast) {
    this.#list = list;
    this.#cast = cast;
  }

  /**
   * A test of a row, in a scene of its own. Its name begins with the row's id; what `run` returns, after its
   * assertions, is what was done against the attack.
   */
  attack(
    name: string,
    run: (scene: Scene) => Promise<string>,
    options: Partial<ServerOptions> = {},
  ): void {
    this.check(name, async () => {
      await using scene = await this.#cast().scene(options);
      // Awaited here, while the scene is still there.
      return await run(scene);
    });
  }

  /** A test of a row that needs no scene. */
  check(name: string, run: () => Promise<string>): void {
    const [row = "", ...words] = name.split(": ");
    test(name, async () => {
      const outcome = await run();
      this.#results.push({ row, attack: words.join(": "), outcome });
    });
  }

  /** What the checklist names and no test has shown. */
  get open(): readonly string[] {
    return Object.entries(this.#list).flatMap(([row, [, ...attacks]]) => {
      const shown = this.#results.filter((result) => result.row === row);
      const lacks = attacks.filter((word) => !shown.some(({ attack }) => attack.includes(word)));
      return shown.length === 0 ? [row] : lacks.map((word) => `${row}: ${word}`);
    });
  }

  /** The table, one line an attack, in the order of the checklist. */
  get table(): readonly string[] {
    const order = Object.keys(this.#list);
    const sorted = this.#results.toSorted((a, b) => order.indexOf(a.row) - order.indexOf(b.row));
    const width = Math.max(...sorted.map(({ attack }) => attack.length));
    return sorted.map(
      ({ row, attack, outcome }) => `${row.padEnd(4)} ${attack.padEnd(width)}  ${outcome}`,
    );
  }
}
