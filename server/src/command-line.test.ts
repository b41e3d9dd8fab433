import assert from "node:assert/strict";
import test from "node:test";
import { parseCommandLine } from "./command-line.ts";
import { flags, variableOf } from "./flags.ts";
import { helpText } from "./help.ts";

const home = { HOME: "/home/someone" };

/** The sentence with which arguments are refused. */
function sentenceOf(argv: readonly string[], environment: NodeJS.ProcessEnv = home): string {
  const parsed = parseCommandLine(argv, environment);
  assert.ok(!parsed.ok, argv.join(" "));
  return parsed.error.sentence;
}

/** The command that arguments name. */
function commandOf(argv: readonly string[], environment: NodeJS.ProcessEnv = home) {
  const parsed = parseCommandLine(argv, environment);
  assert.ok(parsed.ok, argv.join(" "));
  return parsed.value;
}

test("SV67: whatever is wrong with the arguments is one sentence", () => {
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [["--prot", "1"], /There is no option --prot/],
    [["--prot=1"], /There is no option --prot/],
    [["-p", "1"], /There is no option -p/],
    [["--constructor", "1"], /There is no option --constructor/],
    [["--port", "70000"], /--port has to be a whole number from 0 to 65535/],
    [["--port", "-1"], /--port/],
    [["--port", "8e3"], /--port has to be/],
    [["--port", ""], /--port has to be/],
    [["--port"], /--port needs a value/],
    [["--host", "example.org"], /--host has to be an IP address/],
    [["--registration", "maybe"], /--registration has to be one of open, invite, closed/],
    [["--log-level", "loud"], /--log-level has to be one of/],
    [["--tls-cert", "/nonexistent"], /belong together/],
    [["--tls-key", "/nonexistent"], /belong together/],
    [["--tls-cert", "/nonexistent", "--tls-key", "/nonexistent"], /cannot be read/],
    [["--behind-proxy", "proxy"], /--behind-proxy has to be addresses or networks/],
    [["--origin", "budget"], /--origin has to be origins/],
    [["--idle-minutes", "0"], /--idle-minutes has to be/],
    [["serve"], /There is no command "serve"/],
    [["invite", "more"], /There is no command "invite more"/],
    [["invite", "--port", "1"], /invite takes only --data/],
    [["--port", "1", "--port", "2"], /--port is given twice/],
    [["--help=yes"], /--help takes no value/],
  ];
  for (const [argv, sentence] of wrong) assert.match(sentenceOf(argv), sentence);
  assert.match(sentenceOf([], {}), /name one with --data/);
  assert.match(sentenceOf([], { ...home, COFFER_PORT: "x" }), /^COFFER_PORT has to be/);
});

test("SV66: nothing but TLS or a proxy makes the server listen to other machines", () => {
  for (const host of ["0.0.0.0", "::", "192.168.1.5", "2001:db8::1"]) {
    assert.match(sentenceOf(["--host", host]), /--tls-cert and --tls-key, or --behind-proxy/);
  }
  for (const argv of [
    ["--host", "127.0.0.1"],
    ["--host", "::1"],
    ["--host", "localhost"],
    ["--host", "0.0.0.0", "--behind-proxy", "10.0.0.2,fd00::/8"],
  ]) {
    assert.equal(commandOf(argv).name, "serve");
  }
});

test("SV67: flags come before the environment, and the environment before the defaults", () => {
  const environment = { ...home, COFFER_PORT: "9000", COFFER_DATA: "/data", COFFER_HOST: "" };
  const command = commandOf(["--port=9001", "--idle-minutes", "15"], environment);
  assert.ok(command.name === "serve");
  const { port, dataFolder, host, limits, metricsPort } = command.options;
  assert.deepEqual([port, dataFolder, host, metricsPort], [9_001, "/data", "127.0.0.1", null]);
  assert.deepEqual(limits, { sessionIdleMs: 900_000 });
  const bare = commandOf([]);
  assert.ok(bare.name === "serve");
  assert.equal(bare.options.port, 8_787);
  assert.equal(bare.options.dataFolder, "/home/someone/.local/share/coffer-server");
  const xdg = commandOf(["invite"], { ...home, XDG_DATA_HOME: "/xdg" });
  assert.deepEqual(xdg, { name: "invite", dataFolder: "/xdg/coffer-server" });
});

test("SV67: help names every flag and its variable's form, and needs nothing else to be right", () => {
  assert.deepEqual(commandOf(["--help", "--port", "9000"], {}), { name: "help" });
  assert.deepEqual(commandOf(["--version"], {}), { name: "version" });
  const text = helpText({});
  for (const { name } of flags) assert.ok(text.includes(`--${name} `), name);
  assert.equal(variableOf("tls-cert"), "COFFER_TLS_CERT");
});
