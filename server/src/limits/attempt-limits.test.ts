import assert from "node:assert/strict";
import test from "node:test";
import { ManualClock } from "../../../test/server/manual-clock.ts";
import { defaultServerLimits } from "../server-limits.ts";
import { AttemptLimits, type Attempt, type AttemptRefusal } from "./attempt-limits.ts";

const limits = {
  ...defaultServerLimits,
  loginsAtOnceMax: 4,
  loginsAtOncePerNetworkMax: 2,
};

const stranger = (nameKey: string, network: string) => ({
  nameKey,
  network,
  knownDeviceKey: undefined,
});

const outcome = (attempt: Attempt | AttemptRefusal): string =>
  typeof attempt === "string" ? attempt : "begun";

/** Begins, drops it half-way, and says what came of it. */
function dropped(attempt: Attempt | AttemptRefusal): string {
  if (typeof attempt !== "string") attempt.over();
  return outcome(attempt);
}

test("SV51: a known device is not locked out by strangers who try its name", () => {
  const attempts = new AttemptLimits(limits, new ManualClock());
  for (let count = 0; count < 50; count += 1) {
    dropped(attempts.login(stranger("name", `network ${count}`)));
  }
  assert.equal(dropped(attempts.login(stranger("name", "elsewhere"))), "rate-limited");
  const owner = { nameKey: "name", knownDeviceKey: "device", network: "network 1" };
  assert.equal(dropped(attempts.login(owner)), "begun");
  for (let count = 0; count < 4; count += 1) dropped(attempts.login(owner));
  assert.equal(dropped(attempts.login(owner)), "rate-limited", "its own lane has an end too");
});

test("SV52: a network has 30 attempts a minute, over all names", () => {
  const clock = new ManualClock();
  const attempts = new AttemptLimits(limits, clock);
  for (let count = 0; count < 30; count += 1) {
    assert.equal(dropped(attempts.login(stranger(`name ${count}`, "network"))), "begun");
  }
  assert.equal(dropped(attempts.login(stranger("another", "network"))), "rate-limited");
  assert.equal(dropped(attempts.recovery("network")), "rate-limited", "recoveries count with them");
  assert.equal(dropped(attempts.login(stranger("another", "other network"))), "begun");
  clock.advance(60_000);
  assert.equal(dropped(attempts.login(stranger("another", "network"))), "begun");
});

test("SV52: an attempt that the name's lock refuses does not count against the network", () => {
  const attempts = new AttemptLimits(limits, new ManualClock());
  for (let count = 0; count < 100; count += 1) {
    dropped(attempts.login(stranger("name", "network")));
  }
  assert.equal(dropped(attempts.login(stranger("another", "network"))), "begun");
});

test("SV53: logins at once are bounded, in all and per network", () => {
  const attempts = new AttemptLimits(limits, new ManualClock());
  const first = attempts.login(stranger("a", "one"));
  assert.equal(outcome(attempts.login(stranger("b", "one"))), "begun");
  assert.equal(outcome(attempts.login(stranger("c", "one"))), "busy");
  assert.equal(outcome(attempts.login(stranger("d", "two"))), "begun");
  assert.equal(outcome(attempts.login(stranger("e", "three"))), "begun");
  assert.equal(outcome(attempts.login(stranger("f", "four"))), "busy");
  const known = { nameKey: "a", knownDeviceKey: "device", network: "one" };
  assert.equal(outcome(attempts.login(known)), "begun", "known devices have slots of their own");
  assert.ok(typeof first !== "string");
  first.over();
  first.over();
  assert.equal(outcome(attempts.login(stranger("g", "four"))), "begun");
  assert.equal(outcome(attempts.login(stranger("h", "five"))), "busy", "released once");
});

test("SV54: registrations and link boxes are limited per network; a registration counts always", () => {
  const attempts = new AttemptLimits(limits, new ManualClock());
  for (let count = 0; count < 30; count += 1) {
    const registration = attempts.registration("network");
    assert.ok(typeof registration !== "string");
    registration.succeeded();
    registration.over();
    const link = attempts.link("network");
    assert.ok(typeof link !== "string");
    link.over();
  }
  assert.equal(outcome(attempts.registration("network")), "rate-limited");
  assert.equal(outcome(attempts.link("network")), "rate-limited");
});

test("a login that succeeds is given back everywhere", () => {
  const attempts = new AttemptLimits(limits, new ManualClock());
  for (let count = 0; count < 100; count += 1) {
    const login = attempts.login(stranger("name", "network"));
    assert.ok(typeof login !== "string");
    login.succeeded();
    login.over();
  }
});
