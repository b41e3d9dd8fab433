/**
 * The engine's door: what both user interfaces may use.
 */
export {
  createAccount,
  forgetAccount,
  homeState,
  logIn,
  openLink,
  recoverAccount,
  signOut,
  unlock,
  type Access,
  type AccessError,
  type HomeState,
  type Link,
  type UnlockError,
} from "./account-access.ts";
export { type AccountState } from "./account-state.ts";
export { Engine, type CommitError, type DeviceFacts, type Verification } from "./engine.ts";
export { type Environment, type Files, type Socket } from "./environment.ts";
export { type Alarm } from "./failures.ts";
export { fingerprintOf } from "./fingerprint-of.ts";
export { parseKitText, parseSecretText, type Brought } from "./kit-text.ts";
export { type SyncError } from "./sync.ts";
