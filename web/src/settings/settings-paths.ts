/** The parts of Settings and their addresses. */
export const settingsPaths = [
  "/settings",
  "/settings/categories",
  "/settings/rules",
  "/settings/appearance",
  "/settings/devices",
  "/settings/security",
  "/settings/data",
] as const;

export type SettingsPath = (typeof settingsPaths)[number];

export function isSettingsPath(path: string): path is SettingsPath {
  return (settingsPaths as readonly string[]).includes(path);
}
