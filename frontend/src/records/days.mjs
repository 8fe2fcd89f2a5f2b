// What was learned on which day: clauses and steps read, seconds watched. Answers have their own log.

import { localDay } from "../lifecycle.mjs";

const KEY = "day:";
const DAY = 86400000; // milliseconds
const NAMES = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];

let last = Promise.resolve();

/** Adds to what was done today: `read` parts or `seconds` of a film. One at a time: several parts come into view at once. */
export function addToDay(store, what, amount, now = new Date()) {
  const add = async () => {
    const key = KEY + localDay(now);
    const known = (await store.get(key)) ?? {};
    await store.set(key, { ...known, [what]: (known[what] ?? 0) + amount });
  };
  if (amount > 0) last = last.catch(() => {}).then(add);
  return last;
}

/** The last seven days, today last: name, parts read, minutes watched, questions answered. */
export async function lastWeek(store, statements, now = new Date()) {
  const answered = new Map();
  for (const { verb, timestamp } of statements) {
    if (!verb.id.endsWith("/answered")) continue;
    const day = localDay(new Date(timestamp));
    answered.set(day, (answered.get(day) ?? 0) + 1);
  }
  const days = [];
  for (let back = 6; back >= 0; back -= 1) {
    const date = new Date(now.getTime() - back * DAY);
    const day = localDay(date);
    const { read = 0, seconds = 0 } = (await store.get(KEY + day)) ?? {};
    days.push({ name: back ? NAMES[date.getDay()] : "今天", read, minutes: Math.round(seconds / 60), answers: answered.get(day) ?? 0 });
  }
  return days;
}
