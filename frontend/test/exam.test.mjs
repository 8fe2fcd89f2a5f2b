import assert from "node:assert/strict";
import { test } from "node:test";
import { judge, pointsOf } from "../src/exam/scoring.mjs";

const item = (more = {}) => ({ points: 1000, isCritical: false, hasLevels: false, isMeasured: false, low: null, high: null, ...more });

test("a measured value counts inside its bounds, which belong to it", () => {
  const hot = item({ isMeasured: true, low: 80 });
  assert.equal(pointsOf(hot, { value: "80" }), 1000);
  assert.equal(pointsOf(hot, { value: "79.9" }), 0);
  assert.equal(pointsOf(hot, { value: "" }), null);
  const between = item({ isMeasured: true, low: 3, high: 5 });
  assert.deepEqual(["2.9", "3", "5", "5.1"].map((value) => pointsOf(between, { value })), [0, 1000, 1000, 0]);
});

test("a judged item gives thirds", () => {
  assert.deepEqual([0, 1, 2, 3].map((level) => pointsOf(item({ hasLevels: true }), { level })), [0, 333, 667, 1000]);
});

test("given points stay between nothing and all", () => {
  assert.deepEqual([-5, 400, 5000].map((points) => pointsOf(item(), { points })), [0, 400, 1000]);
  assert.equal(pointsOf(item(), {}), null);
});

test("one critical item that fails is enough", () => {
  const items = [item({ isCritical: true }), item({ points: 9000 })];
  assert.equal(judge(items, [{ 0: { points: 1000 }, 1: { points: 9000 } }], 80).isPassed, true);
  const found = judge(items, [{ 0: { points: 0 }, 1: { points: 9000 } }], 80);
  assert.equal(found.points, 9000);
  assert.equal(found.isPassed, false);
  assert.equal(found.failed.length, 1);
});

test("two assessors: the mean counts, either can fail a critical item, a wide difference is shown", () => {
  const items = [item({ isCritical: true }), item(), item()];
  const found = judge(items, [{ 0: { points: 1000 }, 1: { points: 1000 }, 2: { points: 900 } }, { 0: { points: 0 }, 1: { points: 500 }, 2: { points: 1000 } }], 50);
  assert.deepEqual(found.rows.map(({ points }) => points), [500, 750, 950]);
  assert.deepEqual(found.rows.map(({ isApart }) => isApart), [true, true, false]);
  assert.equal(found.isPassed, false);
});

test("what only one of two scored is open, and worth what that one gave", () => {
  const found = judge([item()], [{ 0: { points: 600 } }, {}], 50);
  assert.equal(found.open, 1);
  assert.equal(found.points, 600);
});
