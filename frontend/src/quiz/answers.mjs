// Written answers: what counts as the same. Twin of src/qinejia/assessment/answers.py.

const RANGE = /[~〜～∼—–―‐‑−-]|至|到/g;
const NUMBER = /^([+]?|~)([0-9]{1,9}(?:\.[0-9]{1,6})?)(?:±([0-9]{1,9}(?:\.[0-9]{1,6})?))?([^0-9±~]*)$/;
/** @type {Map<string, [string, bigint]>} */
const UNITS = new Map([
  ["mm", ["长度", 1n]], ["cm", ["长度", 10n]], ["m", ["长度", 1000n]],
  ["毫米", ["长度", 1n]], ["厘米", ["长度", 10n]], ["米", ["长度", 1000n]],
  ["ml", ["体积", 1n]], ["l", ["体积", 1000n]],
  ["mg", ["质量", 1n]], ["g", ["质量", 1000n]], ["kg", ["质量", 1000000n]],
  ["s", ["时间", 1n]], ["min", ["时间", 60n]], ["h", ["时间", 3600n]],
  ["秒", ["时间", 1n]], ["分钟", ["时间", 60n]], ["小时", ["时间", 3600n]],
  ["d", ["时间", 86400n]], ["天", ["时间", 86400n]],
]);

/** One form for full and half width, upper and lower case, spaces, and the signs of a range. */
export function normalise(text) {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, "").replace(/º/g, "°").replace(/°c/g, "℃").replace(RANGE, "~");
}

/** A normalised text as value and tolerance in millionths with a unit, or null. */
export function readQuantity(text) {
  const match = NUMBER.exec(text);
  if (!match) return null;
  const value = millionths(match[2]);
  return { value: match[1] === "~" ? -value : value, tolerance: millionths(match[3] ?? "0"), unit: match[4] };
}

function millionths(text) {
  const [whole, part = ""] = text.split(".");
  return BigInt(whole) * 1000000n + BigInt(part.padEnd(6, "0"));
}

const distance = (a, b) => (a > b ? a - b : b - a);

/** Whether `given` is the answer `key`; `after` is the unit that the stem prints behind the blank. */
export function matches(key, given, after = "") {
  const wanted = normalise(key);
  const said = normalise(given);
  if (!said) return false;
  const unitAfter = normalise(after);
  if (said === wanted || (unitAfter && said === wanted + unitAfter)) return true;
  const a = readQuantity(wanted);
  const b = readQuantity(said);
  if (!a || !b || b.tolerance) return false;
  const unit = a.unit || unitAfter;
  if ((b.unit === "" || b.unit === unit) && (b.unit || !a.unit)) return distance(a.value, b.value) <= a.tolerance;
  const mine = UNITS.get(unit);
  const theirs = UNITS.get(b.unit);
  if (!mine || !theirs || mine[0] !== theirs[0]) return false;
  return distance(a.value * mine[1], b.value * theirs[1]) <= a.tolerance * mine[1];
}
