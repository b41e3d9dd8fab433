/**
 * Inputs that once broke a reader, kept so that they never do again. Each names the target that it was found with.
 *
 * A new one: the failing test prints the target and the input in base64.
 */
export interface KeptInput {
  readonly target: string;
  /** What it did. */
  readonly why: string;
  readonly base64: string;
}

export const keptInputs: readonly KeptInput[] = [];
