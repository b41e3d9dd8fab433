/** What a person is told of a file that no reader takes. */
import { sentence, type Sentence } from "../sentence.ts";
import type { DetectedFormat } from "./detect.ts";

/** The reason for each format that can be recognised and not read; for others it is `unknown`. */
export const reasonsNotRead: Readonly<Partial<Record<DetectedFormat, Sentence>>> = {
  zip: sentence("This is an archive within an archive; unpack it first."),
  gzip: sentence("This is an archive within an archive; unpack it first."),
  pdf: sentence("This is a PDF, which Coffer cannot read; ask the bank for CSV or OFX."),
  xls: sentence("This is an old spreadsheet (XLS), which Coffer cannot read; save it as CSV."),
  json: sentence("This is a JSON file, not a bank file."),
  html: sentence("This is a web page, not a bank file: the download may have failed."),
  image: sentence("This is a picture, which Coffer cannot read."),
  empty: sentence("The file is empty."),
};

/** The reason for any other file. */
export const unknownReason: Sentence = sentence(
  "This is no text file, and of no kind that Coffer knows.",
);
