/**
 * What is in the memory of another process (Linux, proc(5)): every mapping that it can write or that no file backs,
 * read while the process is stopped.
 *
 * Mappings of files that it cannot write are those files' bytes, not the process's. Pages that cannot be read (a
 * guard, a device) are passed over and counted.
 */
import assert from "node:assert/strict";
import { closeSync, existsSync, openSync, readFileSync, readSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** A part of the memory. */
export interface MemoryPart {
  readonly bytes: Uint8Array;
  /** Whether it follows on the part before. */
  readonly isNext: boolean;
}

/** How much was read, and how much could not be. */
export interface MemorySummary {
  readonly bytesRead: number;
  readonly bytesRefused: number;
}

interface Mapping {
  readonly begin: number;
  readonly end: number;
}

const partLength = 4 * 1024 * 1024;

/** Why the memory of a child cannot be read here; undefined if it can. */
export function memoryProblem(pid: number): string | undefined {
  if (!existsSync(`/proc/${pid}/maps`)) return "there is no /proc with the maps of a process";
  try {
    closeSync(openSync(`/proc/${pid}/mem`, "r"));
    return undefined;
  } catch (error) {
    return `the system does not let a parent read its child's memory: ${String(error)}`;
  }
}

/** Stops a process, hands over its memory in parts, and lets it go on. */
export async function readMemory(
  pid: number,
  take: (part: MemoryPart) => void,
): Promise<MemorySummary> {
  process.kill(pid, "SIGSTOP");
  try {
    // "T (stopped)": every thread of it stands still.
    while (!/^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, "utf8"))) await delay(5);
    return readStopped(pid, take);
  } finally {
    process.kill(pid, "SIGCONT");
  }
}

function readStopped(pid: number, take: (part: MemoryPart) => void): MemorySummary {
  const memory = openSync(`/proc/${pid}/mem`, "r");
  const buffer = new Uint8Array(partLength);
  let bytesRead = 0;
  let bytesRefused = 0;
  try {
    for (const { begin, end } of mappingsOf(readFileSync(`/proc/${pid}/maps`, "utf8"))) {
      let isNext = false;
      for (let at = begin; at < end;) {
        const length = readAt(memory, buffer, at, Math.min(partLength, end - at));
        if (length === 0) {
          bytesRefused += end - at;
          break;
        }
        take({ bytes: buffer.subarray(0, length), isNext });
        isNext = true;
        bytesRead += length;
        at += length;
      }
    }
  } finally {
    closeSync(memory);
  }
  return { bytesRead, bytesRefused };
}

/** Reads at an address; 0 bytes if nothing can be read there. */
function readAt(memory: number, buffer: Uint8Array, at: number, length: number): number {
  try {
    return readSync(memory, buffer, 0, length, at);
  } catch {
    return 0;
  }
}

/** The mappings to read, of /proc/PID/maps: "begin-end perms offset device inode path". */
export function mappingsOf(maps: string): readonly Mapping[] {
  const mappings: Mapping[] = [];
  for (const line of maps.trimEnd().split("\n")) {
    const match = /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) \S+ \S+ (\d+)/.exec(line);
    assert.ok(match !== null, `a line of the maps is understood: ${line}`);
    const [, begin = "", end = "", permissions = "", inode] = match;
    const isOfFile = inode !== "0";
    // [vvar] and [vsyscall] are the kernel's.
    if (!permissions.startsWith("r") || /\[v(?:var|syscall)/.test(line)) continue;
    if (isOfFile && permissions[1] !== "w") continue;
    mappings.push({ begin: Number.parseInt(begin, 16), end: Number.parseInt(end, 16) });
  }
  return mappings;
}
