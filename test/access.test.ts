/**
 * The ways into an account and out of it, through a real server: sign-up, login, link code, kit, changed credentials, and
 * what a crash in the middle of any of them leaves.
 */
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import {
  createAccount,
  homeState,
  logIn,
  openLink,
  parseKitText,
  parseSecretText,
  recoverAccount,
  signOut,
  unlock,
  type Engine,
  type Socket,
} from "../client/src/index.ts";
import {
  assertSameBook,
  commitTo,
  expense,
  firstChangeSet,
  logInOn,
  password,
  restart,
  signUpOn,
  syncOf,
  TestDevice,
  TestServer,
  textsOf,
} from "./fixtures/world.ts";

const server = new TestServer();
const phone = new TestDevice();
let onPhone: Engine;
let kit: string;
/** What the account's password is at the moment. */
let current = password;

before(async () => {
  await server.start();
  ({ engine: onPhone, kit } = await signUpOn(phone, server, "ben"));
  await commitTo(onPhone, expense(100, "first"));
  await syncOf(onPhone);
});

after(async () => {
  await onPhone.close();
  await server.remove();
});

const newAccount = {
  password,
  invitation: null,
  deviceName: "test",
  firstChangeSet: firstChangeSet(),
};

function logInBare(device: TestDevice, typed: string, name = "ben"): ReturnType<typeof logIn> {
  return logIn(device, {
    serverUrl: server.url,
    loginName: name,
    password: typed,
    deviceName: "known",
    brought: undefined,
  });
}

test("a name is taken once, in any spelling, and the second device keeps nothing of the try", async () => {
  const device = new TestDevice();
  const options = { ...newAccount, serverUrl: server.url, loginName: "BEN" };
  const access = await createAccount(device, options);
  assert.deepEqual(!access.ok && access.error, { code: "server-refused", reason: "name-taken" });
  assert.deepEqual(await device.files.names(), []);
});

test("names and passwords that are none are refused before anything is sent", async () => {
  const device = new TestDevice();
  device.isOffline = true;
  const options = { ...newAccount, serverUrl: server.url, loginName: "ben" };
  const short = await createAccount(device, { ...options, password: "short" });
  assert.equal(!short.ok && short.error.code, "password-too-short");
  const name = await createAccount(device, { ...options, loginName: "b n" });
  assert.equal(!name.ok && name.error.code, "login-name-invalid");
  const offline = await createAccount(device, options);
  assert.equal(!offline.ok && offline.error.code, "offline");
});

test("a wrong password, an unknown name and another account's secret are one answer", async () => {
  const other = new TestDevice();
  const { kit: otherKit } = await signUpOn(other, server, "carla");
  const secretOf = (text: string): string => /account secret: (.*)/.exec(text)?.[1] ?? "";
  const answers = [];
  for (const [name, typed, secret] of [
    ["ben", "wrong horse battery", kit],
    ["nobody", password, kit],
    ["ben", password, otherKit],
  ] as const) {
    const access = await logIn(new TestDevice(), {
      serverUrl: server.url,
      loginName: name,
      password: typed,
      deviceName: "guess",
      brought: parseSecretText(secretOf(secret)),
    });
    answers.push(!access.ok && access.error);
  }
  assert.deepEqual(answers[0], { code: "login-refused" });
  assert.deepEqual(answers[1], answers[0]);
  assert.deepEqual(answers[2], answers[0]);
});

test("a new device without kit, secret or code is told what it needs", async () => {
  const access = await logInBare(new TestDevice(), password);
  assert.equal(!access.ok && access.error.code, "secret-needed");
});

test("the account secret alone lets a new device in", async () => {
  const secret = /account secret: (.*)/.exec(kit)?.[1] ?? "";
  const device = new TestDevice();
  const access = await logIn(device, {
    serverUrl: server.url,
    loginName: "ben",
    password,
    deviceName: "by secret",
    brought: parseSecretText(secret.toLowerCase().replaceAll("-", " ")),
  });
  assert.ok(access.ok, JSON.stringify(access));
  assertSameBook(access.value.engine, onPhone);
  await access.value.engine.close();
});

