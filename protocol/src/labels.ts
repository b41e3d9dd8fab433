/**
 * Domain separation: the complete table of labels (docs/protocol.md L1).
 *
 * A label is the ASCII bytes of `coffer/v1/NAME` and one zero byte, always, so that no label is a prefix
 * of another and no hash, MAC, key or signature made for one purpose means anything for another.
 */
import { concat, utf8, type Bytes } from "./bytes.ts";

export const labelNames = [
  "account-id",
  "account-kek",
  "confirm",
  "c2s",
  "countersign",
  "ct",
  "device-id",
  "device-kek",
  "entry",
  "entry-hash",
  "entry-sig",
  "frame",
  "grant",
  "head",
  "invitation",
  "link-box",
  "link-id",
  "link-salt",
  "lock-kek",
  "opaque-pw",
  "pub",
  "ratchet",
  "recover",
  "recovery-kek",
  "recovery-key",
  "resume",
  "s2c",
  "safety",
  "state-cache",
  "transcript",
  "vault-id",
  "vk-commit",
  "wrap",
] as const;

export type LabelName = (typeof labelNames)[number];

const labels = new Map<LabelName, Bytes>(
  labelNames.map((name) => [name, concat(utf8(`coffer/v1/${name}`), new Uint8Array(1))]),
);

/** The bytes of a label. */
export function label(name: LabelName): Bytes {
  const bytes = labels.get(name);
  if (bytes === undefined) throw new Error(`Broken invariant: no label ${name}`);
  return bytes;
}
