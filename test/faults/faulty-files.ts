/**
 * Files whose k-th call fails as a disk does: no space, an input/output error before anything is done or after all of
 * it (a failed fsync), a write of which a part is there.
 */
import type { Files } from "../../client/src/environment.ts";

export const faultKinds = ["no-space", "io-before", "io-after", "short-write"] as const;

/** How a call fails, from which one on it may, and whether all that follow fail as well until the disk is mended. */
export interface Fault {
  readonly kind: (typeof faultKinds)[number];
  readonly at: number;
  readonly isLasting: boolean;
}

/** What Node throws for a system call. */
export function systemError(code: "ENOSPC" | "EIO", syscall: string): Error {
  const [errno, words] =
    code === "ENOSPC" ? [-28, "no space left on device"] : [-5, "input/output error"];
  return Object.assign(new Error(`${code}: ${words}, ${syscall}`), { code, errno, syscall });
}

/** Files over others, which fail when they are told to. */
export class FaultyFiles implements Files {
  readonly #files: Files;
  #fault: Fault | undefined;
  #calls = 0;
  readonly #thrown = new Set<unknown>();

  constructor(files: Files) {
    this.#files = files;
  }

  /** From now on calls are counted, and fail as said. */
  arm(fault: Fault): void {
    this.#fault = fault;
    this.#calls = 0;
    this.#thrown.clear();
  }

  /** The disk is mended. */
  mend(): void {
    this.#fault = undefined;
  }

  /** Calls since `arm`. */
  get calls(): number {
    return this.#calls;
  }

  /** Whether any of them failed. */
  get hasFailed(): boolean {
    return this.#thrown.size > 0;
  }

  /** Whether an error is one of the faults. */
  hasThrown(error: unknown): boolean {
    return this.#thrown.has(error);
  }

  read(name: string, from = 0): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#call("read", () => this.#files.read(name, from));
  }

  replace(name: string, bytes: Uint8Array): Promise<void> {
    const half = bytes.subarray(0, bytes.length >> 1);
    // As node-files.ts does it: written beside, then renamed.
    const write = (): Promise<void> => this.#files.replace(name, bytes);
    return this.#call("write", write, () => this.#files.replace(`${name}.new`, half));
  }

  append(name: string, bytes: Uint8Array): Promise<void> {
    const half = bytes.subarray(0, bytes.length >> 1);
    const write = (): Promise<void> => this.#files.append(name, bytes);
    return this.#call("write", write, () => this.#files.append(name, half));
  }

  truncate(name: string, length: number): Promise<void> {
    return this.#call("ftruncate", () => this.#files.truncate(name, length));
  }

  remove(name: string): Promise<void> {
    return this.#call("unlink", () => this.#files.remove(name));
  }

  names(): Promise<readonly string[]> {
    return this.#call("scandir", () => this.#files.names());
  }

  async #call<Value>(
    syscall: string,
    work: () => Promise<Value>,
    half: () => Promise<void> = async () => undefined,
  ): Promise<Value> {
    const fault = this.#fault;
    this.#calls += 1;
    if (fault === undefined || this.#calls < fault.at) return work();
    if (this.#thrown.size > 0 && !fault.isLasting) return work();
    // A full disk can be read and made emptier: what fails is the next call that writes.
    const isSpared = fault.kind !== "io-before" && fault.kind !== "io-after";
    if (isSpared && syscall !== "write") return work();
    if (fault.kind === "io-after") await work();
    if (fault.kind === "short-write") await half();
    const error = systemError(isSpared ? "ENOSPC" : "EIO", syscall);
    this.#thrown.add(error);
    throw error;
  }
}

/** Files of a program that can be dead: then it reads and writes nothing more. */
export class MortalFiles implements Files {
  readonly #files: Files;
  isDead = false;

  constructor(files: Files) {
    this.#files = files;
  }

  async read(name: string, from?: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#living().read(name, from);
  }

  async replace(name: string, bytes: Uint8Array): Promise<void> {
    return this.#living().replace(name, bytes);
  }

  async append(name: string, bytes: Uint8Array): Promise<void> {
    return this.#living().append(name, bytes);
  }

  async truncate(name: string, length: number): Promise<void> {
    return this.#living().truncate(name, length);
  }

  async remove(name: string): Promise<void> {
    return this.#living().remove(name);
  }

  async names(): Promise<readonly string[]> {
    return this.#living().names();
  }

  #living(): Files {
    if (this.isDead) throw new Error("this program has ended");
    return this.#files;
  }
}
