import assert from "node:assert/strict";
import test from "node:test";
import { codeAddress, codeOfFragment } from "./code-address.ts";

test("the code comes back from the fragment of its address, and is nowhere else in it", () => {
  const address = new URL(codeAddress("https://coffer.example", "ABCD-0123+x"));
  assert.equal(codeOfFragment(address.hash), "ABCD-0123+x");
  assert.equal(
    `${address.origin}${address.pathname}${address.search}`,
    "https://coffer.example/log-in",
  );
});

test("a fragment that has none is none", () => {
  for (const fragment of ["", "#", "#content", "#other=1"])
    assert.equal(codeOfFragment(fragment), "");
});
