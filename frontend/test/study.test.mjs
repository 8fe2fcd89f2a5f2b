import assert from "node:assert/strict";
import { test } from "node:test";
import { addToDay, lastWeek } from "../src/records/days.mjs";
import { study, takeStudy } from "../src/records/study.mjs";
import { openMemory } from "../src/store/memory.mjs";

test("several parts that come into view at once all count", async () => {
  const store = await openMemory();
  const now = new Date(2026, 10, 24, 9);
  await Promise.all(Array.from({ length: 6 }, () => addToDay(store, "read", 1, now)));
  await addToDay(store, "seconds", 90, now);
  await addToDay(store, "seconds", -5, now);
  const answers = [{ verb: { id: "http://adlnet.gov/expapi/verbs/answered" }, timestamp: new Date(2026, 10, 23, 23, 59).toISOString() }];
  const week = await lastWeek(store, answers, now);
  assert.equal(week.length, 7);
  assert.deepEqual(week[6], { name: "今天", read: 6, minutes: 2, answers: 0 });
  assert.deepEqual(week[5], { name: "周一", read: 0, minutes: 0, answers: 1 });
});

test("a backup brings everything over, and twice is as once", async () => {
  const from = await openMemory();
  await from.set("read:std-a", { parts: ["4.1", "4.2"], all: 10 });
  await from.set("video:sp-a", { at: 5, length: 60, watched: [[0, 20]], notes: [{ at: 3, text: "记" }] });
  await from.set("note:std-a#4.1", { text: "问", title: "甲", url: "standards/std-a/#4.1", at: 1.7e12 });
  await from.set("xapi:device:1", { id: 1 });
  const to = await openMemory();
  await to.set("read:std-a", { parts: ["4.2", "4.3"], all: 10 });
  await to.set("video:sp-a", { at: 50, length: 60, watched: [[15, 30]], notes: [] });
  const file = JSON.parse(JSON.stringify(await study(from)));
  assert.equal(await takeStudy(to, file), 1);
  assert.equal(await takeStudy(to, file), 0);
  assert.deepEqual((await to.get("read:std-a")).parts.sort(), ["4.1", "4.2", "4.3"]);
  assert.deepEqual((await to.get("video:sp-a")).watched, [[0, 30]]);
  assert.equal((await to.get("video:sp-a")).notes[0].text, "记");
  assert.equal((await to.get("note:std-a#4.1")).text, "问");
  assert.equal(await to.get("xapi:device:1"), undefined);
});

test("what does not have our form is left out", async () => {
  const store = await openMemory();
  const page = { title: "x", text: "x", at: 1, id: "a", kind: "k" };
  await takeStudy(store, {
    "learner-current": "other", "read:a": { parts: "no", all: 1 }, "read:b": { parts: [{}], all: 1 }, "video:a": { watched: [[0, "x"]], length: 5 },
    "mark:a": { ...page, url: "//example.org/" }, "mark:b": { ...page, url: "javascript:alert(1)" }, "note:a": { ...page, url: "/x" },
    "note:b": { ...page, url: "x", text: "长".repeat(5000) }, "day:2026-01-01": { read: -1 }, "day:2026-01-02": null, noprefix: {},
  });
  assert.deepEqual(await store.keys(""), []);
  await takeStudy(store, 7);
});
