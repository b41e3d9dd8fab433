/** The Worker of the tests' page: Ed25519 through the wrapper of protocol/, as the engine calls it. */
import { verdictOf, type Case } from "./verdict.ts";

addEventListener("message", ({ data }: MessageEvent<readonly Case[]>) => {
  void Promise.all(data.map(verdictOf)).then((verdicts) => postMessage(verdicts));
});
