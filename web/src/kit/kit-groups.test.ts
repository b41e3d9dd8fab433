import assert from "node:assert/strict";
import test from "node:test";
import { askedGroups, isGroup } from "./kit-groups.ts";

const kit =
  "login name: anna\naccount secret: XXXX-YYYY\nrecovery secret: A0B1-CDEF-GH23\ndate: 2026-11-24\n";

test("two different groups of the recovery secret are asked, in their order, whatever chance says", () => {
  for (const first of [0, 0.4, 0.999]) {
    for (const second of [0, 0.5, 0.999]) {
      const [one, two] = askedGroups(kit, [first, second]);
      assert.ok(one !== undefined && two !== undefined && one.place < two.place);
      const groups = ["A0B1", "CDEF", "GH23"];
      for (const { place, text } of [one, two]) assert.equal(text, groups[place - 1]);
    }
  }
});

test("a group is recognised as people write it down, and another one is not", () => {
  const group = { place: 1, text: "A0B1" };
  for (const typed of ["A0B1", "a0b1", "aobl", " A0-B1 "])
    assert.equal(isGroup(typed, group), true, typed);
  for (const typed of ["", "A0B", "A0B2", "CDEF"])
    assert.equal(isGroup(typed, group), false, typed);
});

test("a text without a recovery secret asks nothing", () => {
  assert.deepEqual(askedGroups("account secret: XXXX-YYYY", [0, 0]), []);
});
