import assert from "node:assert/strict";
import { test } from "node:test";
import { targetId } from "../src/reveal.mjs";
import { firstTab, nextTab } from "../src/tab-order.mjs";

test("arrow keys go round, Home and End jump", () => {
  assert.equal(nextTab("ArrowRight", 4, 5), 0);
  assert.equal(nextTab("ArrowLeft", 0, 5), 4);
  assert.equal(nextTab("Home", 3, 5), 0);
  assert.equal(nextTab("End", 3, 5), 4);
  assert.equal(nextTab("Enter", 3, 5), -1);
});

test("the first tab with content opens", () => {
  assert.equal(firstTab([true, false, false]), 1);
  assert.equal(firstTab([true, true]), 0);
});

test("an address names an id, also a Chinese or a broken one", () => {
  assert.equal(targetId("#5.3.2"), "5.3.2");
  assert.equal(targetId("#%E6%9D%A1"), "条");
  assert.equal(targetId("#%"), "");
  assert.equal(targetId(""), "");
});
