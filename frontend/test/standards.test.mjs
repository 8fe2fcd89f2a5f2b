import assert from "node:assert/strict";
import test from "node:test";
import { citation } from "../src/citations.mjs";
import { localDay, stateOn } from "../src/lifecycle.mjs";

const NAME = "Q/QEJ BZ201.3—2026《会议茶水服务规程》";

test("a citation names standard and clause as documents do", () => {
  assert.equal(citation(NAME, "5.3.2"), `${NAME}5.3.2`);
  assert.equal(citation(NAME, "5"), `${NAME}第5章`);
  assert.equal(citation(NAME, "A"), `${NAME}附录A`);
  assert.equal(citation(NAME, "A.1"), `${NAME}A.1`);
  assert.equal(citation(NAME, "前言"), `${NAME}前言`);
});

test("a standard comes into force and is withdrawn on its day", () => {
  const soon = { state: "即将实施", effective: "2027-01-01" };
  assert.equal(stateOn("2026-12-31", soon.state, soon), "");
  assert.equal(stateOn("2027-01-01", soon.state, soon), "现行");
  assert.equal(stateOn("2030-01-01", soon.state, { ...soon, withdrawn: "2029-01-01" }), "废止");
  assert.equal(stateOn("2030-01-01", "示范文本", { effective: "2026-01-01" }), "");
  assert.equal(stateOn("2030-01-01", "被代替", { withdrawn: "2026-01-01" }), "");
});

test("a day has two digits for month and day", () => {
  assert.equal(localDay(new Date(2026, 0, 2)), "2026-01-02");
});
