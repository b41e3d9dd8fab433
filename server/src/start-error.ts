/**
 * Why the server does not start, as one sentence for who runs it. Caught once, in main.
 */
export class StartError extends Error {
  override readonly name = "StartError";
}
