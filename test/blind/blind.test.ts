/**
 * Blind: after a month of use, nothing that the person typed, and no secret that Coffer made for them, is anywhere
 * but where they can open it. Searched are all that the server stores, writes and holds in memory, all that passes
 * between client and server, and all that lies on the devices.
 *
 * The login name is the control of each search: the server, the wire and the device know it, so a search that does
 * not find it there is broken.
 */
import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test, type TestContext } from "node:test";
import { agentSocket } from "../../cli/src/node/home-folder.ts";
import {
  searchBytes,
  searchFolder,
  searchMemory,
  searchRecording,
  type Found,
} from "./blind-places.ts";
import { keyMarkers, kitMarkers, linkCodeMarkers } from "./derived-secrets.ts";
import type { Marker } from "./markers.ts";
import { memoryProblem, type MemorySummary } from "./memory-image.ts";
import { Person } from "./month.ts";
import { payloads, RecordingProxy } from "./recording-proxy.ts";
import { Scanner } from "./scanner.ts";
import { startServerProcess, type ServerProcess } from "./server-process.ts";
import { knownMarkers, typedMarkers } from "./typed.ts";

interface MemorySearch {
  readonly when: string;
  readonly found: readonly Found[];
  readonly known: readonly Found[];
  readonly summary: MemorySummary;
}

interface World {
  readonly dataFolder: string;
  readonly server: ServerProcess;
  readonly proxy: RecordingProxy;
  readonly person: Person;
  readonly markers: readonly Marker[];
  readonly scanner: Scanner;
  /** Searches of the server's memory; empty where it cannot be read. */
  readonly memory: readonly MemorySearch[];
  readonly metrics: string;
}

const knownScanner = new Scanner(knownMarkers);

suite("blind", () => {
  const base = mkdtempSync(join(tmpdir(), "coffer-blind-"));
  const dataFolder = join(base, "data");
  let started: Pick<World, "server" | "proxy"> | undefined;
  let lived: World | undefined;

  before(async () => {
    mkdirSync(dataFolder, { mode: 0o700 });
    const server = await startServerProcess(dataFolder);
    const proxy = new RecordingProxy(server.port);
    started = { server, proxy };
    lived = await liveMonth(base, { dataFolder, server, proxy });
  });

  after(async () => {
    started?.server.kill();
    await started?.proxy.close();
    rmSync(base, { recursive: true, force: true });
  });

  function world(): World {
    assert.ok(lived !== undefined, "the month was lived");
    return lived;
  }

  test("the search sees: what the person's own files say is found in them", () => {
    const { person, scanner, markers } = world();
    const found = new Set(searchFolder(scanner, person.folder).map(({ marker }) => marker));
    for (const name of ["password", "csv text", "ofx memo", "json note", "csv file name"]) {
      assert.ok(found.has(name), name);
    }
    for (const kit of ["kit1", "kit2", "kit3", "kit4"]) {
      assert.ok(found.has(`account secret of ${kit}`), kit);
      assert.ok(found.has(`recovery secret of ${kit}`), kit);
    }
    assert.ok(markers.length > 150);
  });

  test("nothing is found between client and server, in either direction", () => {
    const { proxy, scanner } = world();
    const { recordings } = proxy;
    assert.ok(recordings.length > 10, "many connections");
    const found = recordings.flatMap((recording) => searchRecording(scanner, recording));
    assert.deepEqual(found, []);
    const heads = recordings.map(({ toClient }) => payloads(toClient).head);
    assert.deepEqual(
      heads.filter((head) => /sec-websocket-extensions/i.test(head)),
      [],
      "nothing is compressed, or the search would have to inflate it",
    );
    const seen = recordings.flatMap((recording) => searchRecording(knownScanner, recording));
    assert.ok(seen.some(({ place }) => place === "to the server, unmasked"));
    const bytes = recordings.reduce(
      (sum, { toServer, toClient }) => sum + toServer.length + toClient.length,
      0,
    );
    assert.ok(bytes > 100_000, `${bytes} bytes were looked at`);
  });

  test("nothing is found in what the server writes to its log and its metrics", () => {
    const { server, scanner, metrics } = world();
    const { stdout, stderr } = server.written();
    assert.ok(stderr.split("\n").length > 30, "it logs everything");
    assert.match(stderr, /"event":"login"/);
    assert.match(metrics, /coffer_open_sessions/);
    for (const [place, text] of Object.entries({ stdout, stderr, metrics })) {
      assert.deepEqual(searchBytes(scanner, place, Buffer.from(text)), []);
      // The log names nobody, either (SV68).
      assert.deepEqual(searchBytes(knownScanner, place, Buffer.from(text)), []);
    }
  });

  test("nothing is found in the memory of the server", (t: TestContext) => {
    const { memory, server } = world();
    const problem = memoryProblem(server.pid);
    if (problem !== undefined) {
      t.skip(problem);
      return;
    }
    assert.equal(memory.length, 2);
    for (const { when, found, known, summary } of memory) {
      assert.deepEqual(found, [], when);
      assert.ok(known.length > 0, `the login name is in memory ${when}`);
      assert.ok(summary.bytesRead > 30_000_000, `${summary.bytesRead} bytes were read ${when}`);
      assert.ok(summary.bytesRefused < summary.bytesRead / 10, "nearly all can be read");
      t.diagnostic(`${when}: ${Math.round(summary.bytesRead / 2 ** 20)} MiB read`);
    }
  });

  test("nothing is found in what the server stores, while it runs and after it", async () => {
    const { scanner, server } = world();
    assert.deepEqual(readdirSync(dataFolder).toSorted(), [
      "coffer.db",
      "coffer.db-shm",
      "coffer.db-wal",
      "lock",
      "lock-journal",
      "secrets",
    ]);
    assert.ok(statSync(join(dataFolder, "coffer.db-wal")).size > 0, "the WAL is looked at too");
    assert.deepEqual(searchFolder(scanner, dataFolder), []);
    await server.stop();
    assert.deepEqual(searchFolder(scanner, dataFolder), []);
    const seen = searchFolder(knownScanner, dataFolder);
    assert.ok(seen.some(({ place }) => place === "coffer.db"));
  });

  test("on a device only its account secret is found, in its own file of mode 0600", () => {
    const { scanner, person } = world();
    assert.ok(existsSync(agentSocket(person.homeOf("first"))), "unlocked");
    onlyAccountSecret(scanner, person);
    const seen = searchFolder(knownScanner, person.devices);
    assert.deepEqual(
      ["first", "second", "third"].filter(
        (device) => !seen.some(({ place }) => place === join(device, "account", "device")),
      ),
      [],
      "a device's record names the account",
    );
  });

  test("nor after lock and logout; after forgetting, not even that", async () => {
    const { scanner, person } = world();
    await person.coffer("first", "lock");
    onlyAccountSecret(scanner, person);
    await person.coffer("first", "logout");
    onlyAccountSecret(scanner, person);
    for (const device of ["first", "second", "third"]) {
      await person.coffer(device, "logout", "--forget");
    }
    assert.deepEqual(searchFolder(scanner, person.devices), []);
    assert.deepEqual(searchFolder(knownScanner, person.devices), []);
  });
});

