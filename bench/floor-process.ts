/**
 * What a socket and a disk cost with nothing around them (child.ts): a bare ws server that answers with the bytes it
 * gets, or writes them durably first, those of one turn of the event loop together, and tells every other connection.
 */
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { answerQuestions } from "./child.ts";

interface BareSocket {
  on(event: "message", heard: (bytes: Buffer) => void): void;
  on(event: "close", gone: () => void): void;
  send(bytes: Uint8Array): void;
}
interface BareServer {
  on(event: "connection", connected: (socket: BareSocket) => void): void;
}
/** The server's own ws, so that both are of one version. */
const { WebSocketServer } = createRequire(new URL("../server/package.json", import.meta.url))(
  "ws",
) as { readonly WebSocketServer: new (options: object) => BareServer };

type Floor = "echo" | "fsync" | "sqlite";
const { floor, dataFolder } = JSON.parse(process.argv[2] ?? "{}") as {
  readonly floor: Floor;
  readonly dataFolder: string;
};

const http = createServer();
const bare = new WebSocketServer({ server: http, perMessageDeflate: false });
const sockets = new Set<BareSocket>();
const file = openSync(join(dataFolder, "file"), "a");
const store = floor === "sqlite" ? sqliteStore() : undefined;

bare.on("connection", (socket) => {
  sockets.add(socket);
  socket.on("close", () => sockets.delete(socket));
  socket.on("message", (bytes) => {
    if (store !== undefined) {
      store(bytes, () => socket.send(bytes.subarray(0, 16)));
      return;
    }
    if (floor === "fsync") {
      writeSync(file, bytes);
      fsyncSync(file);
    }
    socket.send(bytes);
    for (const other of sockets) if (other !== socket) other.send(bytes);
  });
});

/** Inserts what comes in one turn in one durable transaction, and then says so. */
function sqliteStore(): (bytes: Buffer, done: () => void) => void {
  const database = new DatabaseSync(join(dataFolder, "floor.db"));
  database.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE t (v INTEGER, s INTEGER, b BLOB, PRIMARY KEY (v, s)) WITHOUT ROWID`);
  const insert = database.prepare("INSERT INTO t VALUES (1, ?, ?)");
  const waiting: { readonly bytes: Buffer; readonly done: () => void }[] = [];
  let last = 0;
  return (bytes, done) => {
    waiting.push({ bytes, done });
    if (waiting.length > 1) return;
    setImmediate(() => {
      const group = waiting.splice(0);
      database.exec("BEGIN IMMEDIATE");
      for (const each of group) insert.run((last += 1), each.bytes);
      database.exec("COMMIT");
      for (const each of group) each.done();
    });
  };
}

http.listen(0, "127.0.0.1", () => {
  const { port } = http.address() as AddressInfo;
  answerQuestions({ url: `http://127.0.0.1:${port}`, close: async () => closeSync(file) });
});
