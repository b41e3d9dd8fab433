/**
 * Reading files apart from the keys: a Worker of its own, started when it is first needed, ended
 * when it is no longer. A file that takes too long, or breaks the Worker, is refused.
 */
import { rejectedFile, sentence, type ReadFile, type ReadOptions } from "@coffer/ledger";
import type { ReaderAnswer, ReaderTask } from "../reader/reader-messages.ts";
import { startReader } from "./trusted-reader.ts";

/** A million rows take a tenth of it on a slow phone. */
const readingMs = 120_000;

interface Reading {
  readonly id: number;
  readonly end: (read: ReadFile | null) => void;
}

/** One file at a time. */
export class FileReading {
  #worker: Worker | undefined;
  #reading: Reading | undefined;
  #lastId = 0;

  /** Reads a file; null if `stop` was called meanwhile. */
  read(bytes: Uint8Array<ArrayBuffer>, options: ReadOptions): Promise<ReadFile | null> {
    this.#reading?.end(null);
    this.#lastId += 1;
    const id = this.#lastId;
    const { promise, resolve } = Promise.withResolvers<ReadFile | null>();
    const late = setTimeout(() => this.#giveUp(), readingMs);
    this.#reading = {
      id,
      end: (read) => {
        clearTimeout(late);
        this.#reading = undefined;
        resolve(read);
      },
    };
    const task: ReaderTask = { id, bytes, options };
    this.#started().postMessage(task);
    return promise;
  }

  /** Ends the Worker, whatever it is doing. */
  stop(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#reading?.end(null);
  }

  #started(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = startReader();
    worker.addEventListener("message", ({ data }: MessageEvent<ReaderAnswer>) => {
      if (data.id === this.#reading?.id) this.#reading.end(data.read);
    });
    worker.addEventListener("error", () => {
      if (this.#worker === worker) this.#giveUp();
    });
    this.#worker = worker;
    return worker;
  }

  #giveUp(): void {
    const reading = this.#reading;
    this.#reading = undefined;
    this.stop();
    const reason = sentence("Reading it took too long, or more memory than there is.");
    reading?.end({ kind: "file", imported: rejectedFile("unread", null, reason) });
  }
}
