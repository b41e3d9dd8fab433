/**
 * Everything that the engine needs from the world: files, sockets, clock, timers, random bytes, Argon2id.
 *
 * The terminal and the browser each bring their own; the simulation brings one that is deterministic and
 * fails on purpose. All of it may throw: the engine catches once per boundary and says what is safe.
 */
import type { Argon2id, Bytes, RandomBytes } from "@coffer/protocol";

/** Named byte strings that survive a crash: the engine's home. One process at a time holds them. */
export interface Files {
  /** The bytes from an offset on (0 unless named); undefined if there is no such file. */
  read(name: string, from?: number): Promise<Bytes | undefined>;
  /** Replaces the whole file, or leaves the old one: never a half. Durable when it resolves. */
  replace(name: string, bytes: Uint8Array): Promise<void>;
  /** Adds to the end. Durable when it resolves; after a crash a part of the bytes may be there. */
  append(name: string, bytes: Uint8Array): Promise<void>;
  /** Cuts the file to a length. */
  truncate(name: string, length: number): Promise<void>;
  /** Removes the file, if it exists. */
  remove(name: string): Promise<void>;
  names(): Promise<readonly string[]>;
}

/** A message socket to a server. */
export interface Socket {
  send(message: Uint8Array): void;
  /** The next message in order; undefined when the other side has closed. */
  receive(): Promise<Bytes | undefined>;
  close(): void;
}

export interface Environment {
  readonly files: Files;
  readonly randomBytes: RandomBytes;
  readonly argon2id: Argon2id;
  /** Milliseconds since 1970-01-01T00:00Z by the device's clock, which may be wrong. */
  nowMs(): number;
  /** Calls back once after a time; the returned function cancels. */
  after(delayMs: number, callback: () => void): () => void;
  /** Opens a socket to a server's URL (http or https); rejects when there is no server. */
  connect(serverUrl: string): Promise<Socket>;
}
