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

export const keptInputs: readonly KeptInput[] = [
  {
    target: "files of the first prototype",
    why: "A status that its bucket cannot have became a review that no vault can store.",
    base64:
      "W3siaW5jb21lIjo0MjAwLCJyZWNvbW1lbmRlZF9idWRnZXQiOnsibmVlZHMiOjIxMDAsIndhbnRzIjox" +
      "MjYwLCJzYXZpbmdzIjo4NDB9LCJhY3R1YWxfZXhwZW5zZXMiOnsibmVlZHMiOjEsIndhbnRzIjoyLCJz" +
      "YXZpbmdzIjozfSwiYW5hbHlzaXMiOnsic2F2aW5nc19zdGF0dXMiOiJXaXRoaW4gcmVjb21tZW5kZWQg" +
      "YnVkZ2V0In19XQ==",
  },
];
