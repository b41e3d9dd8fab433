/**
 * The ways into an account where something went wrong before: lost answers, crashes, other accounts, other spellings.
 * With a real server, for OPAQUE; test/access.test.ts has the ways that go well.
 */
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { parseKit } from "@coffer/protocol";
import { createAccount, logIn, recoverAccount, unlock } from "./account-access.ts";
import { recoveryPublicKeyOf } from "./connection.ts";
import { encodeDeviceRecord } from "./device-record.ts";
import type { Engine } from "./engine.ts";
import type { Socket } from "./environment.ts";
import { loadDevice } from "./home.ts";
import { parseKitText } from "./kit-text.ts";
import {
  commitTo,
  expense,
  firstChangeSet,
  MemoryFiles,
  password,
  restart,
  signUpOn,
  syncOf,
  TestDevice,
  TestServer,
  textsOf,
} from "../../test/fixtures/world.ts";

const server = new TestServer();
const phone = new TestDevice();
let onPhone: Engine;
let kit: string;

before(async () => {
  await server.start();
  ({ engine: onPhone, kit } = await signUpOn(phone, server, "anna"));
});

after(async () => {
  await onPhone.close();
  await server.remove();
});

function signUp(device: TestDevice, loginName: string, typed = password) {
  return createAccount(device, {
    serverUrl: server.url,
    loginName,
    password: typed,
    invitation: null,
    deviceName: "test",
    firstChangeSet: firstChangeSet(),
  });
}

function logInAs(device: TestDevice, loginName: string, typed = password, kitText?: string) {
  const parsed = kitText === undefined ? undefined : parseKitText(kitText);
  return logIn(device, {
    serverUrl: server.url,
    loginName,
    password: typed,
    deviceName: "test",
    brought: parsed?.ok === true ? parsed.value.brought : undefined,
  });
}

/** A socket that hears nothing more once it has sent a message that `isLast`. */
function deafAfter(socket: Socket, isLast: (message: Uint8Array) => boolean): Socket {
  let isDeaf = false;
  return {
    close: () => socket.close(),
    receive: async () => {
      const message = await socket.receive();
      return isDeaf ? undefined : message;
    },
    send: (message) => {
      isDeaf ||= isLast(message);
      socket.send(message);
    },
  };
}

/** A sign-up whose last answer is lost: the server has the account, and this device does not know. */
async function lostSignUp(loginName: string): Promise<TestDevice> {
  const device = new TestDevice();
  device.wrap = (socket) =>
    deafAfter(socket, (message) => Buffer.from(message).includes("register.finish"));
  const access = await signUp(device, loginName);
  assert.deepEqual(!access.ok && access.error, { code: "connection-lost" });
  device.wrap = (socket) => socket;
  assert.ok((await device.files.names()).includes("pending"));
  return device;
}

test("a sign-up whose last answer was lost is completed by signing up again", async () => {
  const device = await lostSignUp("berta");
  const access = await signUp(device, "berta");
  assert.ok(access.ok, JSON.stringify(access));
  assert.ok(access.value.kit !== null && parseKitText(access.value.kit).ok);
  assert.equal((await device.files.names()).includes("pending"), false);
  await access.value.engine.close();
});

test("nothing but its own login takes a pending sign-up away", async () => {
  const device = await lostSignUp("carla");
  const inUse = { code: "home-in-use", loginName: "carla", serverUrl: server.url };
  const pending = device.files.bytesByName.get("pending");
  const otherSignUp = await signUp(device, "dora");
  assert.deepEqual(!otherSignUp.ok && otherSignUp.error, inUse);
  const otherLogIn = await logInAs(device, "anna", password, kit);
  assert.deepEqual(!otherLogIn.ok && otherLogIn.error, inUse);
  const parsed = parseKit(kit);
  assert.ok(parsed.ok);
  const recovery = await recoverAccount(device, {
    serverUrl: server.url,
    kit: parsed.value,
    password,
    deviceName: "test",
  });
  assert.deepEqual(!recovery.ok && recovery.error, inUse);
  const otherPassword = await signUp(device, "carla", "another horse battery");
  const taken = { code: "server-refused", reason: "name-taken" };
  assert.deepEqual(!otherPassword.ok && otherPassword.error, taken);
  assert.deepEqual(device.files.bytesByName.get("pending"), pending);
  const access = await logInAs(device, "carla");
  assert.ok(access.ok && access.value.kit !== null, JSON.stringify(access));
  await access.value.engine.close();
});

