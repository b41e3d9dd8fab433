/**
 * Readers of the protocol that hold a key: boxes, frames, grants, sealed parts. Whatever was
 * changed, nothing opens but what was sealed.
 */
import { sealOnce } from "../../../protocol/src/aead.ts";
import { unwrap } from "../../../protocol/src/box.ts";
import { utf8, type Bytes } from "../../../protocol/src/bytes.ts";
import { decodeChainState } from "../../../protocol/src/chain/chain-state.ts";
import { decodeEntry } from "../../../protocol/src/chain/entry.ts";
import { openGrant } from "../../../protocol/src/chain/grants.ts";
import { decodePublicPart } from "../../../protocol/src/chain/public-part.ts";
import { encodePlaintext } from "../../../protocol/src/chain/plaintext.ts";
import { openSealedPart, type Opened } from "../../../protocol/src/chain/sealed-part.ts";
import { hash256 } from "../../../protocol/src/hash.ts";
import { entryKeyOf, type EpochKey } from "../../../protocol/src/key-hierarchy.ts";
import { openLinkBox } from "../../../protocol/src/link.ts";
import { pad } from "../../../protocol/src/padding.ts";
import { Channel } from "../../../protocol/src/session/channel.ts";
import {
  clientInputKey,
  exchangeKeyOf,
  serverInputKey,
} from "../../../protocol/src/session/key-exchange.ts";
import { must, same, type Target } from "../target.ts";
import { hexBytes, vectorChains, vectors } from "../vectors.ts";

interface Boxes {
  readonly wrap: Readonly<Record<"key" | "context" | "plaintext" | "box", string>>;
  readonly link: Readonly<Record<"serverId" | "boxId" | "boxKey" | "loginName" | "box", string>>;
}

const boxes = vectors("boxes") as Boxes;
const recorded = vectors("recorded") as Readonly<Record<string, string>>;
const channel = vectors("channel") as Readonly<
  Record<"clientToServer" | "serverToClient" | "confirm", string>
> & {
  readonly clientFrames: { readonly first: string };
  readonly serverFrames: { readonly first: string };
};
/** Taken is the sample and nothing else: whatever else opens would be a forgery. */
function opensOnly(sample: Uint8Array, open: (input: Bytes) => Promise<unknown>): Target["take"] {
  return async (input) => {
    if ((await open(input)) === undefined) return false;
    must(same(input, sample), "nothing opens but what was sealed");
    return true;
  };
}

const box = hexBytes(boxes.wrap.box);
const linkBox = hexBytes(boxes.link.box);
const frame = hexBytes(channel.clientFrames.first);
const keys = {
  clientToServer: hexBytes(channel.clientToServer),
  serverToClient: hexBytes(channel.serverToClient),
  confirm: hexBytes(channel.confirm),
};

/** The targets. */
export async function sealedTargets(): Promise<readonly Target[]> {
  return [
    {
      name: "boxes",
      samples: [box],
      inputs: 600,
      take: opensOnly(box, (input) =>
        unwrap({
          key: hexBytes(boxes.wrap.key),
          purpose: "device",
          context: hexBytes(boxes.wrap.context),
          box: input,
        }),
      ),
    },
    {
      name: "link boxes",
      samples: [linkBox],
      inputs: 400,
      take: opensOnly(linkBox, (input) => {
        const { serverId, boxId, boxKey } = boxes.link;
        const linkKeys = { boxId: hexBytes(boxId), boxKey: hexBytes(boxKey) };
        return openLinkBox({ keys: linkKeys, serverId: hexBytes(serverId), box: input });
      }),
    },
    {
      name: "frames to the server",
      samples: [frame],
      inputs: 800,
      take: opensOnly(frame, (input) => new Channel("server", keys).open(input)),
    },
    {
      name: "frames to the client",
      samples: [hexBytes(channel.serverFrames.first)],
      inputs: 800,
      take: opensOnly(hexBytes(channel.serverFrames.first), (input) =>
        new Channel("client", keys).open(input),
      ),
    },
    grantTarget(),
    ...(await sealedPartTargets()),
    {
      name: "keys of an exchange",
      samples: [hexBytes(recorded["opaque KE1"]).slice(0, 32)],
      inputs: 200,
      take: async (input) => {
        const ephemeral = await exchangeKeyOf(hash256(utf8("ephemeral")));
        const other = await exchangeKeyOf(hash256(utf8("other")));
        const server = await serverInputKey({
          ephemeral,
          channelKey: other,
          clientEphemeral: input,
        });
        const client = await clientInputKey({
          ephemeral,
          serverEphemeral: input,
          channelPublicKey: other.publicKey,
        });
        must((server === undefined) === (client === undefined), "both halves refuse the same keys");
        return server !== undefined;
      },
    },
  ];
}

