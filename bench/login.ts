/**
 * What a login costs the server, and whether its answer tells in its time that a name exists (A25).
 *
 * The server is a process of its own: its CPU time for whole connections, from the upgrade to the sealed welcome and
 * the close, with storage, log and audit event; against OPAQUE's server step alone.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import {
  answerLogin,
  answerRegistration,
  createOpaqueSetup,
  finishServerLogin,
} from "../protocol/src/opaque-server.ts";
import {
  finishLogin,
  finishRegistration,
  startLogin,
  startRegistration,
} from "../protocol/src/opaque.ts";
import { encodeClear, decodeClear } from "../protocol/src/session/clear-messages.ts";
import type { Bytes } from "../protocol/src/bytes.ts";
import { RawClient } from "../test/server/raw-client.ts";
import type { TestAccount } from "../test/server/test-account.ts";
import { childCpuMs, startChild } from "./child.ts";
import { cpuMs, measurement, median, medians, type Measurement } from "./measure.ts";
import { quickAccount, quickLogIn } from "./quick-login.ts";
import type { Size } from "./size.ts";

/** Logins under way at once. */
const atOnce = 8;

/** Logins per core-second of the server. */
export async function measureLogins(size: Size): Promise<readonly Measurement[]> {
  const server = await startChild("server-process.ts");
  const accounts: TestAccount[] = [];
  for (let index = 0; index < atOnce; index += 1) accounts.push(await quickAccount(server.url));
  const floor = await opaqueStep();
  const logIns = (): Promise<unknown> =>
    Promise.all(accounts.map((account) => logInOften(server.url, account, size.logins / atOnce)));
  const { ours, bare } = await medians(size.rounds, {
    bare: () => floor(size.logins),
    ours: () => childCpuMs(server, logIns),
  });
  await server.stop();
  return [
    measurement({
      name: "logins",
      value: (1_000 * size.logins) / ours,
      unit: "per core-second",
      floor: (1_000 * size.logins) / bare,
      against: "OPAQUE's server step alone",
      reach: { of: "value", atLeast: 800 },
    }),
  ];
}

async function logInOften(url: string, account: TestAccount, times: number): Promise<void> {
  for (let login = 0; login < times; login += 1) {
    const session = await quickLogIn(url, account);
    assert.ok(session.account !== null, "logged in");
    session.close();
  }
}

/** OPAQUE's two server steps, so many times: CPU milliseconds, without the client's. */
async function opaqueStep(): Promise<(times: number) => Promise<number>> {
  const keys = { setup: await createOpaqueSetup(), enumerationKey: randomBytes(32) };
  const identity = { loginName: "ada", serverId: randomBytes(16) };
  const password = "cf1.as if it were P";
  const registering = await startRegistration(password);
  const { request } = registering;
  const response = await answerRegistration({ keys, loginName: identity.loginName, request });
  assert.ok(response !== undefined);
  const registered = await finishRegistration({
    password,
    state: registering.state,
    response,
    identity,
  });
  assert.ok(registered !== undefined);
  const { record } = registered;
  const login = await startLogin(password);
  const answered = await answerLogin({ keys, identity, record, request: login.request });
  assert.ok(answered !== undefined);
  const finished = await finishLogin({
    state: login.state,
    response: answered.response,
    password,
    identity,
  });
  assert.ok(finished !== undefined);
  const { finish } = finished;
  // One KE1 and KE3 again and again: the server does not know that it answers itself.
  return (times) =>
    cpuMs(async () => {
      for (let time = 0; time < times; time += 1) {
        await answerLogin({ keys, identity, record, request: login.request });
        await finishServerLogin({ state: answered.state, finish, identity });
      }
    });
}

/** The time from a login's start to its answer, for names that exist and names that do not, in pairs. */
export async function measureLoginTiming(size: Size): Promise<readonly Measurement[]> {
  const many = 1_000_000;
  const limits = {
    loginsPerNameMinute: many,
    loginsPerDeviceMinute: many,
    loginsPerNetworkMinute: many,
  };
  const server = await startChild("server-process.ts", { limits });
  const known: string[] = [];
  for (let index = 0; index < 10; index += 1) {
    known.push((await quickAccount(server.url)).loginName);
  }
  const { request } = await startLogin("any password at all");
  const times = { known: [] as number[], unknown: [] as number[] };
  for (let pair = 0; pair < size.loginPairs; pair += 1) {
    const names = { known: known[pair % 10] ?? "", unknown: `nobody-${pair % 10}@example` };
    // Which comes first changes by chance, so that nothing that goes to and fro can side with one of them.
    const order =
      Math.random() < 0.5 ? (["known", "unknown"] as const) : (["unknown", "known"] as const);
    for (const which of order)
      times[which].push(await timeOfAnswer(server.url, names[which], request));
  }
  await server.stop();
  const [ours, floor] = [median(times.known), median(times.unknown)];
  return [
    measurement({
      name: "login start of a known name (A25)",
      value: ours,
      unit: "ms",
      floor,
      against: "an unknown name",
      reach: { of: "ratio", atLeast: 0.97, atMost: 1.03 },
    }),
  ];
}

async function timeOfAnswer(url: string, name: string, request: Bytes): Promise<number> {
  const client = await RawClient.connect(url);
  const began = performance.now();
  client.send(encodeClear("login.start", name, randomBytes(16), request));
  const answer = await client.receive();
  const took = performance.now() - began;
  assert.equal(answer === undefined ? undefined : decodeClear(answer)?.type, "login.response");
  client.close();
  return took;
}
