/** The language of transcripts: what a step is, what fits, and that what does not fit fails. */
import assert from "node:assert/strict";
import test from "node:test";
import { runTranscript } from "./run-transcript.ts";
import { match, parseTranscript, substitute } from "./transcript.ts";

const nothing: ReadonlyMap<string, string> = new Map();

test("a step is a command with its output, errors and exit code", () => {
  const steps = parseTranscript(
    "# A remark.\n\n$ coffer list --from 'a b' \"c\"d\nout\n\n  more\n2> why\n2>\n2> end\n? 2\n\n# Next.\n",
  );
  assert.deepEqual(steps, [
    {
      line: 3,
      typed: "$ coffer list --from 'a b' \"c\"d",
      action: {
        kind: "coffer",
        device: "first",
        env: {},
        argv: ["list", "--from", "a b", "cd"],
        inputFile: undefined,
      },
      stdout: ["out", "", "  more"],
      stderr: ["why", "", "end"],
      exitCode: 2,
    },
  ]);
});

test("a step has a device, variables and a file as its input", () => {
  const [step] = parseTranscript("[laptop] $ TZ=UTC LC_ALL=de_DE coffer import - '' < bank.csv\n");
  assert.deepEqual(step?.action, {
    kind: "coffer",
    device: "laptop",
    env: { TZ: "UTC", LC_ALL: "de_DE" },
    argv: ["import", "-", ""],
    inputFile: "bank.csv",
  });
});

test("files are written and shown, the server starts and stops", () => {
  const steps = parseTranscript(
    "$ cat > a.csv << END\n$ coffer\n\n# no remark\nEND\n$ cat a.csv\n…\n! start server\n! stop server\n",
  );
  assert.deepEqual(
    steps.map(({ action }) => action),
    [
      { kind: "write", file: "a.csv", text: "$ coffer\n\n# no remark\n" },
      { kind: "show", file: "a.csv" },
      { kind: "server", does: "start" },
      { kind: "server", does: "stop" },
    ],
  );
});

for (const [text, message] of [
  ["loose text\n", /line 1 is no step/],
  ["# x\n\n$ rm -rf folder\n", /line 3: only coffer and cat/],
  ["$ cat > a.csv << END\nnever ends\n", /line 1: there is no END/],
] as const) {
  test(`${JSON.stringify(text)} is not of the language`, () => {
    assert.throws(() => parseTranscript(text), message);
  });
}

test("… stands for any text of a line, and alone for any lines", () => {
  assert.ok(match(["a … d"], "a b c d\n", nothing));
  assert.ok(match(["a…"], "a\n", nothing));
  assert.ok(match(["first", "…", "last"], "first\n1\n\n2\nlast\n", nothing));
  assert.ok(match(["first", "…", "last"], "first\nlast\n", nothing));
  assert.ok(match(["…"], "", nothing));
  assert.equal(match(["a … d"], "a b\nc d\n", nothing), undefined);
  assert.equal(match(["first", "…", "last"], "first\n1\n", nothing), undefined);
});

test("everything else fits only as it is", () => {
  assert.ok(match(["a.c"], "a.c\r\n\n\n", nothing));
  assert.ok(match([], "", nothing));
  for (const output of ["abc\n", "a.c d\n", "A.c\n", " a.c\n", "a.c\nd\n", ""]) {
    assert.equal(match(["a.c"], output, nothing), undefined, output);
  }
  assert.equal(match([], "unexpected\n", nothing), undefined);
});

test("a word is kept, and demanded where it is named again", () => {
  const kept = match(['{"id":"‹ID›","n":‹N›}'], '{"id":"3f9a","n":12}\n', nothing);
  assert.deepEqual(
    kept,
    new Map([
      ["ID", "3f9a"],
      ["N", "12"],
    ]),
  );
  const known = new Map([["ID", "3f.a"]]);
  assert.ok(match(["id $ID costs $12.00"], "id 3f.a costs $12.00\n", known));
  assert.equal(match(["id $ID"], "id 3fxa\n", known), undefined);
  assert.equal(match(["id ‹ID›"], "id \n", nothing), undefined);
  assert.throws(() => substitute("$NOBODY", known), /nothing was kept as NOBODY/);
});

for (const [what, transcript] of [
  ["output that is missing", "$ coffer --version\n"],
  ["output that is another", "$ coffer --version\n0.0.0\n"],
  ["an error that is not expected", "$ coffer budget\n? 2\n"],
  ["another exit code", "$ coffer budget\n2> …\n? 1\n"],
  ["another exit code than 0", "$ coffer --version\n…\n? 1\n"],
] as const) {
  test(`a transcript with ${what} fails, and shows what came`, async () => {
    await assert.rejects(runTranscript(transcript), (error: Error) => {
      assert.match(error.message, /^line 1 came out as\n\n\$ coffer /);
      assert.match(error.message, /\n(\d+\.\d+\.\d+|2> Expected argument for INCOME\n\? 2)\n$/);
      return true;
    });
  });
}
