/** Where charts draw: what is larger is longer, stacks meet, and nothing leaves the room that there is. */
import assert from "node:assert/strict";
import test from "node:test";
import { layoutCalendar } from "./calendar-layout.ts";
import { layoutColumns } from "./columns-layout.ts";
import { layoutFlow } from "./flow-layout.ts";
import { layoutLines } from "./lines-layout.ts";
import { lookOfChange, looksOfBuckets } from "./looks.ts";
import { layoutRows, shortened } from "./rows-layout.ts";

const widths = [256, 320, 640, 1_000] as const;

test("rows: bars are in proportion, in every width", () => {
  for (const width of widths) {
    const rows = [
      { from: 0, to: 40 },
      { from: 40, to: 100 },
      { from: 100, to: 70 },
    ];
    const { rows: placed, plotLeft, plotRight, zeroX, markX } = layoutRows(rows, 80, { width });
    const [first, up, down] = placed;
    assert.ok(first !== undefined && up !== undefined && down !== undefined);
    assert.ok(Math.abs(1.5 * first.width - up.width) < 0.01);
    assert.ok(Math.abs(first.x + first.width - up.x) < 0.01, "a step begins where the last ended");
    assert.ok(Math.abs(up.x + up.width - (down.x + down.width)) < 0.01);
    assert.ok(markX !== undefined && markX > up.x && markX < up.x + up.width);
    for (const { x, width: wide } of placed) {
      assert.ok(x >= plotLeft && x + wide <= plotRight + 0.01);
    }
    assert.equal(zeroX, plotLeft);
  }
});

test("rows: below zero goes to the left, a little is still seen, nothing is not", () => {
  const { rows, zeroX } = layoutRows(
    [
      { from: 0, to: -50 },
      { from: 0, to: 1_000_000 },
      { from: 0, to: 1 },
      { from: 7, to: 7 },
    ],
    undefined,
    { width: 640 },
  );
  assert.ok(rows[0] !== undefined && rows[0].x < zeroX);
  assert.equal(rows[2]?.width, 2);
  assert.equal(rows[3]?.width, 0);
});

test("rows: steps between long bars are shown large, from an amount that can be said", () => {
  const rows = [
    { from: 0, to: 150_984 },
    { from: 150_984, to: 167_565 },
    { from: 167_565, to: 164_581 },
    { from: 0, to: 164_581 },
  ];
  const { rows: placed, beginsAt, zeroX, markX } = layoutRows(rows, 210_000, { width: 900 });
  assert.equal(beginsAt, 130_000);
  const [before, step] = placed;
  assert.ok(before !== undefined && step !== undefined && markX !== undefined);
  assert.equal(before.x, zeroX);
  assert.ok(step.width > 90, `${step.width} of 560 pixels is seen`);
  assert.ok(Math.abs(before.x + before.width - step.x) < 0.01);
  // In proportion none the less.
  assert.ok(Math.abs((markX - step.x) / step.width - (210_000 - 150_984) / 16_581) < 0.01);
});

test("rows: bars begin at zero where no step is small, and where there is none", () => {
  const beginning = (rows: readonly { from: number; to: number }[], mark?: number) =>
    layoutRows(rows, mark, { width: 900 }).beginsAt;
  assert.equal(
    beginning(
      [
        { from: 0, to: 100 },
        { from: 100, to: 101 },
      ],
      900,
    ),
    undefined,
  );
  assert.equal(
    beginning([
      { from: 0, to: 100 },
      { from: 0, to: 101 },
    ]),
    undefined,
  );
  assert.equal(
    beginning([
      { from: 0, to: -5 },
      { from: -5, to: -6 },
    ]),
    undefined,
  );
  assert.equal(
    beginning(
      [
        { from: 0, to: 0 },
        { from: 0, to: 600 },
      ],
      840,
    ),
    undefined,
  );
});

test("a name that does not fit ends with an ellipsis", () => {
  assert.equal(shortened("Rent", 200), "Rent");
  const cut = shortened("A name that is far too long for the room that there is", 100);
  assert.match(cut, /^A name that…$|^A name tha…$/);
});

test("columns: parts stand on each other, those below zero hang down, totals are where they are", () => {
  const columns = [
    { values: [100, 50, -30, -20], marks: [100], total: 100 },
    { values: [10, 0, 0, 0], marks: [], total: 10 },
  ];
  for (const width of widths) {
    const layout = layoutColumns(columns, width);
    const [first, second, third, fourth] = layout.parts;
    assert.ok(first !== undefined && second !== undefined && third !== undefined);
    assert.ok(fourth !== undefined);
    assert.ok(Math.abs(third.y + third.height - fourth.y) < 0.01);
    assert.ok(Math.abs(first.height - 2 * second.height) < 0.01);
    assert.ok(Math.abs(second.y + second.height - first.y) < 0.01);
    assert.ok(Math.abs(first.y + first.height - layout.zeroY) < 0.01);
    assert.ok(Math.abs(third.y - layout.zeroY) < 0.01);
    assert.ok(Math.abs(layout.totals[0]?.[1] ?? 0) > 0);
    assert.equal(layout.totals[0]?.[1], layout.marks[0]?.y);
    for (const { x, y, width: wide, height } of layout.parts) {
      assert.ok(x >= layout.plotLeft && x + wide <= width);
      assert.ok(y >= 0 && y + height <= layout.plotBottom + 0.01);
    }
  }
});

