/**
 * Two devices of one account through a real server: offline edits, lost races, reconnects, a retried append, pushes, a
 * revoked device, restarts on either side.
 */
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import type { Engine, Socket } from "../client/src/index.ts";
import {
  assertSameBook,
  changeSet,
  commitTo,
  expense,
  logInOn,
  newId,
  restart,
  signUpOn,
  syncOf,
  TestDevice,
  TestServer,
  textsOf,
} from "./fixtures/world.ts";

const server = new TestServer();
const phone = new TestDevice();
const laptop = new TestDevice();
let onPhone: Engine;
let onLaptop: Engine;
let kit: string;

before(async () => {
  await server.start();
  ({ engine: onPhone, kit } = await signUpOn(phone, server, "anna"));
  onLaptop = await logInOn(laptop, server, { loginName: "anna", kit });
});

after(async () => {
  await onPhone.close();
  await onLaptop.close();
  await server.remove();
});

/** Both devices up to date. */
async function settle(): Promise<void> {
  await syncOf(onPhone);
  await syncOf(onLaptop);
  await syncOf(onPhone);
}

test("what one device writes, the other one has after a sync, byte for byte", async () => {
  await commitTo(onPhone, expense(1_250, "lunch"));
  assert.equal(onPhone.waiting, 1);
  await settle();
  assert.equal(onPhone.waiting, 0);
  assert.ok(textsOf(onLaptop).includes("lunch"));
  assertSameBook(onPhone, onLaptop);
});

test("edits that two devices made offline are all there, in one order", async () => {
  phone.isOffline = laptop.isOffline = true;
  await onPhone.close();
  await onLaptop.close();
  onPhone = await restart(phone);
  onLaptop = await restart(laptop);
  const shared = newId();
  await commitTo(onPhone, expense(100, "offline phone"), expense(1, "shared", shared));
  await commitTo(onLaptop, expense(200, "offline laptop 1"), expense(300, "offline laptop 2"));
  assert.equal((await onPhone.sync()).ok, false);
  phone.isOffline = laptop.isOffline = false;
  await settle();
  const texts = textsOf(onPhone);
  for (const text of ["offline phone", "offline laptop 1", "offline laptop 2", "shared"]) {
    assert.equal(texts.filter((each) => each === text).length, 1, text);
  }
  assertSameBook(onPhone, onLaptop);
});

test("of two edits of one field the later one in the log wins, and other fields stay", async () => {
  const id = newId();
  await commitTo(onPhone, expense(500, "contested", id));
  await settle();
  await commitTo(
    onPhone,
    changeSet([{ table: "transaction", id, fields: { text: "by phone", note: "kept" } }]),
  );
  await commitTo(
    onLaptop,
    changeSet([{ table: "transaction", id, fields: { text: "by laptop" } }]),
  );
  await syncOf(onPhone);
  await syncOf(onLaptop);
  await syncOf(onPhone);
  assert.ok(textsOf(onPhone).includes("by laptop"));
  assert.equal(textsOf(onPhone).includes("by phone"), false);
  assertSameBook(onPhone, onLaptop);
});

test("two devices that push at the same time both win in the end", async () => {
  for (let round = 0; round < 5; round += 1) {
    await commitTo(onPhone, expense(10 + round, `race phone ${round}`));
    await commitTo(onLaptop, expense(20 + round, `race laptop ${round}`));
    await Promise.all([syncOf(onPhone), syncOf(onLaptop)]);
  }
  await settle();
  assert.equal(textsOf(onLaptop).filter((text) => text.startsWith("race ")).length, 10);
  assertSameBook(onPhone, onLaptop);
});

test("an edit reaches a connected device by itself", async () => {
  const arrived = new Promise<void>((resolve) => onLaptop.onChange(() => resolve()));
  await commitTo(onPhone, expense(700, "pushed"));
  await syncOf(onPhone);
  await arrived;
  assert.ok(textsOf(onLaptop).includes("pushed"));
});

test("an append whose acknowledgement is lost is applied once", async () => {
  await onPhone.close();
  let isCut = false;
  // Lets the resume and the pull through, and cuts the connection after the frame of the append.
  phone.wrap = (socket) => cutAfterSending(socket, () => (isCut = true));
  onPhone = await restart(phone);
  await commitTo(onPhone, expense(900, "acknowledgement lost"));
  const first = await onPhone.sync();
  assert.ok(isCut && !first.ok, "the connection was cut before the answer");
  phone.wrap = (socket) => socket;
  await syncOf(onPhone);
  await syncOf(onLaptop);
  for (const engine of [onPhone, onLaptop]) {
    assert.equal(textsOf(engine).filter((text) => text === "acknowledgement lost").length, 1);
  }
  assert.equal(onPhone.waiting, 0);
});

