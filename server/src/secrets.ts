/**
 * The server's own secrets, in one file of mode 0600 beside the database and never in it: whoever gets only the
 * database has nothing to test a password against.
 *
 * Text, one `name: hex` a line, so that it can be printed and kept apart. The file is made once, written to the
 * disk before it gets its name. Where a database is and the secrets are not, the server does not start: new
 * secrets would lock everybody out.
 */
import { chmod, open, readFile, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";
import {
  createOpaqueSetup,
  exchangeKeyLength,
  fromHex,
  idLength,
  opaqueSetupLength,
  toHex,
  type Bytes,
} from "@coffer/protocol/server";
import { StartError } from "./start-error.ts";

/** What only this server knows. */
export interface ServerSecrets {
  /** 16 bytes, public: the server's name. */
  readonly serverId: Bytes;
  readonly opaqueSetup: Bytes;
  /** X25519. */
  readonly channelKey: Bytes;
  /** Under which login names are hashed. */
  readonly enumerationKey: Bytes;
}

const heading = "Coffer server secrets 1";
const enumerationKeyLength = 32;
const othersMask = 0o177;

const lengths: { readonly [Name in keyof ServerSecrets]: number } = {
  serverId: idLength,
  opaqueSetup: opaqueSetupLength,
  channelKey: exchangeKeyLength,
  enumerationKey: enumerationKeyLength,
};

/** Reads the secrets, or makes them where neither they nor a database are. Throws StartError otherwise. */
export async function loadSecrets(options: {
  readonly path: string;
  readonly hasDatabase: boolean;
}): Promise<ServerSecrets> {
  const { path, hasDatabase } = options;
  const found = await readIfThere(path);
  if (found !== undefined) return parseSecrets(found, path);
  if (hasDatabase) {
    throw new StartError(
      `The database is there but ${path} is not: put the secrets back from their backup, without them nobody can log in.`,
    );
  }
  const secrets: ServerSecrets = {
    serverId: randomBytes(idLength),
    opaqueSetup: await createOpaqueSetup(),
    channelKey: randomBytes(exchangeKeyLength),
    enumerationKey: randomBytes(enumerationKeyLength),
  };
  await writeSecrets(path, secrets);
  return secrets;
}

/** Cryptographically secure random bytes. */
export function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    const { mode } = await stat(path);
    if (process.platform !== "win32" && (mode & othersMask) !== 0) {
      throw new StartError(`${path} can be read by others: make it yours alone with chmod 600.`);
    }
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function parseSecrets(text: string, path: string): ServerSecrets {
  const [first, ...lines] = text.trimEnd().split("\n");
  const valueByName = new Map(lines.map((line) => line.split(": ", 2) as [string, string]));
  const read = (name: keyof ServerSecrets): Bytes => {
    const bytes = fromHex(valueByName.get(name) ?? "");
    if (first !== heading || bytes?.length !== lengths[name]) {
      throw new StartError(`${path} is not a file of secrets of this server's version.`);
    }
    return bytes;
  };
  return {
    serverId: read("serverId"),
    opaqueSetup: read("opaqueSetup"),
    channelKey: read("channelKey"),
    enumerationKey: read("enumerationKey"),
  };
}

async function writeSecrets(path: string, secrets: ServerSecrets): Promise<void> {
  const lines = Object.entries(secrets).map(([name, bytes]) => `${name}: ${toHex(bytes)}\n`);
  const unfinished = `${path}.new`;
  const file = await open(unfinished, "w", 0o600);
  try {
    await chmod(unfinished, 0o600);
    await file.writeFile(`${heading}\n${lines.join("")}`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
  // The name, too, has to be on the disk. Windows cannot sync a folder, and does it by itself.
  if (process.platform === "win32") return;
  const folder = await open(dirname(path), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
