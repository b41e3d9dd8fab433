/** Readers of the protocol that need no key: codec, entries, messages. */
import { encode, decode, type CodecValue } from "../../../protocol/src/codec.ts";
import {
  decodeChainState,
  encodeChainState,
  type ChainState,
} from "../../../protocol/src/chain/chain-state.ts";
import { accountChangeValue, readAccountChange } from "../../../protocol/src/chain/change.ts";
import { decodeEntry, encodeEntry } from "../../../protocol/src/chain/entry.ts";
import { decodePlaintext, encodePlaintext } from "../../../protocol/src/chain/plaintext.ts";
import { checkEntries } from "../../../protocol/src/chain/public-checks.ts";
import { decodePublicPart, encodePublicPart } from "../../../protocol/src/chain/public-part.ts";
import { isKemPublicKey } from "../../../protocol/src/hpke.ts";
import { limits } from "../../../protocol/src/limits.ts";
import { pad, unpad } from "../../../protocol/src/padding.ts";
import { decodeClear, encodeClear } from "../../../protocol/src/session/clear-messages.ts";
import {
  decodeClientMessage,
  decodeServerMessage,
  encodeClientMessage,
  encodeServerMessage,
  readAnswer,
} from "../../../protocol/src/session/sealed-messages.ts";
import { isPrimeOrderKey } from "../../../protocol/src/signature.ts";
import { countedRandom } from "../../fixtures/random.ts";
import { must, same, type Target } from "../target.ts";
import { hexBytes, ofEntries, vectorChains, type VectorChain } from "../vectors.ts";

const random = countedRandom("fuzz: protocol");
const [id, hash, box] = [random(16), random(32), random(113)];

/** Heads of CBOR: long lengths, depth, what this codec has not (floats, tags, indefinite lengths). */
const cborTokens = [
  "1bffffffffffffffff",
  "3bffffffffffffffff",
  "5bffffffffffffffff",
  "9affffffff",
  "ba7fffffff",
  "81818181818181818181818181818181",
  "a16161",
  "f97e00",
  "fb3ff0000000000000",
  "c074",
  "9f",
  "5f",
  "ff",
  "78ff",
  "61ff",
  "63efbbbf",
  "f6",
  "f7",
  "1800",
  "190001",
  "a2010001",
  "5820",
  "5840",
  "50",
  "80",
  "40",
].map((hex) => hexBytes(hex));

const values: readonly [CodecValue, ...CodecValue[]] = [
  null,
  true,
  -1,
  2n ** 64n - 1n,
  "zoë \u{1f600}",
  "\ufeff",
  new Uint8Array([1, 2]),
  [1, [2, ["x"]]],
  new Map<string | number, CodecValue>([
    [1, "a"],
    ["b", [new Map([[-5, null]])]],
  ]),
];
const clearMessages = [
  encodeClear("hello", id, hash, hash, "invite", ["later"], random(32)),
  encodeClear("client.hello", [], "coffer 0.1.0"),
  encodeClear("register.start", "ada", id, random(32)),
  encodeClear("register.response", random(64)),
  encodeClear(
    "register.finish",
    random(192),
    box,
    random(145),
    box,
    hash,
    random(900),
    random(900),
  ),
  encodeClear("login.start", "zoë", id, random(96)),
  encodeClear("login.response", random(320)),
  encodeClear("resume.start", id, hash),
  encodeClear("link.box", random(400)),
  encodeClear("error", 5),
] as const;
const entries = [random(600), random(700)];
const clientMessages = [
  encodeClientMessage("proof", random(64)),
  encodeClientMessage("pull", 2, id, 0),
  encodeClientMessage("append", 0xffff_ffff, entries),
  encodeClientMessage("link.put", 4, id, random(300)),
  encodeClientMessage("rekey.finish", 6, 2, random(192), box, [box, hash], entries),
  encodeClientMessage("bye"),
] as const;
const serverMessages = [
  encodeServerMessage("welcome", hash, [id, 3, 0, box, random(145), null]),
  encodeServerMessage("account", [id, 3, 0, box, random(145), box]),
  encodeServerMessage("ok", 1, [[id, 3, hash]]),
  encodeServerMessage("ok", 1, [[random(50)], 7]),
  encodeServerMessage("ok", 1, [[id, 1, 1_700_000_000, 1]]),
  encodeServerMessage("refused", 2, 14, [id, 3, hash]),
  encodeServerMessage("entries", id, entries),
] as const;

type Encode = (type: never, ...fields: never) => Uint8Array;

/** A message that was read is the encoding of what was read. */
function takeMessage(
  decodeMessage: (
    bytes: Uint8Array,
  ) => { readonly type: string; readonly fields: unknown } | undefined,
  encodeMessage: unknown,
): Target["take"] {
  return (input) => {
    const message = decodeMessage(input);
    if (message === undefined) return false;
    const again = (encodeMessage as Encode)(message.type as never, ...(message.fields as never));
    must(same(again, input), "a message has one encoding");
    return true;
  };
}

/** What a client makes of an answer, whatever it asked for. */
function readEveryAnswer(input: Uint8Array): void {
  const message = decodeServerMessage(input);
  if (message?.type !== "ok") return;
  for (const read of Object.values(readAnswer)) read(message.fields[1]);
}

