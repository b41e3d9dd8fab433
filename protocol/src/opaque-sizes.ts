/** Sizes of OPAQUE's messages with ristretto255-SHA512, in bytes (RFC 9807 §5, §6). */

/** Server setup as the package keeps it: OPRF seed 64, private key 32, dummy public key 32. */
export const opaqueSetupLength = 128;
export const registrationRequestLength = 32;
export const registrationResponseLength = 64;
export const registrationRecordLength = 192;
export const ke1Length = 96;
export const ke2Length = 320;
export const ke3Length = 64;
