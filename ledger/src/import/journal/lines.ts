/** The lines of a text one by one, without their ends; a long file is never held twice. */

/** A line and its number, from 1. */
export interface TextLine {
  readonly line: number;
  readonly text: string;
}

/** Goes through the lines of a text; ends are LF, CRLF or CR. */
export function* linesOf(text: string): Generator<TextLine> {
  const ends = /\r\n|\n|\r/gu;
  let start = 0;
  for (let line = 1; ; line += 1) {
    const end = ends.exec(text);
    yield { line, text: text.slice(start, end?.index) };
    if (end === null) return;
    start = ends.lastIndex;
  }
}
