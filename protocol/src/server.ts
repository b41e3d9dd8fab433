/**
 * The server's door into protocol: messages, the public checks, the channel, OPAQUE's server half.
 *
 * Nothing here can open a box or a sealed part: the server has no key that would.
 */
export { equalBytes, fromHex, toHex, utf8, type Bytes, type RandomBytes } from "./bytes.ts";
export { type CodecValue } from "./codec.ts";
export { parseLoginName } from "./credentials.ts";
export { hash256, hmac256 } from "./hash.ts";
export { idLength, hashLength } from "./identity.ts";
export { label } from "./labels.ts";
export { limits } from "./limits.ts";
export { fail, ok, type Result } from "./result.ts";
export {
  answerLogin,
  answerRegistration,
  createOpaqueSetup,
  finishServerLogin,
  opaquePublicKey,
  type OpaqueServerKeys,
} from "./opaque-server.ts";
export { opaqueSetupLength } from "./opaque-sizes.ts";
export { importVerifyKey, isPrimeOrderKey, verify } from "./signature.ts";
export {
  activeDevices,
  decodeChainState,
  deviceOf,
  encodeChainState,
  type ChainState,
} from "./chain/chain-state.ts";
export { decodeEntry, entryKinds, type Entry, type EntryHeader } from "./chain/entry.ts";
export {
  checkEntries,
  type CheckedEntry,
  type CheckedRun,
  type PublicCheckCode,
} from "./chain/public-checks.ts";
export {
  Channel,
  channelKeys,
  recoverMessage,
  resumeMessage,
  serverConfirmation,
  transcriptHash,
} from "./session/channel.ts";
export {
  decodeClear,
  encodeClear,
  invitationLength,
  registrationModes,
  type ClearMessage,
  type RegistrationMode,
} from "./session/clear-messages.ts";
export { errorNumbers, type ErrorCode } from "./session/error-numbers.ts";
export {
  exchangeKeyLength,
  exchangeKeyOf,
  serverInputKey,
  type ExchangeKey,
} from "./session/key-exchange.ts";
export {
  accountField,
  decodeClientMessage,
  encodeServerMessage,
  sessionKinds,
  type AccountFacts,
  type ClientMessage,
  type SessionFacts,
} from "./session/sealed-messages.ts";
