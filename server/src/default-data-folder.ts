/**
 * Where the server keeps its data unless it is told: the folder for data of the person who runs it
 * (XDG Base Directory Specification; on Windows, the local application data).
 */
import { join } from "node:path";

/** The folder; undefined if the environment names no home. */
export function defaultDataFolder(environment: NodeJS.ProcessEnv): string | undefined {
  const { XDG_DATA_HOME: data, LOCALAPPDATA: local, HOME: home } = environment;
  // The specification: a relative path there is to be ignored.
  if (data?.startsWith("/") === true) return join(data, "coffer-server");
  if (local !== undefined && local !== "") return join(local, "coffer-server");
  if (home !== undefined && home !== "") return join(home, ".local", "share", "coffer-server");
  return undefined;
}
