/** Readers of the terminal client: the parts of a plan as they are typed, the agent's lines, the device's file. */
import { LineReader, parseToAgent, type AgentCall } from "../../../cli/src/agent/agent-protocol.ts";
import {
  cycleFrom,
  cycleText,
  incomeModeFrom,
  incomeModeText,
} from "../../../cli/src/plan-text.ts";
import { CommandFailure } from "../../../cli/src/terminal/terminal.ts";
import { decodeDeviceRecord, encodeDeviceRecord } from "../../../client/src/device-record.ts";
import { formatRule, parseRule } from "../../../ledger/src/budget/rule.ts";
import { countedRandom } from "../../fixtures/random.ts";
import { again, asText, must, reading, same, tokensOf, type Target } from "../target.ts";

/** A reader of the terminal, which ends the command for what it cannot read. */
function orNone<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof CommandFailure) return undefined;
    throw error;
  }
}

const readRule = (text: string) => {
  const parsed = parseRule(text);
  return parsed.ok ? parsed.value : undefined;
};
const readCycle = (text: string) => orNone(() => cycleFrom(text));
const readMode = (text: string) => orNone(() => incomeModeFrom(text));

const planTargets: readonly Target[] = [
  {
    name: "rules",
    samples: tokensOf("50/30/20", "33.34/33.33/33.33") as Target["samples"],
    tokens: tokensOf("/", ".", "0", "100", " ", "-", "e1"),
    inputs: 2_000,
    take: reading(readRule, (rule) => {
      const sum = rule.buckets.reduce((all, { basisPoints }) => all + basisPoints, 0);
      must(sum === 10_000, "a rule is the whole");
      again(readRule, formatRule)(rule);
    }),
  },
  {
    name: "cycles",
    samples: tokensOf(
      "month",
      "weekly:2026-01-05",
      "semi-monthly:1,15",
      "day:25:previous",
    ) as Target["samples"],
    tokens: tokensOf(":", ",", "0", "31", "0x19", "day", "none", "next", "constructor"),
    inputs: 2_000,
    take: reading(readCycle, again(readCycle, cycleText)),
  },
  {
    name: "sources of income",
    samples: tokensOf("actual", "planned", "average:3", "floor") as Target["samples"],
    tokens: tokensOf(":", "24", "25", "1", "0x3", "1e1", "average"),
    inputs: 1_000,
    take: reading(readMode, again(readMode, incomeModeText)),
  },
];

/** What a device's file says. */
function deviceRecord(): Uint8Array {
  const random = countedRandom("fuzz: device record");
  const [id, key, box] = [random(16), random(32), random(209)];
  return encodeDeviceRecord({
    serverUrl: "https://coffer.example.org",
    serverKeys: { serverId: id, opaquePublicKey: key, channelPublicKey: key },
    loginName: "zoë@example.org",
    accountId: id,
    deviceId: id,
    accountChainId: id,
    vaultId: id,
    lockSalt: id,
    lockedBundle: box,
    accountBundle: box,
  });
}

const call: AgentCall = {
  argv: ["list"],
  folder: "/",
  locale: "en-US",
  language: "en",
  columns: 80,
  isInteractive: false,
  hasColour: false,
};

const localTargets: readonly Target[] = [
  {
    name: "lines to the agent",
    samples: tokensOf(
      `${JSON.stringify({ call })}\n`,
      `${JSON.stringify({ answer: "x" })}\n`,
    ) as Target["samples"],
    tokens: tokensOf("\n", "{", "}", "[", "null", '"__proto__"', ":", '"call":'),
    inputs: 2_000,
    take: (input) => {
      const lines = new LineReader().push(asText(input));
      return lines !== undefined && lines.some((line) => parseToAgent(line) !== undefined);
    },
  },
  {
    name: "records of devices",
    samples: [deviceRecord()],
    inputs: 2_000,
    take: (input) => {
      const record = decodeDeviceRecord(input);
      if (record === undefined) return false;
      must(same(encodeDeviceRecord(record), input), "a record has one encoding");
      return true;
    },
  },
];

export const terminalTargets: readonly Target[] = [...planTargets, ...localTargets];
