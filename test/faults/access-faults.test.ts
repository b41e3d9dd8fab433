/**
 * The disk fails at the k-th call of the ways into an account and out of it: sign-up, a login on a new device, new
 * credentials, logout and login, forgetting. For every k the step says so; the same step again, on the mended disk,
 * brings the account in order: nobody is locked out, no kit is lost.
 *
 * Each of these costs a proof of the password, so every k fails in one way, in turn, unless SLOW=1.
 */
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import {
  createAccount,
  forgetAccount,
  homeState,
  logIn,
  parseKitText,
  signOut,
  unlock,
} from "../../client/src/index.ts";
import { isSlow } from "../fixtures/effort.ts";
import {
  commitTo,
  expense,
  firstChangeSet,
  password,
  restart,
  signUpOn,
  syncOf,
  TestDevice,
  TestServer,
  textsOf,
} from "../fixtures/world.ts";
import { assertKitIsOfNow, FaultyDevice, Lab, type Under } from "./client-lab.ts";
import { faultKinds, type Fault } from "./faulty-files.ts";

const much = 1_000_000;
const server = new TestServer({
  limits: {
    loginsPerNameMinute: much,
    loginsPerDeviceMinute: much,
    loginsPerNetworkMinute: much,
    registrationsPerNetworkMinute: much,
  },
});
before(() => server.start());
after(() => server.remove());

/** More calls than any step makes. */
const callsMax = 80;

const ways = [false, true].flatMap((isLasting) => faultKinds.map((kind) => ({ kind, isLasting })));

/** Tries a step with each call failing, until it makes fewer calls. */
async function everyCall(attempt: (fault: Fault) => Promise<Under>): Promise<string> {
  let met = 0;
  let at = 1;
  for (let isOver = false; !isOver; at += 1) {
    assert.ok(at < callsMax, "the step ends");
    for (const way of isSlow ? ways : ways.slice(at % ways.length).slice(0, 1)) {
      const fault = { ...way, at };
      try {
        const { hasFailed, isOver: isLast } = await attempt(fault);
        met += hasFailed ? 1 : 0;
        isOver = isLast;
      } catch (error) {
        throw new Error(JSON.stringify(fault), { cause: error });
      }
    }
  }
  assert.ok(met > 4, `${met} faults were met`);
  return `${met} faults, at ${at - 2} calls`;
}

test("a disk that fails while an account is created locks nobody out and loses no kit", async (context) => {
  let made = 0;
  const told = await everyCall(async (fault) => {
    made += 1;
    const device = await FaultyDevice.make("memory");
    const options = {
      serverUrl: server.url,
      loginName: `new-${made}`,
      password,
      invitation: null,
      deviceName: "first",
      firstChangeSet: firstChangeSet(),
    };
    let environment = device.start();
    let access: Awaited<ReturnType<typeof createAccount>> | undefined;
    const under = await device.under(fault, async () => {
      access = await createAccount(environment, options);
      return access;
    });
    if (under.outcome === "failed") {
      environment = device.start();
      const state = await homeState(environment);
      // Where the device is known already, a login is what completes it.
      access =
        state.code === "known"
          ? await logIn(environment, { ...options, brought: undefined })
          : await createAccount(environment, options);
    }
    assert.ok(access?.ok === true, JSON.stringify(access));
    const { engine, kit } = access.value;
    assert.ok(kit !== null, "the person gets a kit");
    await commitTo(engine, expense(1, "first"));
    await syncOf(engine);
    assertKitIsOfNow(engine, kit);
    await engine.close();
    const again = await restart(device.start());
    assert.deepEqual(textsOf(again), ["first"]);
    device.remove();
    return under;
  });
  context.diagnostic(told);
});

