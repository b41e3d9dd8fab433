/** What went wrong with a file that the person named, without its path in it: the message beside it has the name. */

/** The reason, as the end of a sentence. */
export function fileProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  switch ("code" in error ? error.code : undefined) {
    case "ENOENT":
      return "there is no such file or folder";
    case "EEXIST":
      return "it exists already";
    case "EISDIR":
      return "it is a folder";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "you may not";
    case "ENOSPC":
      return "the disk is full";
    default:
      return error.message;
  }
}
