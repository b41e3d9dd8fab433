/** Searching places for markers: files of a folder, recorded traffic, a process's memory. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { inflatedMembers } from "./inflated.ts";
import { readMemory, type MemorySummary } from "./memory-image.ts";
import { payloads, type Recording } from "./recording-proxy.ts";
import type { Finding, Scanner } from "./scanner.ts";

/** A finding, and where it was. */
export interface Found extends Finding {
  readonly place: string;
}

/** Searches every file under a folder, its name too, and what is compressed in it. */
export function searchFolder(scanner: Scanner, folder: string): readonly Found[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const place = relative(folder, path);
    const inName = searchBytes(scanner, `the name ${place}`, Buffer.from(place));
    return entry.isFile()
      ? [...inName, ...searchBytes(scanner, place, readFileSync(path))]
      : inName;
  });
}

/** Searches bytes, and what is compressed in them. */
export function searchBytes(scanner: Scanner, place: string, bytes: Uint8Array): readonly Found[] {
  const inside = inflatedMembers(bytes).flatMap((member) => scanner.scan(member));
  return [...scanner.scan(bytes), ...inside].map((finding) => ({ ...finding, place }));
}

/** Searches a connection: the bytes on the wire, and what its frames carried. */
export function searchRecording(
  scanner: Scanner,
  { toServer, toClient }: Recording,
): readonly Found[] {
  return (
    [
      ["to the server", toServer],
      ["to the client", toClient],
    ] as const
  ).flatMap(([place, bytes]) => [
    ...searchBytes(scanner, `${place}, on the wire`, bytes),
    ...searchBytes(scanner, `${place}, unmasked`, payloads(bytes).carried),
  ]);
}

/** Searches the memory of a process. */
export async function searchMemory(
  scanner: Scanner,
  pid: number,
): Promise<{ readonly found: readonly Found[]; readonly summary: MemorySummary }> {
  const found: Found[] = [];
  let look = scanner.stream();
  const summary = await readMemory(pid, ({ bytes, isNext }) => {
    if (!isNext) look = scanner.stream();
    for (const finding of look(bytes)) found.push({ ...finding, place: "memory" });
  });
  return { found, summary };
}
