import assert from "node:assert/strict";
import { test } from "node:test";
import { normalize, optionsOf, query } from "../src/table-model.mjs";

const cell = (text, sort = text, values = text ? text.split("、") : []) => ({ text, sort, values });
const ROWS = [
  [cell("10"), cell("会议茶水服务"), cell("会议服务")],
  [cell("9"), cell("室内绿化养护"), cell("绿化、保洁")],
  [cell(""), cell("会场摆台 ＱＥＪ"), cell("会议服务")],
];

test("typed text matches without regard to width, case or order of words", () => {
  assert.equal(normalize(" ＱＥＪ  ａ "), "qej a");
  assert.deepEqual(query(ROWS, { text: "qej 摆台" }), [2]);
  assert.deepEqual(query(ROWS, { text: "没有" }), []);
});

test("a filter takes single values out of a joined cell", () => {
  assert.deepEqual(query(ROWS, { filters: { 2: "保洁" } }), [1]);
  assert.deepEqual(query(ROWS, { filters: { 2: "" } }), [0, 1, 2]);
  assert.equal(optionsOf(ROWS, 2).length, 3);
});

test("numbers order as numbers, empty cells stay last", () => {
  assert.deepEqual(query(ROWS, { column: 0, numeric: true }), [1, 0, 2]);
  assert.deepEqual(query(ROWS, { column: 0, numeric: true, descending: true }), [0, 1, 2]);
});

test("equal cells keep the order of the page", () => {
  assert.deepEqual(query(ROWS, { column: 2, filters: { 2: "会议服务" } }), [0, 2]);
  assert.deepEqual(query(ROWS, { column: 2, descending: true, filters: { 2: "会议服务" } }), [0, 2]);
});

test("numbers inside text order naturally", () => {
  const rows = [[cell("BZ201.10")], [cell("BZ201.9")]];
  assert.deepEqual(query(rows, { column: 0 }), [1, 0]);
});
