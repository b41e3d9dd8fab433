/**
 * Every maximum of a book, in one place. A change set that exceeds one is void on every device, so changing one
 * that change sets are checked against is a new version of the format. Texts are counted in UTF-16 units.
 */
export const bookLimits = {
  /** Changes in one change set. */
  changesMax: 2_000,
  labelCharactersMax: 32,
  /** Different ids that one change set names. */
  changeSetIdsMax: 10_000,

  /** Name of a household, an account or a category. */
  nameCharactersMax: 100,
  textCharactersMax: 500,
  noteCharactersMax: 2_000,
  /** The bank's own id of a transaction. */
  bankIdCharactersMax: 200,
  bucketIdCharactersMax: 32,
  splitsMin: 2,
  splitsMax: 50,
  /** Place of an account or category among its like. */
  orderMax: 1_000_000,

  /** Transactions that a statement of a bank does not have yet. */
  statementOpenMax: 1_000,

  batchFilesMax: 100,
  fileNameCharactersMax: 255,
  formatCharactersMax: 40,
  /** Fingerprint of a file, or the key of what a review was imported from. */
  fingerprintCharactersMax: 128,
  /** Name of a piece of advice. */
  pieceCharactersMax: 200,
  /** Condition of a rule. */
  queryCharactersMax: 500,
  /** Which column of a table is what. */
  columnsCharactersMax: 4_096,
  /** Rows counted per verdict of an import. */
  batchCountMax: 100_000_000,

  /** Seconds since 1970-01-01 that a change set may claim: to the end of the year 9999. */
  clockSecondsMax: 253_402_300_799,

  /** Change sets that can be taken back, and what they may hold together: older ones leave first. */
  historySetsMax: 1_000,
  historyChangesMax: 10_000,

  /** What the history keeps of an author's name. */
  authorCharactersMax: 128,
  /** Shortest part of an id that names a transaction. */
  idPrefixMin: 4,
} as const;
