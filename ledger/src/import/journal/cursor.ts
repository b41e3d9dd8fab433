/** A place in a line: what stands there is taken step by step, and what is left can be asked. */
export class Cursor {
  readonly text: string;
  #at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.text.length;
  }

  /** What is left. */
  get rest(): string {
    return this.text.slice(this.#at);
  }

  /** The next characters. */
  ahead(count: number): string {
    return this.text.slice(this.#at, this.#at + count);
  }

  skipSpace(): void {
    this.take(/\s*/uy);
  }

  /** Returns true if a text stands here. */
  sees(expected: string): boolean {
    return this.text.startsWith(expected, this.#at);
  }

  /** Takes a text if it stands here. */
  takeText(expected: string): boolean {
    if (!this.sees(expected)) return false;
    this.#at += expected.length;
    return true;
  }

  /** Takes what a sticky pattern matches here, or returns null. */
  take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.#at += found.length;
    return found;
  }

  /** Takes everything before a text, and the text; null if it does not come any more. */
  takeUntil(end: string): string | null {
    const at = this.text.indexOf(end, this.#at);
    if (at < 0) return null;
    const found = this.text.slice(this.#at, at);
    this.#at = at + end.length;
    return found;
  }
}
