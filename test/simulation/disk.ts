/**
 * A device's disk. What is on it survives the device's crash, which can happen in the middle of any write: before it, after
 * a part of an append, or after all of it and before anybody is told.
 */
import type { Files } from "../../client/src/environment.ts";
import { concat, type Bytes } from "../../protocol/src/bytes.ts";
import type { Gate } from "./gate.ts";
import type { Random } from "./random.ts";

/** There is no space left: the one error of a disk that the engine has to live with. */
export class DiskFull extends Error {
  override readonly name = "DiskFull";
}

/** What happens at a write, so many writes from now. */
interface Fault {
  writesLeft: number;
  readonly kind: "crash" | "full";
}

export class Disk {
  readonly bytesByName: Map<string, Bytes>;
  #fault: Fault | undefined;

  constructor(bytesByName: ReadonlyMap<string, Bytes> = new Map()) {
    this.bytesByName = new Map(bytesByName);
  }

  /** Arms a fault in one of the next writes, in place of an earlier one. */
  arm(fault: Fault | undefined): void {
    this.#fault = fault;
  }

  /** The files as one run of the device's program sees them. */
  filesOf(program: {
    readonly random: Random;
    readonly gate: Gate;
    readonly isAlive: () => boolean;
    readonly crash: () => void;
  }): Files {
    const { bytesByName } = this;
    const { random, gate } = program;
    /** Does a write, or what of it a fault leaves. */
    const write = async (name: string, whole: () => void, part: () => void): Promise<void> => {
      await gate.pass(`write ${name.slice(0, 10)}`, program.isAlive);
      const fault = this.#faultNow();
      if (fault === undefined) return whole();
      random.pick(fault === "full" ? [part] : [() => undefined, part, whole])();
      if (fault === "full") throw new DiskFull("no space left on the device");
      program.crash();
      return gate.never();
    };
    const append = (name: string, bytes: Uint8Array): void => {
      bytesByName.set(name, concat(bytesByName.get(name) ?? new Uint8Array(0), bytes));
    };
    const nothing = (): void => undefined;
    return {
      read: async (name, from = 0) => {
        await gate.pass(`read ${name.slice(0, 10)}`, program.isAlive);
        return bytesByName.get(name)?.slice(from);
      },
      names: async () => [...bytesByName.keys()],
      replace: (name, bytes) =>
        write(name, () => bytesByName.set(name, Uint8Array.from(bytes)), nothing),
      append: (name, bytes) => {
        const part = (): void => append(name, bytes.subarray(0, random.below(bytes.length)));
        return write(name, () => append(name, bytes), part);
      },
      truncate: (name, length) => {
        const before = bytesByName.get(name) ?? new Uint8Array(0);
        return write(name, () => bytesByName.set(name, before.slice(0, length)), nothing);
      },
      remove: (name) => write(name, () => bytesByName.delete(name), nothing),
    };
  }

  #faultNow(): Fault["kind"] | undefined {
    const fault = this.#fault;
    if (fault === undefined) return undefined;
    fault.writesLeft -= 1;
    if (fault.writesLeft > 0) return undefined;
    this.#fault = undefined;
    return fault.kind;
  }
}
