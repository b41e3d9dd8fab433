/**
 * What every seed begins with, made once: an account that was signed up for real, five devices that were added for real,
 * some first entries. The devices' files and the server's database are copied for each seed, so that the password protocol
 * is not in the loop.
 */
import { createAccount, logIn } from "../../client/src/account-access.ts";
import type { Engine } from "../../client/src/engine.ts";
import { loadDevice } from "../../client/src/home.ts";
import { parseKitText } from "../../client/src/kit-text.ts";
import { parseCurrency, SETTINGS_ID, starterChanges } from "../../ledger/src/index.ts";
import { toHex, type Bytes } from "../../protocol/src/bytes.ts";
import { createOpaqueSetup } from "../../protocol/src/server.ts";
import type { ServerSecrets } from "../../server/src/secrets.ts";
import { typedPassword } from "./device.ts";
import { Disk } from "./disk.ts";
import { newId } from "./edits.ts";
import { History } from "./history.ts";
import type { Random } from "./random.ts";
import { readDisk, type Written } from "./reader.ts";
import { World } from "./world.ts";

export const devicesMax = 5;
const serverUrl = "http://server";
const loginName = "anna";

export interface Template {
  readonly secrets: ServerSecrets;
  /** The server's database. */
  readonly image: Uint8Array;
  /** Each device's files. */
  readonly homes: readonly ReadonlyMap<string, Bytes>[];
  readonly history: History;
  /** What the vault's log holds. */
  readonly written: readonly Written[];
  /** Ids of both chains, in hex. */
  readonly accountChain: string;
  readonly vault: string;
  readonly nowMs: number;
}

/** Makes the template. To be called with seeded cryptography. */
export async function makeTemplate(random: Random): Promise<Template> {
  const secrets: ServerSecrets = {
    serverId: random.bytes(16),
    opaqueSetup: await createOpaqueSetup(),
    channelKey: random.bytes(32),
    enumerationKey: random.bytes(32),
  };
  const empty = {
    secrets,
    image: new Uint8Array(0),
    homes: [],
    history: new History(),
    written: [],
    accountChain: "",
    vault: "",
    nowMs: 0,
  };
  const world = new World(0, empty);
  const server = world.addServer(empty.image);
  await server.start();
  const engines = await enrol(world, random);
  for (const engine of engines) await drive(world, engine.sync());
  for (const engine of engines) await drive(world, engine.sync());
  for (const engine of engines) {
    await drive(world, engine.saveCaches());
    await drive(world, engine.close());
  }
  const chains = await chainsOf(world);
  const bare = new Disk(world.devices[0]?.disk.bytesByName);
  bare.bytesByName.delete(`state-${chains.vault}`);
  const { written } = await readDisk(world.apart(bare), undefined);
  return {
    ...empty,
    image: server.image(),
    homes: world.devices.map(({ disk }) => new Map(disk.bytesByName)),
    history: world.history,
    written,
    ...chains,
    nowMs: world.time.nowMs,
  };
}

async function enrol(world: World, random: Random): Promise<readonly Engine[]> {
  const devices = Array.from({ length: devicesMax }, () => {
    const device = world.addDevice(new Disk());
    device.boot();
    return device;
  });
  const engines: Engine[] = [];
  let kit = "";
  for (const device of devices) {
    const { index } = device;
    const environment = device.environment();
    if (index === 0) {
      const access = await drive(
        world,
        createAccount(environment, {
          serverUrl,
          loginName,
          password: typedPassword,
          invitation: null,
          deviceName: "device 0",
          firstChangeSet: firstChangeSet(random),
        }),
      );
      if (!access.ok) throw new Error(`No account: ${access.error.code}`);
      kit = access.value.kit ?? "";
      engines.push(access.value.engine);
      continue;
    }
    const parsed = parseKitText(kit);
    if (!parsed.ok) throw new Error("The kit cannot be read.");
    const { brought } = parsed.value;
    const given = { serverUrl, loginName, password: typedPassword, brought };
    const access = await drive(
      world,
      logIn(environment, { ...given, deviceName: `device ${index}` }),
    );
    if (!access.ok) throw new Error(`No device: ${access.error.code}`);
    engines.push(access.value.engine);
  }
  return engines;
}

function firstChangeSet(random: Random) {
  const currency = parseCurrency("EUR");
  if (currency === undefined) throw new Error("EUR is a currency.");
  const made = starterChanges({ language: "en", currency, newId: () => newId(random) });
  const settings = { table: "settings", id: SETTINGS_ID, fields: { currency } } as const;
  const facts = { label: "start", at: null, batch: null, undoes: null };
  return { id: newId(random), ...facts, changes: [settings, ...made] };
}

/** Delivers everything at once until something is done. */
async function drive<Value>(world: World, work: Promise<Value>): Promise<Value> {
  const progress = { isDone: false };
  const done = work.finally(() => (progress.isDone = true));
  while (!progress.isDone) {
    for (const [connection, direction] of world.ways) connection.deliver(direction);
    await world.rest();
  }
  return done;
}

/** The ids of both chains, as a device has them. */
async function chainsOf(world: World): Promise<Pick<Template, "accountChain" | "vault">> {
  const environment = world.devices[0]?.environment();
  const record = environment === undefined ? undefined : await loadDevice(environment.files);
  if (record === undefined || record === "damaged") throw new Error("There is no device.");
  return { accountChain: toHex(record.accountChainId), vault: toHex(record.vaultId) };
}