test("a disk that fails while a device is added leaves one that a login completes", async (context) => {
  let made = 0;
  let first: Awaited<ReturnType<typeof signUpOn>> | undefined;
  const told = await everyCall(async (fault) => {
    // An account has 64 devices at most.
    if (made % 50 === 0) {
      await first?.engine.close();
      first = await signUpOn(new TestDevice(), server, `grows-${made}`);
      await commitTo(first.engine, expense(1, "first"));
      await syncOf(first.engine);
    }
    assert.ok(first !== undefined);
    const { engine, kit } = first;
    const { loginName } = engine.identity;
    made += 1;
    const device = await FaultyDevice.make("memory");
    const parsed = parseKitText(kit);
    assert.ok(parsed.ok);
    const options = { serverUrl: server.url, loginName, password, deviceName: `device ${made}` };
    const { brought } = parsed.value;
    const under = await device.under(fault, () => logIn(device.start(), { ...options, brought }));
    const access = await logIn(device.start(), { ...options, brought });
    assert.ok(access.ok, JSON.stringify(access));
    await access.value.engine.close();
    const added = await restart(device.start());
    assert.deepEqual(textsOf(added), ["first"]);
    await syncOf(added);
    assert.equal(added.devices().filter(({ isThisOne, active }) => isThisOne && active).length, 1);
    await added.close();
    device.remove();
    return under;
  });
  await first?.engine.close();
  context.diagnostic(told);
});

test("a disk that fails while credentials change leaves a password and a kit that open", async (context) => {
  const lab = await Lab.open(server, "memory");
  let made = 0;
  const told = await everyCall(async (fault) => {
    made += 1;
    const [old = ""] = lab.passwords;
    const next = `another password ${made}`;
    const change = {
      password: next,
      newRecoverySecret: true,
      newAccountSecret: made % 2 === 0,
    };
    const under = await lab.device.under(fault, async () => {
      const changed = await lab.engine.changeCredentials(old, change);
      if (changed.ok && changed.value.kit !== null) lab.kit = changed.value.kit;
      return changed;
    });
    lab.passwords = under.outcome === "done" ? [next] : [next, old];
    // The program as it is goes on, and so does one that is started again, with the password that it is asked for.
    await lab.assertWorks(JSON.stringify(fault));
    await signOut(lab.device.start());
    await lab.logInAgain();
    await syncOf(lab.engine);
    assertKitIsOfNow(lab.engine, lab.kit);
    await lab.assertWorks(JSON.stringify(fault));
    return under;
  });
  const [current = ""] = lab.passwords;
  const brought = parseKitText(lab.kit);
  assert.ok(brought.ok);
  const access = await logIn(new TestDevice(), {
    serverUrl: server.url,
    loginName: lab.loginName,
    password: current,
    deviceName: "by the last kit",
    brought: brought.value.brought,
  });
  assert.ok(access.ok, JSON.stringify(access));
  await access.value.engine.close();
  await lab.close();
  context.diagnostic(told);
});

test("a disk that fails while a device is signed out or in again leaves one that can be", async (context) => {
  const lab = await Lab.open(server, "memory");
  const told = await everyCall(async (fault) => {
    await lab.engine.close();
    let environment = lab.device.start();
    const under = await lab.device.under(fault, async () => {
      await signOut(environment);
      return lab.logInOnce(environment);
    });
    environment = lab.device.start();
    await signOut(environment);
    assert.deepEqual((await homeState(environment)).code, "known");
    await lab.logInAgain();
    await lab.assertWorks(JSON.stringify(fault));
    return under;
  });
  await lab.close();
  context.diagnostic(told);
});

test("a disk that fails while an account is forgotten lets it be forgotten again, to the last file", async (context) => {
  const first = new TestDevice();
  const { engine } = await signUpOn(first, server, "forgetful");
  await commitTo(engine, expense(1, "never sent"));
  await engine.saveCaches();
  await engine.close();
  const told = await everyCall(async (fault) => {
    const device = await FaultyDevice.make("memory");
    for (const [name, bytes] of first.files.bytesByName) await device.files.replace(name, bytes);
    const forget = async () => {
      await forgetAccount(device.start());
      return { ok: true, value: null } as const;
    };
    const under = await device.under(fault, forget);
    const left = await device.files.names();
    const state = await homeState(device.start());
    if (under.outcome === "done") assert.deepEqual(left, []);
    else if (state.code === "empty") assert.deepEqual(left, [], "an empty home has nothing in it");
    else assert.ok((await unlock(device.start(), password)).ok, "what is half forgotten opens");
    await forget();
    assert.deepEqual(await device.files.names(), []);
    assert.equal((await homeState(device.start())).code, "empty");
    device.remove();
    return under;
  });
  context.diagnostic(told);
});
