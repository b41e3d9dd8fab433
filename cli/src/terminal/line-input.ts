/**
 * Lines from standard input, one reader for the whole process: what is typed ahead waits, and nothing is lost
 * between two questions. While a hidden answer is typed, nothing of it is shown. Questions go where a person sees them,
 * also when standard output goes elsewhere (`coffer list | less`).
 */
import { createInterface, type Interface } from "node:readline";
import { Writable } from "node:stream";

export class LineInput {
  readonly #screen: NodeJS.WritableStream;
  readonly #lines: string[] = [];
  #reader: Interface | undefined;
  #isHidden = false;
  #hasEnded = false;
  #waiting: ((line: string | undefined) => void) | undefined;

  /** Questions are written to `screen`. */
  constructor(screen: NodeJS.WritableStream) {
    this.#screen = screen;
  }

  /** Asks a question; undefined at the end of input or on Ctrl-C. */
  async ask(
    question: string,
    { hidden }: { readonly hidden: boolean },
  ): Promise<string | undefined> {
    const reader = this.#open();
    if (this.#hasEnded) return undefined;
    this.#isHidden = hidden;
    if (hidden) this.#screen.write(question);
    reader.setPrompt(hidden ? "" : question);
    reader.prompt();
    const line = await this.#next();
    if (hidden || line === undefined) this.#screen.write("\n");
    this.#isHidden = false;
    return line;
  }

  #next(): Promise<string | undefined> {
    const line = this.#lines.shift();
    if (line !== undefined || this.#hasEnded) return Promise.resolve(line);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  #open(): Interface {
    if (this.#reader !== undefined) return this.#reader;
    const output = new Writable({
      write: (chunk: Uint8Array, _encoding, done) => {
        if (this.#isHidden) done();
        else this.#screen.write(chunk, () => done());
      },
    });
    const reader = createInterface({
      input: process.stdin,
      output,
      terminal: process.stdin.isTTY,
      historySize: 0,
    });
    reader.on("line", (line) => {
      const waiting = this.#waiting;
      this.#waiting = undefined;
      if (waiting === undefined) this.#lines.push(line);
      else waiting(line);
    });
    reader.on("SIGINT", () => reader.close());
    reader.on("close", () => {
      this.#hasEnded = true;
      this.#waiting?.(undefined);
    });
    this.#reader = reader;
    return reader;
  }
}