test("a link code lets one new device in, once", async () => {
  await syncOf(onPhone);
  const code = await onPhone.makeLinkCode();
  assert.ok(code.ok);
  const options = { serverUrl: server.url, code: code.value };
  const device = new TestDevice();
  const link = await openLink(device, { ...options, code: code.value.toLowerCase() });
  assert.ok(link.ok, JSON.stringify(link));
  const login = { ...link.value, serverUrl: server.url, deviceName: "linked" };
  const mistyped = await logIn(device, { ...login, password: `${password}!` });
  assert.equal(!mistyped.ok && mistyped.error.code, "login-refused");
  const access = await logIn(device, { ...login, password });
  assert.ok(access.ok, JSON.stringify(access));
  assertSameBook(access.value.engine, onPhone);
  await access.value.engine.close();
  const again = await openLink(new TestDevice(), options);
  assert.equal(!again.ok && again.error.code, "link-not-found");
  const wrong = await openLink(new TestDevice(), { ...options, code: "0000000000000000" });
  assert.equal(!wrong.ok && wrong.error.code, "link-not-found");
  const none = await openLink(new TestDevice(), { ...options, code: "not a code" });
  assert.equal(!none.ok && none.error.code, "link-code-invalid");
});

test("a device opens without a server, with its password and no other", async () => {
  await onPhone.close();
  phone.isOffline = true;
  const wrong = await unlock(phone, "wrong horse battery");
  assert.equal(!wrong.ok && wrong.error.code, "password-wrong");
  onPhone = await restart(phone, current);
  assert.ok(textsOf(onPhone).includes("first"));
  phone.isOffline = false;
});

test("a server with other keys is refused before a word is said", async () => {
  const impostor = new TestServer();
  await impostor.start();
  const device = new TestDevice(phone.files.copy());
  let sent = 0;
  device.connect = async () => {
    const socket = await phone.connect(impostor.url);
    return counted(socket, () => (sent += 1));
  };
  const engine = await restart(device, current);
  const report = await engine.sync();
  assert.equal(!report.ok && report.error.code, "server-changed");
  assert.equal(sent, 0);
  await engine.close();
  await impostor.remove();
});

test("a signed-out device comes back with name and password alone", async () => {
  const device = new TestDevice();
  const engine = await logInOn(device, server, { loginName: "ben", kit });
  await engine.close();
  await signOut(device);
  const state = await homeState(device);
  assert.ok(state.code === "known" && state.isSignedOut);
  const access = await logInBare(device, password);
  assert.ok(access.ok, JSON.stringify(access));
  assertSameBook(access.value.engine, onPhone);
  await access.value.engine.close();
});

test("a home that belongs to one account takes no other", async () => {
  const access = await logInBare(phone, password, "carla");
  assert.equal(!access.ok && access.error.code, "home-in-use");
  const created = await createAccount(phone, {
    ...newAccount,
    serverUrl: server.url,
    loginName: "dora",
  });
  assert.equal(!created.ok && created.error.code, "home-in-use");
});

test("after a changed password the old one is refused, and the other device follows", async () => {
  const laptop = new TestDevice();
  const onLaptop = await logInOn(laptop, server, { loginName: "ben", kit });
  const next = "another horse battery";
  const changed = await onPhone.changeCredentials(current, { password: next });
  assert.ok(changed.ok, JSON.stringify(changed));
  const old = await logInBare(new TestDevice(laptop.files.copy()), current);
  assert.equal(!old.ok && old.error.code, "login-refused");
  await commitTo(onPhone, expense(200, "after the change"));
  await syncOf(onPhone);
  await syncOf(onLaptop);
  assert.ok(textsOf(onLaptop).includes("after the change"));
  await onLaptop.close();
  // The laptop still opens with the old password, until a login with the new one.
  await (await restart(laptop, current)).close();
  const access = await logInBare(laptop, next);
  assert.ok(access.ok, JSON.stringify(access));
  await access.value.engine.close();
  await (await restart(laptop, next)).close();
  assert.equal((await unlock(laptop, current)).ok, false);
  current = next;
});

