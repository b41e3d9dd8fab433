/**
 * The Worker that reads a file which a person brings: it has no key and nothing of the vault, and is
 * ended when the file takes too long or the person has had enough.
 */
import { needsSqlite, readFile } from "@coffer/ledger";
import { browserSqlite } from "./browser-sqlite.ts";
import type { ReaderAnswer, ReaderTask } from "./reader-messages.ts";

addEventListener("message", ({ data }: MessageEvent<ReaderTask>) => void read(data));

async function read({ id, bytes, options }: ReaderTask): Promise<void> {
  const sqlite = needsSqlite(bytes) ? { sqlite: await browserSqlite() } : {};
  const answer: ReaderAnswer = { id, read: readFile(bytes, { ...options, ...sqlite }) };
  self.postMessage(answer);
}
