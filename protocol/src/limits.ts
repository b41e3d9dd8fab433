/**
 * Every maximum of the protocol, in one place (docs/protocol.md N1). Exceeding one is an error of the
 * sender, found before anything is allocated for it. Lengths are bytes unless the name says otherwise.
 *
 * Entries are judged by the limits of their vault's schema: changing one that an entry is checked
 * against is a new schema.
 */
export const limits = {
  /** Nesting of arrays and maps in anything encoded. */
  codecDepthMax: 16,

  loginNameCharactersMax: 64,
  passwordCharactersMin: 12,
  passwordCharactersMax: 1_024,

  /** Header of an entry: fixed fields, so a little above the largest. */
  entryHeaderMax: 256,
  /** Public part: a revoke that grants to every device of the largest account. */
  entryPublicMax: 160_000,
  /** Sealed part with padding and tag. */
  entryCiphertextMax: 300_000,
  /** What a client puts into one plaintext before padding, so that the sealed part fits. */
  entryPlaintextMax: 256_000,
  entryMax: 470_000,

  devicesActiveMax: 64,
  devicesEverMax: 1_024,
  epochMax: 65_535,
  changesPerEntryMax: 2_048,

  /** A box (wrapped keys), and the link box. */
  boxMax: 4_096,
  linkBoxMax: 16_384,

  /** A message before login, and one sealed frame after it. */
  clearMessageMax: 32_768,
  registerFinishMax: 81_920,
  /** A genesis entry, of which a registration carries two. */
  genesisEntryMax: 32_768,
  frameMax: 1_048_576,
  /** Entries of one append, over all its chains; and of one pull answer. */
  appendEntriesMax: 256,
  appendBytesMax: 900_000,
  pullEntriesMax: 1_024,
  pullBytesMax: 900_000,
  vaultsPerAccountMax: 16,
  sessionsPerAccountMax: 256,

  capabilitiesMax: 32,
  capabilityCharactersMax: 64,
  clientVersionCharactersMax: 64,
  deviceNameCharactersMax: 64,
  serverUrlCharactersMax: 512,

  /** Frames under one direction key before it is replaced (docs/protocol.md C6). */
  framesPerKey: 65_536,
} as const;
