import assert from "node:assert/strict";
import test from "node:test";
import { createLocalHub, type AccountEvent } from "./hub.ts";

test("an event reaches the listeners of its account, until they leave", () => {
  const hub = createLocalHub();
  const [one, two] = [new Uint8Array(16).fill(1), new Uint8Array(16).fill(2)];
  const heard: string[] = [];
  const leave = hub.join(one, () => heard.push("first"));
  const leaveToo = hub.join(one, () => {
    heard.push("second");
    leaveToo();
  });
  hub.join(two, () => heard.push("stranger"));
  const event: AccountEvent = {
    type: "end",
    sessionId: "",
    deviceIds: "all",
    code: "session-ended",
  };
  hub.publish(one, event);
  hub.publish(one, event);
  leave();
  leave();
  hub.publish(one, event);
  assert.deepEqual(heard, ["first", "second", "first"]);
});