export const protocolTargets: readonly Target[] = [
  {
    name: "codec",
    samples: [
      encode(values[0]),
      ...values.map((value) => encode(value)),
      ...ofEntries("plaintext"),
    ],
    tokens: cborTokens,
    inputs: 6_000,
    take: (input) => {
      const decoded = decode(input);
      if (!decoded.ok) return false;
      must(same(encode(decoded.value), input), "a value has one encoding");
      return true;
    },
  },
  {
    name: "entries",
    samples: ofEntries("entry"),
    tokens: cborTokens,
    inputs: 3_000,
    take: (input) => {
      const entry = decodeEntry(input);
      if (entry === undefined) return false;
      must(input.length <= limits.entryMax, "an entry has a maximum");
      must(same(encodeEntry(entry).bytes, input), "an entry has one encoding");
      must(same(encodeEntry(entry).hash, entry.hash), "and one hash");
      return true;
    },
  },
  {
    name: "public parts",
    samples: publicParts(),
    tokens: cborTokens,
    inputs: 1_500,
    take: (input) => {
      let isTaken = false;
      for (let kind = 0; kind < 9; kind += 1) {
        const part = decodePublicPart(kind, input);
        if (part === undefined) continue;
        must(same(encodePublicPart(part), input), "a public part has one encoding");
        isTaken = true;
      }
      return isTaken;
    },
  },
  {
    name: "public checks",
    samples: ofEntries("entry"),
    inputs: 400,
    take: takeOnChain(),
  },
  {
    name: "plaintexts of sealed parts",
    samples: ofEntries("plaintext"),
    tokens: cborTokens,
    inputs: 3_000,
    take: (input) => {
      const plaintext = decodePlaintext(input);
      if (plaintext === undefined) return false;
      must(same(encodePlaintext(plaintext), input), "a plaintext has one encoding");
      for (const { type, value } of plaintext.changes) {
        const change = readAccountChange(type, value);
        if (change === undefined) continue;
        must(same(encode(accountChangeValue(change)), encode(value)), "a change has one value");
      }
      return true;
    },
  },
  {
    name: "padding",
    samples: [pad(new Uint8Array(0)), pad(random(255)), pad(random(1_000))],
    inputs: 1_000,
    take: (input) => {
      const plaintext = unpad(input);
      if (plaintext === undefined) return false;
      must(same(pad(plaintext), input), "a plaintext has one padding");
      return true;
    },
  },
  {
    name: "states of chains",
    samples: statesOfChains(),
    tokens: cborTokens,
    inputs: 2_000,
    take: async (input) => {
      const state = await decodeChainState(input);
      if (state === undefined) return false;
      must(same(encodeChainState(state), input), "a state has one encoding");
      return true;
    },
  },
  {
    name: "clear messages",
    samples: clearMessages,
    tokens: cborTokens,
    inputs: 4_000,
    take: takeMessage(decodeClear, encodeClear),
  },
  {
    name: "messages of clients",
    samples: clientMessages,
    tokens: cborTokens,
    inputs: 4_000,
    take: takeMessage(decodeClientMessage, encodeClientMessage),
  },
  {
    name: "messages of the server",
    samples: serverMessages,
    tokens: cborTokens,
    inputs: 4_000,
    take: (input) => {
      readEveryAnswer(input);
      return takeMessage(decodeServerMessage, encodeServerMessage)(input);
    },
  },
  {
    name: "public keys",
    samples: publicKeys(),
    inputs: 300,
    take: (input) => isPrimeOrderKey(input) || isKemPublicKey(input),
  },
];

function publicParts(): Target["samples"] {
  const [first, ...more] = ofEntries("entry").map(
    (bytes) => decodeEntry(bytes)?.publicBytes ?? bytes,
  );
  return [first ?? id, ...more];
}

function statesOfChains(): Target["samples"] {
  const [account, vault] = vectorChains();
  return [hexBytes(account.state), hexBytes(vault.state)];
}

/** An entry on the chain of the vectors, wherever in it. Taken is what the chain has there. */
function takeOnChain(): Target["take"] {
  const real = new Set(ofEntries("entry").map((bytes) => bytes.toHex()));
  const chains = vectorChains().map((chain) => statesOf(chain));
  return async (input) => {
    const entry = decodeEntry(input);
    if (entry === undefined) return false;
    let isTaken = false;
    for (const states of chains) {
      const before = (await states)[entry.header.seq];
      const { refused, state } = await checkEntries(before, [entry]);
      if (refused !== undefined) continue;
      must(state !== undefined, "an accepted entry has a state");
      must(real.has(input.toHex()), "nobody forges an entry");
      isTaken = true;
    }
    return isTaken;
  };
}

/** The state before each entry of a chain: undefined before the first. */
async function statesOf({
  entries: chain,
}: VectorChain): Promise<readonly (ChainState | undefined)[]> {
  const states: (ChainState | undefined)[] = [undefined];
  for (const { entry } of chain) {
    const decoded = decodeEntry(hexBytes(entry));
    must(decoded !== undefined, "the vectors are entries");
    const { refused, state } = await checkEntries(states.at(-1), [decoded]);
    must(refused === undefined && state !== undefined, "the vectors are good");
    states.push(state);
  }
  return states;
}

function publicKeys(): Target["samples"] {
  const keys = vectorChains()[1].entries.flatMap(({ entry }) => {
    const decoded = decodeEntry(hexBytes(entry));
    const part = decoded && decodePublicPart(decoded.header.kind, decoded.publicBytes);
    return part !== undefined && "content" in part && "signKey" in part.content
      ? [part.content.signKey, part.content.kemKey]
      : [];
  });
  const [first, ...more] = keys;
  must(first !== undefined, "the vectors have keys");
  return [first, ...more];
}