test("a sign-up whose name was taken at the last moment keeps nothing of itself", async () => {
  const device = new TestDevice();
  device.wrap = (socket) => ({
    ...socket,
    send: (message) => {
      const isLast = Buffer.from(message).includes("register.finish");
      const faster = isLast ? signUpOn(new TestDevice(), server, "frieda") : Promise.resolve();
      void faster.then((access) => {
        void access?.engine.close();
        socket.send(message);
      });
    },
  });
  const access = await signUp(device, "frieda");
  const taken = { code: "server-refused", reason: "name-taken" };
  assert.deepEqual(!access.ok && access.error, taken);
  assert.deepEqual(await device.files.names(), []);
});

test("a sign-up that came to nothing does not keep the account's real owner out", async () => {
  const device = new TestDevice();
  device.wrap = (socket) => ({
    ...socket,
    send: (message) => {
      if (Buffer.from(message).includes("register.finish")) socket.close();
      else socket.send(message);
    },
  });
  const nothing = await signUp(device, "emil");
  assert.equal(!nothing.ok && nothing.error.code, "connection-lost");
  device.wrap = (socket) => socket;
  const { engine, kit: realKit } = await signUpOn(new TestDevice(), server, "emil");
  await engine.close();
  const access = await logInAs(device, "emil", password, realKit);
  assert.ok(access.ok && access.value.kit === null, JSON.stringify(access));
  assert.equal((await device.files.names()).includes("pending"), false);
  await access.value.engine.close();
});

test("A28 a changed password is the same in every spelling, and held to the same rules", async () => {
  const short = await onPhone.changeCredentials(password, { password: "short" });
  assert.deepEqual(!short.ok && short.error, { code: "password-too-short" });
  const none = await onPhone.changeCredentials("wrong", { password: "correct horse, new" });
  assert.deepEqual(!none.ok && none.error, { code: "login-refused" });
  const [decomposed, composed] = ["Ge\u0301ant cheval ﬁn", "G\u00e9ant cheval fin"];
  const changed = await onPhone.changeCredentials(password, { password: decomposed });
  assert.ok(changed.ok, JSON.stringify(changed));
  await (await restart(new TestDevice(phone.files.copy()), composed)).close();
  const access = await logInAs(new TestDevice(phone.files.copy()), "anna", composed);
  assert.ok(access.ok, JSON.stringify(access));
  await access.value.engine.close();
  const back = await onPhone.changeCredentials(composed, { password });
  assert.ok(back.ok, JSON.stringify(back));
});

test("a new kit whose answer was lost is not lost by the next change of the password", async () => {
  // A session over another socket from now on.
  phone.wrap = (socket) => deafAfter(socket, (message) => message.length > 900);
  const unknown = await onPhone.changeCredentials(password, {
    newRecoverySecret: true,
    newAccountSecret: true,
  });
  assert.ok(!unknown.ok, "the answer is lost");
  phone.wrap = (socket) => socket;
  const next = "correct horse, new";
  const changed = await onPhone.changeCredentials(password, { password: next });
  assert.ok(changed.ok && changed.value.kit !== null, JSON.stringify(changed));
  const shown = parseKit(changed.value.kit);
  assert.ok(shown.ok);
  const { recoveryPublicKey } = onPhone.account;
  assert.deepEqual(recoveryPublicKeyOf(shown.value.recoverySecret), recoveryPublicKey);
  assert.equal((await phone.files.names()).includes("pending"), false);
  const back = await onPhone.changeCredentials(next, { password });
  assert.ok(back.ok && back.value.kit === null, JSON.stringify(back));
  kit = changed.value.kit;
});

test("a wrong password costs one attempt for each secret, and not for each place where it lies", async () => {
  const device = new TestDevice(phone.files.copy());
  let connections = 0;
  device.wrap = (socket) => {
    connections += 1;
    return socket;
  };
  const access = await logInAs(device, "anna", "wrong horse battery", kit);
  assert.deepEqual(!access.ok && access.error, { code: "login-refused" });
  assert.equal(connections, 1);
});

