/** Why an archive could not be unpacked, and how that is said. */

import { sentence, type Sentence } from "../../sentence.ts";
import { ARCHIVE_BYTES_MAX, ARCHIVE_ENTRIES_MAX, ARCHIVE_RATIO_MAX } from "../limits.ts";

/**
 * Why an archive was not unpacked; `name` is the entry's, or null if it concerns the whole.
 *
 * - `cut-off`: its end is missing.
 * - `damaged`: its parts contradict each other, or a checksum is wrong.
 * - `too-large`, `ratio`, `too-many-entries`, `name-too-long`: more than limits.ts allows.
 * - `unknown-compression`: neither stored nor deflated, or in the format for huge archives (ZIP64).
 */
export interface ArchiveError {
  readonly code:
    | "cut-off"
    | "damaged"
    | "encrypted"
    | "unknown-compression"
    | "too-large"
    | "ratio"
    | "too-many-entries"
    | "name-too-long";
  readonly name: string | null;
}

/** Returns what a person is told about an archive that was not unpacked. */
export function archiveReason({ code, name }: ArchiveError): Sentence {
  switch (code) {
    case "cut-off":
      return sentence("The archive was cut off: its end is missing. Download it again.");
    case "damaged":
      return name === null
        ? sentence("The archive is damaged. Download it again.")
        : sentence("The archive is damaged at {name}. Download it again.", { name });
    case "encrypted":
      return sentence("The archive is locked with a password; unpack it first.");
    case "unknown-compression":
      return sentence(
        "The archive is compressed in a way that Coffer does not know; unpack it first.",
      );
    case "too-large":
      return sentence("Unpacked, the archive is larger than {most} MiB.", {
        most: ARCHIVE_BYTES_MAX / 1024 / 1024,
      });
    case "ratio":
      return sentence(
        "Unpacked, the archive is more than {most} times its size: no bank makes such files. It was not read.",
        { most: ARCHIVE_RATIO_MAX },
      );
    case "too-many-entries":
      return sentence("The archive holds more than {most} files.", { most: ARCHIVE_ENTRIES_MAX });
    case "name-too-long":
      return sentence("The archive holds a file whose name is too long.");
  }
}