test("a change is on the device after a crash right after its commit", async () => {
  await commitTo(onPhone, expense(1_100, "before the crash"));
  const left = new TestDevice(phone.files.copy());
  const again = await restart(left);
  assert.ok(textsOf(again).includes("before the crash"));
  assert.equal(again.waiting, 1);
  await again.close();
  await syncOf(onPhone);
});

test("a commit that the disk refuses leaves nothing behind, and the next one works", async () => {
  const { files } = phone;
  const append = files.append.bind(files);
  files.append = () => Promise.reject(new Error("no space"));
  await assert.rejects(onPhone.commit([expense(1, "refused by the disk")]), /no space/);
  files.append = append;
  assert.equal(textsOf(onPhone).includes("refused by the disk"), false);
  await commitTo(onPhone, expense(2, "after the disk was full"));
  await syncOf(onPhone);
  assert.equal(textsOf(onPhone).filter((text) => text === "after the disk was full").length, 1);
});

test("opening from the cache and from the whole log gives the same book", async () => {
  await settle();
  await onPhone.saveCaches();
  const cached = await restart(new TestDevice(phone.files.copy()));
  const bare = phone.files.copy();
  for (const name of bare.bytesByName.keys()) {
    if (name.startsWith("state-")) bare.bytesByName.delete(name);
  }
  const folded = await restart(new TestDevice(bare));
  assertSameBook(cached, onPhone);
  assertSameBook(folded, onPhone);
  assert.equal(await cached.audit(), await folded.audit());
});

test("a torn or missing tail of the local log is pulled again", async () => {
  await settle();
  const torn = phone.files.copy();
  for (const [name, bytes] of torn.bytesByName) {
    if (name.startsWith("log-")) torn.bytesByName.set(name, bytes.slice(0, bytes.length - 700));
  }
  const device = new TestDevice(torn);
  const engine = await restart(device);
  await syncOf(engine);
  assertSameBook(engine, onPhone);
  await engine.close();
});

test("a damaged outbox is kept aside, and what can be read of it still goes out", async () => {
  const files = phone.files.copy();
  const device = new TestDevice(files);
  device.isOffline = true;
  const engine = await restart(device);
  await commitTo(engine, expense(1, "outbox one"), expense(2, "outbox two"));
  const bytes = files.bytesByName.get("outbox");
  assert.ok(bytes !== undefined);
  const damaged = bytes.slice();
  damaged[damaged.length - 1] = (damaged[damaged.length - 1] ?? 0) ^ 1;
  files.bytesByName.set("outbox", damaged);
  const again = await restart(new TestDevice(files));
  assert.equal(again.waiting, 1);
  assert.deepEqual(files.bytesByName.get("outbox-damaged"), damaged);
});

test("the server can be restarted in between", async () => {
  await server.stop();
  await commitTo(onPhone, expense(3_000, "while it was down"));
  const report = await onPhone.sync();
  assert.equal(!report.ok && report.error.code, "offline");
  await server.start();
  await settle();
  assert.ok(textsOf(onLaptop).includes("while it was down"));
});

test("a revoked device is shut out, keeps what it had, and cannot read on", async () => {
  const lost = new TestDevice();
  const onLost = await logInOn(lost, server, { loginName: "anna", kit, name: "lost" });
  const shown = textsOf(onLost);
  await syncOf(onPhone);
  const device = onPhone.devices().find(({ name }) => name === "lost");
  assert.ok(device !== undefined);
  const revoked = await onPhone.changeCredentials("correct horse battery", {
    revoke: [Uint8Array.fromHex(device.deviceId)],
    newAccountSecret: true,
    newRecoverySecret: true,
  });
  assert.ok(revoked.ok, JSON.stringify(revoked));
  await commitTo(onPhone, expense(4_000, "after the revocation"));
  await settle();
  assert.ok(textsOf(onLaptop).includes("after the revocation"));
  const refused = await onLost.sync();
  assert.deepEqual(!refused.ok && refused.error, { code: "device-refused" });
  assert.deepEqual(textsOf(onLost), shown);
  await onLost.close();
});

/** A socket that closes right after it has sent an entry: the only message of that size in a session. */
function cutAfterSending(socket: Socket, onCut: () => void): Socket {
  return {
    receive: () => socket.receive(),
    close: () => socket.close(),
    send: (message) => {
      socket.send(message);
      if (message.length < 450) return;
      onCut();
      socket.close();
    },
  };
}
