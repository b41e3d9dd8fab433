/** What the engine and the Worker that reads files say to each other. */
import type { ReadFile, ReadOptions } from "@coffer/ledger";

/** A file to read. */
export interface ReaderTask {
  readonly id: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly options: ReadOptions;
}

/** The file as it was read. */
export interface ReaderAnswer {
  readonly id: number;
  readonly read: ReadFile;
}