test("a device whose one box is damaged keeps its keys; with both damaged it says so", async () => {
  const device = new TestDevice(phone.files.copy());
  device.isOffline = true;
  const engine = await restart(device);
  await commitTo(engine, expense(1, "not sent yet"));
  await engine.close();
  device.isOffline = false;
  const record = await loadDevice(device.files);
  assert.ok(record !== undefined && record !== "damaged");
  const broken = (box: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(box.toReversed());
  const oneDamaged = { ...record, accountBundle: broken(record.accountBundle) };
  await device.files.replace("device", encodeDeviceRecord(oneDamaged));
  const bothDamaged = new TestDevice(device.files.copy());
  const damaged = { ...oneDamaged, lockedBundle: broken(record.lockedBundle) };
  await bothDamaged.files.replace("device", encodeDeviceRecord(damaged));
  const refused = await logInAs(bothDamaged, "anna");
  assert.deepEqual(!refused.ok && refused.error, { code: "home-damaged" });
  assert.deepEqual(
    bothDamaged.files.bytesByName.get("outbox"),
    device.files.bytesByName.get("outbox"),
  );
  const access = await logInAs(device, "anna");
  assert.ok(access.ok, JSON.stringify(access));
  assert.ok(textsOf(access.value.engine).includes("not sent yet"));
  assert.deepEqual(access.value.engine.identity.deviceId, record.deviceId);
  await access.value.engine.close();
});

test("another account of the same name, at a server that was set up anew, does not take a home over", async () => {
  const first = new TestServer();
  await first.start();
  const port = Number(new URL(first.url).port);
  const device = new TestDevice();
  const { engine } = await signUpOn(device, first, "anna");
  await engine.close();
  await first.remove();
  const second = new TestServer({ port });
  await second.start();
  const other = await signUpOn(new TestDevice(), second, "anna");
  await other.engine.close();
  const parsed = parseKitText(other.kit);
  assert.ok(parsed.ok);
  const filesBefore = new Map(device.files.bytesByName);
  const access = await logIn(device, {
    serverUrl: second.url,
    loginName: "anna",
    password,
    deviceName: "test",
    brought: parsed.value.brought,
  });
  assert.equal(!access.ok && access.error.code, "home-in-use");
  assert.deepEqual(device.files.bytesByName, filesBefore);
  await second.remove();
});

test("a device that was revoked already is not revoked again, and the credentials change all the same", async () => {
  const lost = await logInAs(new TestDevice(), "anna", password, kit);
  assert.ok(lost.ok, JSON.stringify(lost));
  const { deviceId } = lost.value.engine.identity;
  await lost.value.engine.close();
  for (const round of [1, 2]) {
    const generationBefore = onPhone.account.generation;
    const revoked = await onPhone.changeCredentials(password, { revoke: [deviceId] });
    assert.ok(revoked.ok, JSON.stringify(revoked));
    assert.equal(onPhone.account.generation, generationBefore + 1, `round ${round}`);
  }
  const device = onPhone.devices().find((each) => each.deviceId === deviceId.toHex());
  assert.equal(device?.active, false);
});

/** Files that fail at the first write that `isIt`. */
class FailingFiles extends MemoryFiles {
  #isIt: (operation: string, name: string) => boolean;

  constructor(isIt: (operation: string, name: string) => boolean) {
    super();
    this.#isIt = isIt;
  }

  override async replace(name: string, bytes: Uint8Array): Promise<void> {
    this.#check("replace", name);
    await super.replace(name, bytes);
  }

  override async append(name: string, bytes: Uint8Array): Promise<void> {
    this.#check("append", name);
    await super.append(name, bytes);
  }

  #check(operation: string, name: string): void {
    if (!this.#isIt(operation, name)) return;
    this.#isIt = () => false;
    throw new Error("power cut");
  }
}

test("a login on a new device that was cut anywhere is completed by another, as one device", async () => {
  let appends = 0;
  const places: readonly ((operation: string, name: string) => boolean)[] = [
    (_, name) => name === "device",
    // The third append to a log is the device's own entry, which the server has by then.
    (operation, name) => operation === "append" && name.startsWith("log-") && (appends += 1) === 3,
  ];
  for (const isIt of places) {
    const known = onPhone.devices().length;
    const device = new TestDevice(new FailingFiles(isIt));
    await assert.rejects(logInAs(device, "anna", password, kit), /power cut/);
    const later = new TestDevice(device.files.copy());
    const access = await logInAs(later, "anna", password, kit);
    assert.ok(access.ok, JSON.stringify(access));
    await syncOf(access.value.engine);
    await access.value.engine.close();
    await syncOf(onPhone);
    assert.equal(onPhone.devices().length, known + 1);
    const opened = await unlock(new TestDevice(later.files.copy()), password);
    assert.ok(opened.ok);
  }
});
