/** The ids of the buckets of Coffer's own rules, as people type and read them in the terminal. */
import { inContext, translated } from "./texts.ts";

const words: Readonly<Record<string, string>> = translated({
  emergency: inContext("bucket", "emergency"),
  essentials: inContext("bucket", "essentials"),
  giving: inContext("bucket", "giving"),
  living: inContext("bucket", "living"),
  needs: inContext("bucket", "needs"),
  rest: inContext("bucket", "rest"),
  retirement: inContext("bucket", "retirement"),
  savings: inContext("bucket", "savings"),
  spending: inContext("bucket", "spending"),
  wants: inContext("bucket", "wants"),
});

/** The word for a bucket's id; of another rule's bucket the id itself. */
export function bucketWord(id: string): string {
  return Object.hasOwn(words, id) ? (words[id] ?? id) : id;
}
