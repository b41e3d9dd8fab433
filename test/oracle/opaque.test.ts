import assert from "node:assert/strict";
import test from "node:test";
import {
  answerLogin,
  blind,
  deriveKeyPair,
  envelopeOf,
  evaluate,
  finishLogin,
  ke1Of,
  oprfKeyOf,
  randomizedPassword,
  recordOf,
} from "./opaque.ts";
import { missing, readVectors } from "../fixtures/shared-vectors.ts";

interface Vector {
  readonly config: { readonly Group: string; readonly Fake: string; readonly Context: string };
  readonly inputs: Readonly<Record<string, string>>;
  readonly intermediates: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
}

const skip = missing("rfc9807.json");
const vectors = skip === false ? (readVectors("rfc9807.json") as readonly Vector[]) : [];
const ours = (fake: string) =>
  vectors.filter(({ config }) => config.Group === "ristretto255" && config.Fake === fake);

function reader({ inputs, config }: Vector) {
  const bytes = (name: string) => Buffer.from(inputs[name] ?? assert.fail(name), "hex");
  const optional = (name: string) => (name in inputs ? bytes(name) : undefined);
  const [client, server] = [optional("client_identity"), optional("server_identity")];
  return {
    bytes,
    context: Buffer.from(config.Context, "hex"),
    identities: { ...(client && { client }), ...(server && { server }) },
  };
}

const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("hex");
const identity = (bytes: Uint8Array) => bytes;

test("the oracle meets the vectors of RFC 9807 for ristretto255", { skip }, () => {
  for (const vector of ours("False")) {
    const { bytes, context, identities } = reader(vector);
    const { intermediates, outputs } = vector;
    const password = bytes("password");
    const serverPublicKey = bytes("server_public_key");
    const oprfKey = oprfKeyOf(bytes("oprf_seed"), bytes("credential_identifier"));
    assert.equal(hex(littleEndian(oprfKey)), intermediates["oprf_key"]);

    const request = blind(password, bytes("blind_registration"));
    assert.equal(hex(request), outputs["registration_request"]);
    const evaluated = evaluate(request, oprfKey);
    assert.equal(hex(evaluated) + hex(serverPublicKey), outputs["registration_response"]);
    const randomized = randomizedPassword({
      password,
      blind: bytes("blind_registration"),
      evaluated,
      stretch: identity,
    });
    assert.equal(hex(randomized), intermediates["randomized_password"]);
    const nonce = bytes("envelope_nonce");
    const made = envelopeOf({ randomized, nonce, serverPublicKey, identities });
    assert.equal(hex(made.envelope), intermediates["envelope"]);
    assert.equal(hex(made.maskingKey), intermediates["masking_key"]);
    assert.equal(hex(made.clientPublicKey), intermediates["client_public_key"]);
    assert.equal(hex(made.exportKey), outputs["export_key"]);
    const record = recordOf(made);
    assert.equal(hex(record), outputs["registration_upload"]);

    const login = { blind: bytes("blind_login"), keyShareSeed: bytes("client_keyshare_seed") };
    const ke1 = ke1Of(blind(password, login.blind), bytes("client_nonce"), login.keyShareSeed);
    assert.equal(hex(ke1), outputs["KE1"]);
    const answer = answerLogin({
      ke1,
      record,
      oprfKey,
      serverSecret: bytes("server_private_key"),
      serverPublicKey,
      maskingNonce: bytes("masking_nonce"),
      serverNonce: bytes("server_nonce"),
      keyShareSeed: bytes("server_keyshare_seed"),
      identities,
      context,
    });
    assert.equal(hex(answer.ke2), outputs["KE2"]);
    assert.equal(hex(answer.ke3), outputs["KE3"]);
    assert.equal(hex(answer.sessionKey), outputs["session_key"]);
    const finishing = { ke1, ke2: answer.ke2, password, ...login, stretch: identity, identities };
    const finished = finishLogin({ ...finishing, context });
    assert.equal(hex(finished?.ke3), outputs["KE3"]);
    assert.equal(hex(finished?.sessionKey), outputs["session_key"]);
    assert.equal(hex(finished?.exportKey), outputs["export_key"]);
    assert.equal(finishLogin({ ...finishing, context: Buffer.from("other") }), undefined);
  }
  assert.equal(ours("False").length, 2);
});

test("the oracle meets the fake answer of RFC 9807 for ristretto255", { skip }, () => {
  for (const vector of ours("True")) {
    const { bytes, context, identities } = reader(vector);
    const record = Buffer.concat([
      bytes("client_public_key"),
      bytes("masking_key"),
      new Uint8Array(96),
    ]);
    const { ke2 } = answerLogin({
      ke1: bytes("KE1"),
      record,
      oprfKey: oprfKeyOf(bytes("oprf_seed"), bytes("credential_identifier")),
      serverSecret: bytes("server_private_key"),
      serverPublicKey: bytes("server_public_key"),
      maskingNonce: bytes("masking_nonce"),
      serverNonce: bytes("server_nonce"),
      keyShareSeed: bytes("server_keyshare_seed"),
      identities,
      context,
    });
    assert.equal(hex(ke2), vector.outputs["KE2"]);
  }
  assert.equal(ours("True").length, 1);
});

test("a key pair is of its seed and its info", () => {
  const seed = new Uint8Array(32).fill(1);
  const pair = deriveKeyPair(seed, "a");
  assert.deepEqual(deriveKeyPair(seed, "a"), pair);
  assert.notDeepEqual(deriveKeyPair(seed, "b").publicKey, pair.publicKey);
});

function littleEndian(scalar: bigint): Uint8Array {
  return Buffer.from(scalar.toString(16).padStart(64, "0"), "hex").toReversed();
}
