/**
 * A program for node-files.test.ts: replaces and appends over node-files.ts in a process whose files may not grow beyond
 * a limit, and prints what came of each.
 *
 * Argument: the folder.
 */
import { nodeFiles } from "../../cli/src/node/node-files.ts";

const [folder = ""] = process.argv.slice(2);
const files = await nodeFiles(folder);
const large = new Uint8Array(100_000).fill(2);

async function codeOf(work: Promise<void>): Promise<string> {
  try {
    await work;
    return "ok";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "no system error";
  }
}

const outcomes = {
  replace: await codeOf(files.replace("replaced", large)),
  append: await codeOf(files.append("appended", large)),
  small: await codeOf(files.replace("replaced-small", new Uint8Array(10).fill(3))),
};
process.stdout.write(JSON.stringify(outcomes));