async function liveMonth(
  base: string,
  { dataFolder, server, proxy }: Pick<World, "dataFolder" | "server" | "proxy">,
): Promise<World> {
  const person = new Person(base, await proxy.start());
  const memory: MemorySearch[] = [];
  const canRead = memoryProblem(server.pid) === undefined;
  const look = async (when: string, markers: readonly Marker[]): Promise<void> => {
    if (!canRead) return;
    const scanner = new Scanner([...markers, ...knownMarkers]);
    const { found, summary } = await searchMemory(scanner, server.pid);
    const [known = [], others = []] = [true, false].map((wanted) =>
      found.filter(({ marker }) => knownMarkers.some(({ name }) => name === marker) === wanted),
    );
    memory.push({ when, found: others, known, summary });
  };
  await person.beginMonth();
  await look("after the first days", [...typedMarkers, ...kitMarkers(person.read("kit1"), "kit1")]);
  await person.doTheBooks();
  const code = await person.useSecondDevice();
  await person.changeSecrets();
  const markers = [
    ...typedMarkers,
    ...linkCodeMarkers(code),
    ...person.kits.flatMap((kit, index) => kitMarkers(kit, `kit${index + 1}`)),
    ...(await keyMarkers(join(dataFolder, "coffer.db"), person.read("kit4"))),
  ];
  await look("after the month", markers);
  const answer = await fetch(`http://127.0.0.1:${server.metricsPort}/metrics`);
  const metrics = await answer.text();
  const scanner = new Scanner(markers);
  return { dataFolder, server, proxy, person, markers, scanner, memory, metrics };
}

/** Demands that nothing but account secrets lies on the devices, each as bytes in the file that is for it. */
function onlyAccountSecret(scanner: Scanner, person: Person): void {
  const found = searchFolder(scanner, person.devices);
  const isSecretFile = /(?:^|[/\\])account[/\\]account-secret(?:-old)?$/;
  const others = found.filter(
    ({ marker, encoding, place }) =>
      !(marker.startsWith("account secret") && encoding === "bytes" && isSecretFile.test(place)),
  );
  assert.deepEqual(others, []);
  assert.ok(found.length > 0, "the exception is one: the secret is there");
  for (const { place } of found) {
    const path = join(person.devices, place);
    assert.equal(statSync(path).mode & 0o777, 0o600, place);
    assert.equal(readFileSync(path).length, 20, "and nothing else is in its file");
  }
}
