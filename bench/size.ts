/** How much is measured: all of it, or so little that a test has the time. */
export interface Size {
  /** Rounds of which the median is taken. */
  readonly rounds: number;
  /** Rows of an open book; rows of the vaults that are opened. */
  readonly rows: number;
  readonly vaultRows: readonly number[];
  readonly importRows: number;
  /** Logins of a round, and pairs of login starts in all. */
  readonly logins: number;
  readonly loginPairs: number;
  /** Connections that append at once, and appends of each of them in a round. */
  readonly writers: number;
  readonly appendsEach: number;
  readonly edits: number;
  readonly commands: number;
  readonly idle: number;
}

export const fullSize: Size = {
  rounds: 5,
  rows: 1_000_000,
  vaultRows: [100_000, 1_000_000],
  importRows: 10_000,
  logins: 200,
  loginPairs: 2_000,
  writers: 64,
  appendsEach: 20,
  edits: 300,
  commands: 10,
  idle: 1_000,
};

/** For tests, and for trying a change out. */
export const smallSize: Size = {
  rounds: 3,
  rows: 100_000,
  vaultRows: [10_000],
  importRows: 2_000,
  logins: 20,
  loginPairs: 100,
  writers: 16,
  appendsEach: 10,
  edits: 30,
  commands: 2,
  idle: 100,
};