test("a new account secret reaches the other devices by the account chain", async () => {
  const laptop = new TestDevice();
  const brought = parseKitText(kit);
  assert.ok(brought.ok);
  const first = await logIn(laptop, {
    serverUrl: server.url,
    loginName: "ben",
    password: current,
    deviceName: "laptop",
    brought: brought.value.brought,
  });
  assert.ok(first.ok, JSON.stringify(first));
  const changed = await onPhone.changeCredentials(current, {
    newAccountSecret: true,
    newRecoverySecret: true,
  });
  assert.ok(changed.ok && changed.value.kit !== null, JSON.stringify(changed));
  await syncOf(first.value.engine);
  await first.value.engine.close();
  const access = await logInBare(laptop, current);
  assert.ok(access.ok, JSON.stringify(access));
  await access.value.engine.close();
  // The kit from before lets nobody in any more.
  const old = await logIn(new TestDevice(), {
    serverUrl: server.url,
    loginName: "ben",
    password: current,
    deviceName: "old kit",
    brought: brought.value.brought,
  });
  assert.equal(!old.ok && old.error.code, "login-refused");
  kit = changed.value.kit;
});

test("the kit alone gets a person back in, and is used up by it", async () => {
  const parsed = parseKitText(kit);
  assert.ok(parsed.ok);
  const device = new TestDevice();
  const next = "recovered horse battery";
  const options = {
    serverUrl: server.url,
    kit: parsed.value.kit,
    password: next,
    deviceName: "new",
  };
  const access = await recoverAccount(device, options);
  assert.ok(access.ok && access.value.kit !== null, JSON.stringify(access));
  assert.ok(textsOf(access.value.engine).includes("first"));
  await commitTo(access.value.engine, expense(5, "after the recovery"));
  await syncOf(access.value.engine);
  const again = await recoverAccount(new TestDevice(), options);
  assert.equal(again.ok, false);
  kit = access.value.kit;
  current = next;
  await access.value.engine.close();
  // The phone was signed in: its session ended, its device stays, and it learns what is new.
  await syncOf(onPhone);
  assert.ok(textsOf(onPhone).includes("after the recovery"));
});

test("a sign-up whose last answer is lost is completed by a login, and the kit is not lost", async () => {
  const device = new TestDevice();
  device.wrap = (socket) => deafAfter(socket, "register.finish");
  const options = { ...newAccount, serverUrl: server.url, loginName: "emil" };
  const access = await createAccount(device, options);
  assert.equal(access.ok, false);
  device.wrap = (socket) => socket;
  const later = new TestDevice(device.files.copy());
  const completed = await logInBare(later, password, "emil");
  assert.ok(completed.ok, JSON.stringify(completed));
  assert.ok(completed.value.kit !== null && parseKitText(completed.value.kit).ok);
  await completed.value.engine.close();
  await (await restart(later)).close();
});

test("a password change whose last answer is lost opens with either password", async () => {
  const device = new TestDevice();
  const { engine } = await signUpOn(device, server, "frieda");
  await engine.close();
  const next = "unsure horse battery";
  device.wrap = (socket) => deafAfterEntries(socket);
  const again = await restart(device);
  const changed = await again.changeCredentials(password, { password: next });
  assert.equal(changed.ok, false);
  device.wrap = (socket) => socket;
  for (const typed of [password, next]) {
    await (await restart(new TestDevice(device.files.copy()), typed)).close();
  }
  const access = await logInBare(device, next, "frieda");
  assert.ok(access.ok, JSON.stringify(access));
  await syncOf(access.value.engine);
  await access.value.engine.close();
  assert.equal((await device.files.names()).includes("pending"), false);
});

function counted(socket: Socket, onSend: () => void): Socket {
  return {
    receive: () => socket.receive(),
    close: () => socket.close(),
    send: (message) => {
      onSend();
      socket.send(message);
    },
  };
}

/** A socket that hears nothing more after it has sent a clear message of a type. */
function deafAfter(socket: Socket, type: string): Socket {
  const isType = (message: Uint8Array): boolean => Buffer.from(message).includes(type);
  return deafOnce(socket, isType);
}

/** A socket that hears nothing more after it has sent entries: the largest messages of a session. */
function deafAfterEntries(socket: Socket): Socket {
  return deafOnce(socket, (message) => message.length > 900);
}

function deafOnce(socket: Socket, isLast: (message: Uint8Array) => boolean): Socket {
  let isDeaf = false;
  return {
    receive: async () => {
      const message = await socket.receive();
      return isDeaf ? undefined : message;
    },
    close: () => socket.close(),
    send: (message) => {
      if (isLast(message)) isDeaf = true;
      socket.send(message);
    },
  };
}
