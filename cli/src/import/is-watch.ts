/** Recognises `coffer import --watch` before anything is loaded. */

/** Whether a command line is one that watches a folder. */
export function isWatch(argv: readonly string[]): boolean {
  return argv[0] === "import" && argv.some((word) => /^--watch(?:=|$)/.test(word));
}
