/**
 * The names that accounts of a journal get, each path its own: what two paths have in common after
 * a format has taken away what it does not allow must not put their amounts together.
 */
import { uniqueName } from "./exported-book.ts";
import type { AccountPath } from "./postings.ts";

/** Names by path; `component` is one part of a path as the format takes it. */
export class AccountNames {
  readonly #component: (part: string) => string;
  readonly #names = new Map<string, string>();
  readonly #paths = new Map<string, AccountPath>();
  readonly #taken = new Set<string>();

  constructor(component: (part: string) => string) {
    this.#component = component;
  }

  /** Returns the name of a path, the same each time. */
  of(path: AccountPath): string {
    const key = path.join("\n");
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const [top, ...parts] = path;
    const name = uniqueName([top, ...parts.map(this.#component)].join(":"), this.#taken);
    this.#names.set(key, name);
    this.#paths.set(name, path);
    return name;
  }

  /** Returns every name given so far with its path, in the order of the names. */
  all(): readonly (readonly [string, AccountPath])[] {
    return [...this.#paths].toSorted(([a], [b]) => (a < b ? -1 : 1));
  }
}
