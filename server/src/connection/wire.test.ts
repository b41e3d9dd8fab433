import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { Duplex } from "node:stream";
import test from "node:test";
import type { WebSocket } from "ws";
import { Channel, channelKeys, encodeClear, errorNumbers } from "@coffer/protocol/server";
import { ManualClock } from "../../../test/server/manual-clock.ts";
import { defaultServerLimits } from "../server-limits.ts";
import { Wire } from "./wire.ts";

/** A WebSocket that keeps what is sent, and whose network takes nothing unless it is told to. */
class FakeSocket extends EventEmitter {
  readonly sent: Uint8Array[] = [];
  bufferedAmount = 0;
  isStuck = false;
  isPaused = false;
  isTerminated = false;
  closeCode: number | undefined;

  send(message: Uint8Array): void {
    this.sent.push(message);
    if (this.isStuck) this.bufferedAmount += message.length;
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  close(code: number): void {
    this.closeCode = code;
  }

  terminate(): void {
    this.isTerminated = true;
  }

  ping(): void {}
}

const limits = {
  ...defaultServerLimits,
  queuedMessagesMax: 2,
  queuedBytesMax: 1_000,
  floodMessagesMax: 5,
  outgoingBytesSoftMax: 1_000,
  outgoingBytesMax: 3_000,
};

function fakeWire() {
  const socket = new FakeSocket();
  // Takes what is written when a test says so.
  const held: (() => void)[] = [];
  const stream = new Duplex({
    writableHighWaterMark: 1,
    read: () => undefined,
    write: (_chunk, _encoding, done) => held.push(done),
  });
  const clock = new ManualClock();
  const errors: string[] = [];
  const wire = new Wire({
    socket: socket as unknown as WebSocket,
    stream,
    clock,
    limits,
    onError: (code) => errors.push(code),
  });
  return { wire, socket, stream, held, errors };
}

const message = Buffer.from(encodeClear("done"));

test("SV49: what is not handled yet stops the reading, and goes on when it is", async () => {
  const { wire, socket } = fakeWire();
  for (let count = 0; count < 3; count += 1) socket.emit("message", message, true);
  assert.equal(socket.isPaused, true, "more than two wait");
  assert.equal((await wire.receiveClear())?.type, "done");
  assert.equal(socket.isPaused, false);
  const { wire: other, socket: large } = fakeWire();
  large.emit("message", Buffer.alloc(1_001), true);
  assert.equal(large.isPaused, true, "more than a thousand bytes wait");
  assert.equal(await other.receiveClear(), undefined);
});

test("SV49: a flood that comes in spite of it ends the connection", () => {
  const { socket, errors } = fakeWire();
  for (let count = 0; count < 6; count += 1) socket.emit("message", message, true);
  assert.deepEqual(errors, ["busy"]);
});

test("SV49: a reader too slow for what is pushed to it is dropped", async () => {
  const { wire, socket } = fakeWire();
  wire.seal(new Channel("server", channelKeys(new Uint8Array(32), new Uint8Array(32))));
  socket.isStuck = true;
  for (let count = 0; count < 3; count += 1) wire.sendSealed(new Uint8Array(900));
  assert.equal(wire.isEnded, false);
  wire.sendSealed(new Uint8Array(900));
  assert.equal(wire.isEnded, true);
  assert.equal(socket.isTerminated, true);
});

test("SV49: no request is handled while the answers before it are not taken", async () => {
  const { wire, socket, stream, held } = fakeWire();
  wire.seal(new Channel("server", channelKeys(new Uint8Array(32), new Uint8Array(32))));
  socket.isStuck = true;
  assert.equal(stream.write(new Uint8Array(2)), false, "the network asks to wait");
  wire.sendSealed(new Uint8Array(2_000));
  let isDrained = false;
  const drained = wire.drained().then(() => (isDrained = true));
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(isDrained, false);
  socket.bufferedAmount = 0;
  for (const done of held) done();
  await drained;
  assert.equal(isDrained, true);
});

test("what came before the other side closed is still received", async () => {
  const { wire, socket } = fakeWire();
  socket.emit("message", message, true);
  socket.emit("close");
  assert.equal((await wire.receiveClear())?.type, "done");
  assert.equal(await wire.receiveClear(), undefined);
});

test("an error is told once, and nothing is received after it", async () => {
  const { wire, socket, errors } = fakeWire();
  socket.emit("message", message, true);
  wire.end("busy");
  wire.end("internal");
  assert.equal(await wire.receiveClear(), undefined);
  assert.deepEqual(errors, ["busy"]);
  assert.deepEqual(socket.sent, [encodeClear("error", errorNumbers.busy)]);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(socket.closeCode, 1_000);
});

test("SV47: so much may come in clear and no more, whole messages or not", () => {
  const { stream, errors } = fakeWire();
  stream.emit("data", new Uint8Array(limits.clearBytesMax));
  assert.deepEqual(errors, []);
  stream.emit("data", new Uint8Array(1));
  assert.deepEqual(errors, ["too-large"]);
});
