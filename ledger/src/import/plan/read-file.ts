/**
 * A file as it is read before anything of a vault is known: what can be done apart from the vault,
 * where a hostile file can be stopped.
 */
import type { CurrencyCode } from "../../money/currency.ts";
import { importFile } from "../import-file.ts";
import type { ImportedFile, ImportOptions } from "../imported-file.ts";
import { readPrototypeFile, type PrototypeFile } from "../prototype.ts";

/** A file that was read: one of a bank or another app, or one of the first prototype. */
export type ReadFile =
  | { readonly kind: "file"; readonly imported: ImportedFile }
  | { readonly kind: "prototype"; readonly prototype: PrototypeFile };

/** How to read it; `reviewCurrency` is that of the prototype's amounts, which name none. */
export interface ReadOptions extends ImportOptions {
  readonly reviewCurrency: CurrencyCode;
}

/** Reads a file. */
export function readFile(bytes: Uint8Array<ArrayBuffer>, options: ReadOptions): ReadFile {
  const prototype = readPrototypeFile(bytes, options.reviewCurrency);
  return prototype === null
    ? { kind: "file", imported: importFile(bytes, options) }
    : { kind: "prototype", prototype };
}