test("columns: names are left out where there is no room, and zero is always an end", () => {
  const column = { values: [5], marks: [] };
  const many = layoutColumns(
    Array.from({ length: 60 }, () => column),
    300,
  );
  assert.ok(many.nameEvery > 6);
  assert.equal(layoutColumns([column], 900).nameEvery, 1);
  const nothing = layoutColumns([{ values: [0], marks: [] }], 900);
  assert.equal(nothing.zeroY, nothing.plotBottom);
});

test("lines: a value on its level is on the level's line, and what is not known breaks the line", () => {
  const series = [{ values: [5_000, null, 2_500], level: 5_000 }];
  const { lines, plotRight } = layoutLines(series, 640);
  const [line] = lines;
  assert.ok(line !== undefined);
  assert.deepEqual(
    line.points.map(({ at }) => at),
    [0, 2],
  );
  assert.equal(line.points[0]?.y, line.levelY);
  assert.ok((line.points[1]?.y ?? 0) > line.levelY);
  assert.equal(line.path.match(/M/g)?.length, 2);
  for (const { x } of line.points) assert.ok(x <= plotRight);
  assert.equal(layoutLines([{ values: [1], level: 1 }], 640).lines[0]?.points.length, 1);
});

test("flow: links are as thick as what flows, from left to right", () => {
  const nodes = [{ id: "salary" }, { id: "pot" }, { id: "needs" }, { id: "rest" }];
  const links = [
    { from: "salary", to: "pot", value: 300 },
    { from: "pot", to: "needs", value: 200 },
    { from: "pot", to: "rest", value: 100 },
  ];
  for (const width of widths) {
    const layout = layoutFlow(nodes, links, width, width < 560 ? "narrow" : "wide");
    const [salary, pot, needs] = layout.nodes;
    assert.ok(salary !== undefined && pot !== undefined && needs !== undefined);
    assert.ok(salary.x < pot.x && pot.x < needs.x);
    assert.ok(needs.isLast && !pot.isLast);
    const [all, most, least] = layout.links;
    assert.ok(Math.abs((all?.width ?? 0) - (most?.width ?? 0) - (least?.width ?? 0)) < 0.01);
    assert.ok(Math.abs((most?.width ?? 0) - 2 * (least?.width ?? 0)) < 0.01);
    for (const { x, y, width: wide, height } of layout.nodes) {
      assert.ok(x >= 0 && x + wide <= width && y >= 0 && y + height <= layout.height);
    }
  }
});

test("calendar: weekdays are columns, months do not meet, and phones have two beside each other", () => {
  const months = [
    { weekday: 7, days: 31 },
    { weekday: 3, days: 30 },
    { weekday: 5, days: 31 },
  ];
  for (const width of widths) {
    const { months: placed, cell } = layoutCalendar(months, width);
    const [first, second, third] = placed;
    assert.ok(first !== undefined && second !== undefined && third !== undefined);
    // The 1st is a Sunday: the 2nd begins the next row.
    assert.equal(first.days[0]?.x, first.x + 6 * cell);
    assert.equal(first.days[1]?.x, first.x);
    assert.equal(first.days[1]?.y, (first.days[0]?.y ?? 0) + cell);
    assert.equal(first.days[8]?.x, first.days[1]?.x);
    assert.ok(second.x >= first.x + 7 * cell);
    assert.equal(third.x === first.x, width < 560);
    assert.deepEqual([first.firstDay, second.firstDay, third.firstDay], [0, 31, 61]);
    for (const { days } of placed) {
      for (const { x } of days) assert.ok(x + cell <= width);
    }
  }
});

test("buckets look different from each other, by colour or by pattern; known ones are always the same", () => {
  const ids = ["giving", "wants", "living", "needs", "rest", "savings"];
  const looks = looksOfBuckets(ids).map(({ colour, pattern }) => `${colour} ${pattern}`);
  assert.equal(new Set(looks).size, ids.length);
  assert.equal(looks[3], "needs solid");
  assert.deepEqual(looksOfBuckets(["needs"]), looksOfBuckets(ids).slice(3, 4));
});

test("more is worse under a ceiling, and better above a floor", () => {
  assert.deepEqual(lookOfChange("ceiling", 1n), lookOfChange("floor", -1n));
  assert.deepEqual(lookOfChange("ceiling", -1n), lookOfChange("floor", 1n));
  assert.notDeepEqual(lookOfChange("ceiling", 1n), lookOfChange("ceiling", -1n));
});
