/**
 * Both halves of OPAQUE, as Coffer calls them. The client's half stretches the password, a tenth of a second each:
 * few inputs.
 */
import {
  finishLogin,
  finishRegistration,
  startRegistration,
} from "../../../protocol/src/opaque.ts";
import {
  answerLogin,
  answerRegistration,
  finishServerLogin,
} from "../../../protocol/src/opaque-server.ts";
import type { Bytes } from "../../../protocol/src/bytes.ts";
import { must, same, type Target } from "../target.ts";
import { hexBytes, vectors } from "../vectors.ts";

interface Credentials {
  readonly loginName: { readonly canonical: string };
  readonly serverId: string;
  readonly P: string;
}

/**
 * Taken is what begins with the sample: the library passes over what is behind it, and the messages that carry it have
 * exact lengths (D4).
 */
function opensOnlyBeginning(
  sample: Uint8Array,
  open: (input: Bytes) => Promise<unknown>,
): Target["take"] {
  return async (input) => {
    if ((await open(input)) === undefined) return false;
    must(same(input.subarray(0, sample.length), sample), "nothing opens but what was sealed");
    return true;
  };
}

/** The targets; a registration is made for them. */
export async function opaqueTargets(): Promise<readonly Target[]> {
  const { loginName, serverId, P: password } = vectors("credentials") as Credentials;
  const recorded = vectors("recorded") as Readonly<Record<string, string>>;
  const recordedBytes = (name: string) => hexBytes(recorded[`opaque ${name}`]);
  const identity = { loginName: loginName.canonical, serverId: hexBytes(serverId) };
  const keys = {
    setup: recordedBytes("setup"),
    enumerationKey: recordedBytes("enumeration key"),
  };
  const [ke1, ke2, ke3, record] = [
    recordedBytes("KE1"),
    recordedBytes("KE2"),
    recordedBytes("KE3"),
    recordedBytes("record"),
  ];
  const serverState = recorded["opaque server state"] ?? "";
  const clientState = recorded["opaque client state"] ?? "";
  const { request, state } = await startRegistration(password);
  const asked = { keys, loginName: identity.loginName };
  const response = await answerRegistration({ ...asked, request });
  must(response !== undefined, "the server answers a registration");
  return [
    {
      name: "OPAQUE registration request, at the server",
      samples: [request],
      inputs: 300,
      take: async (input) => (await answerRegistration({ ...asked, request: input })) !== undefined,
    },
    {
      name: "OPAQUE KE1, at the server",
      samples: [ke1],
      inputs: 250,
      take: async (input) =>
        (await answerLogin({ keys, identity, record, request: input })) !== undefined,
    },
    {
      name: "OPAQUE record, at the server",
      samples: [record],
      inputs: 250,
      take: async (input) =>
        (await answerLogin({ keys, identity, record: input, request: ke1 })) !== undefined,
    },
    {
      name: "OPAQUE KE3, at the server",
      samples: [ke3],
      inputs: 400,
      take: opensOnlyBeginning(ke3, (finish) =>
        finishServerLogin({ state: serverState, finish, identity }),
      ),
    },
    {
      name: "OPAQUE KE2, at the client",
      samples: [ke2],
      inputs: 6,
      take: opensOnlyBeginning(ke2, (changed) =>
        finishLogin({ password, state: clientState, response: changed, identity }),
      ),
    },
    {
      name: "OPAQUE registration response, at the client",
      samples: [response],
      inputs: 6,
      take: async (input) =>
        (await finishRegistration({ password, state, response: input, identity })) !== undefined,
    },
  ];
}
