/**
 * What `--help` prints.
 */
import { defaultDataFolder } from "./default-data-folder.ts";
import { flags, variableOf } from "./flags.ts";

/** The help text. */
export function helpText(environment: NodeJS.ProcessEnv): string {
  const rows = [
    ...flags.map(({ name, value, help }) => [`--${name} ${value}`, help]),
    ["--help", "This text."],
    ["--version", "The version."],
  ];
  const width = Math.max(...rows.map(([left = ""]) => left.length)) + 2;
  const folder = defaultDataFolder(environment) ?? "none: give --data";
  return `Coffer server: keeps and orders the sealed entries of budgets that it cannot read.

  npm start -- [OPTIONS]                     run the server
  node server/src/main.ts [OPTIONS]          the same
  node server/src/main.ts invite [--data DIR]  print an invitation: one account, within 7 days

Options (each also as an environment variable, for example --port as ${variableOf("port")}):
${rows.map(([left = "", right = ""]) => `  ${left.padEnd(width)}${right}\n`).join("")}
The data folder, unless --data names one: ${folder}

Examples:
  npm start
  npm start -- --port 9000 --data ./coffer-data
  npm start -- --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem
  npm start -- --host 10.0.0.5 --behind-proxy 10.0.0.2
`;
}
