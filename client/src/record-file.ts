/**
 * Records in one file, each after its length as u32: how logs and the outbox lie on the disk.
 *
 * A crash or a full disk may leave a part of the last record. It was never confirmed to anybody, and must be cut
 * off before something is written behind it.
 */
import { concat, type Bytes } from "@coffer/protocol";
import type { Files } from "./environment.ts";

const lengthBytes = 4;

/** The bytes of records. */
export function joinRecords(records: readonly Uint8Array[]): Bytes {
  return concat(...records.flatMap((record) => [lengthOf(record), record]));
}

/** The whole records in bytes, and how many bytes they take: a crash may have torn the last one. */
export function splitRecords(bytes: Bytes): {
  readonly records: readonly Bytes[];
  readonly wholeLength: number;
} {
  const records: Bytes[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  while (at + lengthBytes <= bytes.length) {
    const end = at + lengthBytes + view.getUint32(at);
    if (end > bytes.length) break;
    records.push(bytes.slice(at + lengthBytes, end));
    at = end;
  }
  return { records, wholeLength: at };
}

/** Cuts off whatever a file has behind a length: what a failed append left of itself. */
export async function cutTail(files: Files, name: string, length: number): Promise<void> {
  const tail = await files.read(name, length);
  if (tail !== undefined && tail.length > 0) await files.truncate(name, length);
}

function lengthOf(record: Uint8Array): Bytes {
  const bytes = new Uint8Array(lengthBytes);
  new DataView(bytes.buffer).setUint32(0, record.length);
  return bytes;
}