/** The grants of an epoch, as one string of the encapsulation and the ciphertext. */
function grantTarget(): Target {
  const [, vault] = vectorChains();
  const genesis = decodeEntry(hexBytes(vault.entries[0]?.entry));
  must(genesis !== undefined, "the vectors are entries");
  const part = decodePublicPart(genesis.header.kind, genesis.publicBytes);
  must(part !== undefined && "grants" in part, "a genesis has grants");
  const root = (vectors("vault-chain") as { readonly root: { readonly kemSeed: string } }).root;
  const seed = hexBytes(root.kemSeed);
  const recipients = part.grants.grants;
  const accountId =
    "content" in part && "accountId" in part.content ? part.content.accountId : undefined;
  const own = recipients.find(({ recipientId }) => same(recipientId, accountId ?? recipientId));
  must(own !== undefined && accountId !== undefined, "the account has a grant");
  const { commitment } = part.grants;
  const sample = Uint8Array.from([...own.encapsulation, ...own.ciphertext]);
  const length = own.encapsulation.length;
  return {
    name: "grants",
    samples: [sample],
    inputs: 60,
    take: opensOnly(sample, (input) => {
      const sealed = { encapsulation: input.slice(0, length), ciphertext: input.slice(length) };
      const grants = { commitment, grants: [{ recipientId: accountId, ...sealed }] };
      const { vaultId, epoch } = genesis.header;
      return openGrant({ vaultId, epoch, grants, recipientId: accountId, seed });
    }),
  };
}

/** A data entry of the vault's vectors, and what opens it. */
async function dataEntry() {
  const [, vault] = vectorChains();
  const [, , data] = vault.entries;
  const entry = decodeEntry(hexBytes(data?.entry));
  const state = await decodeChainState(hexBytes(vault.state));
  must(entry !== undefined && state !== undefined, "the vectors are entries and states");
  const publicPart = decodePublicPart(entry.header.kind, entry.publicBytes);
  const epochKey = hexBytes(data?.epochKey) as EpochKey;
  const padded = pad(hexBytes(data?.plaintext));
  const open = (ciphertext: Bytes): Promise<Opened> =>
    openSealedPart({
      checked: { entry: { ...entry, ciphertext }, publicPart, countersigned: false, schema: 1 },
      state,
      epochKey,
      isLedgerChange: () => true,
    });
  return { entry, epochKey, padded, open };
}

async function sealedPartTargets(): Promise<readonly Target[]> {
  const { entry, epochKey, padded, open } = await dataEntry();
  const { header, headerBytes, ciphertext } = entry;
  const key = entryKeyOf(epochKey, header.salt, header.vaultId);
  return [
    {
      name: "sealed parts",
      samples: [ciphertext],
      inputs: 500,
      take: opensOnly(ciphertext, async (changed) => {
        const { outcome } = await open(changed);
        return outcome === "opened" ? outcome : undefined;
      }),
    },
    {
      name: "sealed parts by an insider",
      samples: [padded],
      inputs: 800,
      take: async (input) => {
        const opened = await open(await sealOnce(key, headerBytes, input));
        if (opened.outcome !== "opened") return false;
        must(same(pad(encodePlaintext(opened.plaintext)), input), "a plaintext has one form");
        return true;
      },
    },
  ];
}
