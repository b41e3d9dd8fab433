/** What went wrong with a file that the person named, without its path in it: the message beside it has the name. */
import { _ } from "@coffer/client/texts";

/** The reason, as the end of a sentence. */
export function fileProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  switch ("code" in error ? error.code : undefined) {
    case "ENOENT":
      return _("there is no such file or folder");
    case "EEXIST":
      return _("it exists already");
    case "EISDIR":
      return _("it is a folder");
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return _("you may not");
    case "ENOSPC":
      return _("the disk is full");
    default:
      return error.message;
  }
}
