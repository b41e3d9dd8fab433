/**
 * Rows about the web page that need no browser: what the server serves as the page's program (A33), what its database has of
 * what was typed (A23), and ciphertexts in the place of others (A12). What needs one is in e2e.
 */
import assert from "node:assert/strict";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sealPage } from "../../web/build/offline-page.ts";
import { runCoffer } from "../cli/coffer-process.ts";
import { commitTo, expense, syncOf, TestServer } from "../fixtures/world.ts";
import { encode } from "../../protocol/src/codec.ts";
import { forged, refuses } from "./forgeries.ts";
import { voids } from "./outcomes.ts";
import type { Rows } from "./rows.ts";

export function pageAttacks(rows: Rows): void {
  rows.check("A33: manifest hash check: a server that alters one file of the page", async () => {
    const folder = mkdtempSync(join(tmpdir(), "coffer-page-"));
    const [built, shown] = [join(folder, "built"), join(folder, "shown")];
    for (const page of [built, shown]) writePage(page);
    const server = new TestServer({ webFolder: shown });
    const verify = async () =>
      runCoffer(["verify-web", server.url, "--build", built], {
        home: join(folder, "home"),
        folder,
      });
    await server.start();
    const same = await verify();
    assert.equal(same.exitCode, 0, same.stderr);
    assert.match(same.stdout, /3 files\.\nVersion: (?:[0-9a-f]{4} ?){8}\n$/);
    for (const file of ["index.html", "assets/index-B4x_Yz12.js", "service-worker.js"]) {
      writePage(shown);
      const path = join(shown, file);
      writeFileSync(path, `${readFileSync(path, "utf8")}\n`);
      await server.stop();
      await server.start();
      const { exitCode, stdout, stderr } = await verify();
      assert.deepEqual([exitCode, stdout], [1, ""], file);
      const named = file === "index.html" ? "/" : `/${file}`;
      assert.ok(stderr.endsWith(`Different or missing: ${named}\n`), stderr);
    }
    await server.remove();
    rmSync(folder, { recursive: true });
    return "coffer verify-web names the file; the same page has the code that Settings show";
  });

  rows.attack("A12: two ciphertexts are swapped between entries", async (scene) => {
    const [first, second] = [await forged(scene, {}), await forged(scene, {})];
    const swapped = { ...first, ciphertext: second.ciphertext };
    const { headerBytes, publicBytes, ciphertext, countersignature, signature } = swapped;
    const parts = [headerBytes, publicBytes, ciphertext, countersignature, signature];
    return refuses(scene, encode(parts), "signature-wrong");
  });

  rows.attack("A12: two ciphertexts are swapped, and signed anew by an insider", async (scene) => {
    const { ciphertext } = await forged(scene, {});
    return voids(scene, "vault", await forged(scene, { ciphertext }));
  });

  rows.attack("A23: what was typed is searched in the server's files", async (scene) => {
    const engine = await scene.open();
    await commitTo(engine, expense(1_234, "MARKERTYPED at the baker's"));
    await syncOf(engine);
    const stored = globSync("**/*", { cwd: scene.server.folder, withFileTypes: true })
      .filter((item) => item.isFile())
      .map((item) => readFileSync(join(item.parentPath, item.name)));
    const texts = stored.map((bytes) => bytes.toString("latin1"));
    // What it may know is there, so the search reads what is stored.
    assert.ok(texts.some((text) => text.includes("anna")));
    for (const typed of ["MARKERTYPED", "bread", "milk", "Restaurants", "50/30/20"]) {
      for (const form of [typed, Buffer.from(typed).toString("hex")]) {
        assert.ok(!texts.some((text) => text.includes(form)), form);
      }
    }
    return "0 hits; every column is one of docs/security.md (test/blind/schema.test.ts)";
  });
}

/** The smallest page that has everything that a build seals. */
function writePage(folder: string): void {
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(join(folder, "assets/index-B4x_Yz12.js"), "export {};");
  writeFileSync(join(folder, "service-worker.js"), "self;");
  writeFileSync(
    join(folder, "index.html"),
    `<!doctype html><script type="module" src="/assets/index-B4x_Yz12.js"></script>`,
  );
  sealPage(folder);
}
