/** What a person gives to a command beside its arguments: a password, and files. */
import { _ } from "@coffer/client/texts";
import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { FILE_BYTES_MAX, fail, ok, type Result } from "@coffer/ledger";
import { fileProblem } from "./node/file-problem.ts";
import { misuse, refuse, type Terminal } from "./terminal/terminal.ts";

/** The password: the first line of a file (`-`: of standard input), else asked without echo. */
export async function readPassword(
  terminal: Terminal,
  file: string | undefined,
  question: string,
): Promise<string> {
  if (file !== undefined) return firstLine(await readGiven(terminal, file), file);
  if (!terminal.isInteractive) misuse(_("The password is needed: --password-file FILE (or -)."));
  const password = await terminal.ask(question, { hidden: true });
  if (password === undefined) refuse(_("Nothing was done."));
  return password;
}

/** More than any file that Coffer reads may have. */
const givenBytesMax = FILE_BYTES_MAX;

/** The bytes of a file that the person named, or of standard input for `-`; refuses if it cannot be read. */
export async function readGiven(
  terminal: Terminal,
  file: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const read = await tryReadGiven(terminal, file);
  return read.ok
    ? read.value
    : refuse(_("{file} cannot be read: {why}.", { file, why: read.error.why }));
}

/** The same; returns why it cannot be read, `why` being the end of a sentence. */
export async function tryReadGiven(
  terminal: Terminal,
  file: string,
): Promise<Result<Uint8Array<ArrayBuffer>, { readonly code: "unreadable"; readonly why: string }>> {
  if (file === "-") return ok(await terminal.readInput());
  try {
    const bytes = await readBeginning(resolve(terminal.folder, file));
    if (bytes.length <= givenBytesMax) return ok(bytes);
    return fail({
      code: "unreadable",
      why: _("it is larger than {size} MiB", { size: givenBytesMax / 2 ** 20 }),
    });
  } catch (error) {
    return fail({ code: "unreadable", why: fileProblem(error) });
  }
}

/** A file's bytes, of one that is too large the first ones and one more than it may have. */
async function readBeginning(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: givenBytesMax })) {
    chunks.push(chunk as Buffer);
  }
  return Uint8Array.from(Buffer.concat(chunks));
}

function firstLine(bytes: Uint8Array<ArrayBuffer>, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).split(/\r?\n/)[0] ?? "";
  } catch {
    // Whatever stood in for its letters would be another password.
    return refuse(_("{file} is no UTF-8 text.", { file }));
  }
}
