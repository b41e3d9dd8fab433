/** What a command and the agent say to each other: lines, cut and put together again, and nothing else is believed. */
import assert from "node:assert/strict";
import test from "node:test";
import { LineReader, parseToAgent, piecesOf } from "../../cli/src/agent/agent-protocol.ts";

test("lines are read however they are cut, and long texts are cut between characters", () => {
  const text = "🙂".repeat(100_000);
  const pieces = [...piecesOf(`a${text}`)];
  assert.equal(pieces.join(""), `a${text}`);
  assert.ok(
    pieces.length > 1 && pieces.every((piece) => piece.isWellFormed() && piece.length <= 65_536),
  );
  assert.deepEqual([...piecesOf("")], []);
  const reader = new LineReader();
  const lines: string[] = [];
  const stream = "one\n\ntwo three\nfour";
  for (let at = 0; at < stream.length; at += 2)
    lines.push(...(reader.push(stream.slice(at, at + 2)) ?? []));
  assert.deepEqual(lines, ["one", "", "two three"]);
  assert.deepEqual(reader.push("\n"), ["four"]);
  const endless = new LineReader();
  const part = "x".repeat(8 * 1_024 * 1_024);
  const results = Array.from({ length: 9 }, () => endless.push(part));
  assert.equal(results.at(-1), undefined);
});

test("only what a command says is believed", () => {
  const call = {
    argv: ["list", "--json"],
    folder: "/home/anna",
    locale: "en-US",
    language: "en",
    columns: 80,
    isInteractive: false,
    hasColour: true,
  };
  assert.deepEqual(parseToAgent(JSON.stringify({ call })), { call });
  assert.deepEqual(parseToAgent('{"answer":null}'), { answer: null });
  assert.deepEqual(parseToAgent('{"input":"AAEC"}'), { input: "AAEC" });
  for (const wrong of ["", "[1]", '{"call":[]}', '{"answer":{}}', '{"out":"text"}', '{"exit":0}']) {
    assert.equal(parseToAgent(wrong), undefined, wrong);
  }
});
