/** Why a text is no XML that is read here, and how that is said. */

import { sentence, type Sentence } from "../../sentence.ts";

/**
 * Why a text was not read; `line` is where that showed, from 1.
 *
 * - `document-type`: a document type that declares something, which could be an entity.
 * - `too-deep`, `too-many-elements`, `too-many-attributes`, `field-too-long`: more than limits.ts allows.
 * - `not-well-formed`: a tag that is none, or the end of another element than the one that is open.
 * - `cut-off`: the text ends within an element, a comment or a tag.
 * - `no-element`: there is none.
 */
export interface XmlError {
  readonly code:
    | "document-type"
    | "too-deep"
    | "too-many-elements"
    | "too-many-attributes"
    | "field-too-long"
    | "not-well-formed"
    | "cut-off"
    | "no-element";
  readonly line: number;
}

/** Returns what a person is told about a file that is not read. */
export function xmlReason({ code, line }: XmlError): Sentence {
  switch (code) {
    case "document-type":
      return sentence(
        "Line {line}: the file declares a document type of its own, which no bank file needs. It was not read.",
        { line },
      );
    case "too-deep":
      return sentence("Line {line}: the elements of the file are nested too deeply.", { line });
    case "too-many-elements":
      return sentence("The file has too many elements.");
    case "too-many-attributes":
      return sentence("Line {line}: an element has too many attributes.", { line });
    case "field-too-long":
      return sentence("Line {line}: a value of the file is too long.", { line });
    case "not-well-formed":
      return sentence("Line {line}: the file is damaged, this is not XML. Download it again.", {
        line,
      });
    case "cut-off":
      return sentence(
        "Line {line}: the file ends before its last element does: it was cut off. Download it again.",
        { line },
      );
    case "no-element":
      return sentence("The file has no XML element.");
  }
}
