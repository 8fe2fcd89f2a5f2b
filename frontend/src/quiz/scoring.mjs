// Points for an answer, in hundredths. Twin of src/qinejia/assessment/scoring.py, which says the rules.

import { matches, normalise } from "./answers.mjs";
import { seal } from "./sealing.mjs";

export const CHOICES = ["单选", "多选", "判断", "找错"];

/** `key`: type, points, and right, pairs, blanks with units, or sealed blanks with salt. */
export function score(key, answer) {
  if (CHOICES.includes(key.type)) return ofChoices(key, texts(answer));
  if (key.type === "填空") {
    const said = texts(answer);
    const blanks = key.blanks ?? key.sealed;
    const hits = blanks.filter((_, index) => index < said.length && isRight(key, index, said[index])).length;
    return share(key.points, hits, blanks.length);
  }
  if (key.type === "排序") {
    const order = texts(answer);
    if (order.length !== key.right.length || new Set(order).size !== order.length) return 0;
    const places = order.map((name) => key.right.indexOf(name));
    if (places.includes(-1)) return 0;
    return share(key.points, longestRun(places) - 1, places.length - 1);
  }
  if (key.type === "配对" && answer && typeof answer === "object" && !Array.isArray(answer)) {
    const pairs = Object.entries(key.pairs);
    return share(key.points, pairs.filter(([left, right]) => answer[left] === right).length, pairs.length);
  }
  return 0;
}

/** Whether one blank is right. */
export function isRight(key, index, given) {
  if (key.blanks) return key.blanks[index].some((wanted) => matches(wanted, given, key.units[index]));
  const said = normalise(given);
  return said !== "" && key.sealed[index].includes(seal(key.salt, said));
}

function ofChoices(key, chosen) {
  const picked = new Set(chosen);
  const hits = key.right.filter((name) => picked.has(name)).length;
  if (key.type === "单选" || key.type === "判断") return hits === key.right.length && picked.size === hits ? key.points : 0;
  return share(key.points, Math.max(0, hits - (picked.size - hits)), key.right.length);
}

const texts = (answer) => (Array.isArray(answer) ? answer.filter((part) => typeof part === "string") : []);

const share = (points, part, whole) => (whole > 0 ? Math.floor((2 * points * part + whole) / (2 * whole)) : 0);

function longestRun(places) {
  const tails = [];
  for (const place of places) {
    const at = tails.findIndex((tail) => tail >= place);
    tails[at < 0 ? tails.length : at] = place;
  }
  return tails.length;
}
