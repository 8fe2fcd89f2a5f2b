import assert from "node:assert/strict";
import { test } from "node:test";
import { merge, rangesOf, share } from "../src/lesson/coverage.mjs";
import { indexAt, momentOf, secondsOf } from "../src/lesson/moments.mjs";

test("what was watched twice counts once, what was skipped does not count", () => {
  const first = merge([], [[0, 10], [20, 30]]);
  assert.deepEqual(first, [[0, 10], [20, 30]]);
  assert.deepEqual(merge(first, [[5, 12], [29.9, 40]]), [[0, 12], [20, 40]]);
  assert.equal(share(first, 100), 20);
  assert.equal(share(merge(first, first), 100), 20);
});

test("only a film watched to the end is 100 %", () => {
  assert.equal(share([[0, 98.9]], 100), 98);
  assert.equal(share([[0, 99.2]], 100), 100);
  assert.equal(share([[0, 500]], 100), 100);
  assert.equal(share([[0, 5]], NaN), 0);
  assert.equal(share([[0, 0.2], [0.4, 0.4]], 10), 2);
});

test("merging does not change what it was given", () => {
  const known = [[0, 5]];
  merge(known, [[4, 9]]);
  assert.deepEqual(known, [[0, 5]]);
});

test("TimeRanges are read in order", () => {
  const played = { length: 2, start: (i) => [1, 7][i], end: (i) => [2, 9][i] };
  assert.deepEqual(rangesOf(played), [[1, 2], [7, 9]]);
});

test("an address names a moment, and nothing else does", () => {
  assert.equal(secondsOf("#t=95"), 95);
  assert.equal(secondsOf("#t%3D95.5"), 95.5);
  for (const other of ["", "#t=", "#t=-1", "#t=1e9", "#t=9<script>", "#chapters", "#t=123456"]) assert.equal(secondsOf(other), null);
});

test("moments read as on a player", () => {
  assert.equal(momentOf(0), "0:00");
  assert.equal(momentOf(95.9), "1:35");
  assert.equal(momentOf(3723), "1:02:03");
});

test("the chapter at a moment is the last that began", () => {
  assert.equal(indexAt([0, 10, 20], 9.9), 0);
  assert.equal(indexAt([0, 10, 20], 10), 1);
  assert.equal(indexAt([5], 1), -1);
});
