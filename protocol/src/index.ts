/**
 * The clients' door into protocol: everything that two machines must agree on, byte for byte.
 */
export { formatSecret } from "./base32.ts";
export { unwrap, wrap, type BoxPurpose } from "./box.ts";
export { concat, equalBytes, fromHex, toHex, utf8, type Bytes, type RandomBytes } from "./bytes.ts";
export { decode, encode, type CodecError, type CodecValue } from "./codec.ts";
export {
  accountSecretLength,
  opaquePassword,
  parseLoginName,
  parsePassword,
  type LoginNameError,
  type PasswordError,
} from "./credentials.ts";
export { headCode, safetyNumber } from "./fingerprint.ts";
export { deriveKey, hash256 } from "./hash.ts";
export { kemPublicKeyOf, kemSeedLength } from "./hpke.ts";
export { deviceIdOf, hashLength, idLength } from "./identity.ts";
export {
  deviceKekOf,
  epochKeyLength,
  masterKeyLength,
  openAccountBox,
  openRecoveryBox,
  openRootBox,
  recoverySecretLength,
  recoverySeedOf,
  rootKeysOf,
  sealAccountBox,
  sealRecoveryBox,
  sealRootBox,
  type AccountSecret,
  type EpochKey,
  type MasterKey,
  type RecoverySecret,
  type RootKeys,
} from "./key-hierarchy.ts";
export { label } from "./labels.ts";
export { limits } from "./limits.ts";
export {
  argon2idCost,
  linkKeys,
  newLinkCode,
  openLinkBox,
  parseLinkCode,
  sealLinkBox,
  type Argon2id,
  type KnownChain,
  type LinkContent,
} from "./link.ts";
export {
  finishLogin,
  finishRegistration,
  startLogin,
  startRegistration,
  type OpaqueIdentity,
  type OpaqueLogin,
} from "./opaque.ts";
export {
  formatKit,
  parseAccountSecret,
  parseKit,
  type KitError,
  type RecoveryKit,
} from "./recovery-kit.ts";
export { type Result } from "./result.ts";
export {
  anyField,
  bytesField,
  integerField,
  listField,
  nullableField,
  textField,
  tupleField,
  type Field,
} from "./shape.ts";
export { importSigningKey, publicKeyOf, seedLength, sign } from "./signature.ts";
export {
  activeDevices,
  decodeChainState,
  deviceOf,
  encodeChainState,
  hasRoomForDevice,
  isUnderstood,
  recipientsOf,
  schemaKnown,
  type ChainDevice,
  type ChainState,
} from "./chain/chain-state.ts";
export {
  accountChangeValue,
  changeTypes,
  readAccountChange,
  type AccountChange,
  type ListedVault,
  type ServerKeys,
} from "./chain/change.ts";
export { decodeEntry, entryKinds, type Entry } from "./chain/entry.ts";
export { openGrant, sealGrants } from "./chain/grants.ts";
export { type ChainHead, type Plaintext, type SealedChange } from "./chain/plaintext.ts";
export {
  checkEntries,
  type CheckedEntry,
  type CheckedRun,
  type PublicCheckCode,
} from "./chain/public-checks.ts";
export { type ChainKind, type GenesisContent, type PublicPart } from "./chain/public-part.ts";
export { newGenesisContent, sealGenesis, sealNext, type DeviceAuthor } from "./chain/seal-entry.ts";
export { openSealedPart, type Opened } from "./chain/sealed-part.ts";
export {
  Channel,
  channelKeys,
  isServerConfirmation,
  recoverMessage,
  resumeMessage,
  transcriptHash,
} from "./session/channel.ts";
export { decodeClear, encodeClear, type ClearMessage } from "./session/clear-messages.ts";
export { errorCodeOf, type ErrorCode } from "./session/error-numbers.ts";
export { clientInputKey, exchangeKeyOf } from "./session/key-exchange.ts";
export {
  accountFactsOf,
  decodeServerMessage,
  encodeClientMessage,
  readAnswer,
  type AccountFacts,
  type ClientFields,
  type ClientType,
  type ServerMessage,
  type SessionFacts,
} from "./session/sealed-messages.ts";
