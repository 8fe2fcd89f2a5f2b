// How well a title or number fits a query; twin of src/qinejia/search/titles.py.

import { fold } from "./folding.mjs";

const WHOLE = 10_000;
const LATIN = /[a-zü]/;
const SPOKEN = /^[a-zü'\u4e00-\u9fff]{2,40}$/;
const NUMBER = /^(.*?)([a-z]*)([0-9]+(?:\.[0-9]+)*)(?:-([0-9]{4}))?$/;
const MAY_SPEAK = /[0-9a-z\u4e00-\u9fff]/;
const NONE = [];
const share = (part, whole) => Math.floor(part / whole);

/** The names of a page, folded, from the lines of the table. */
export function makeTitle(title, number, aliases, url) {
  const names = aliases ? aliases.split("\t").filter(Boolean).map(fold) : NONE;
  const path = url.replace(/\/$/, "").replace(/\.html$/, "");
  const text = fold(title);
  const folded = number ? fold(number) : "";
  return { text, number: folded, aliases: names, identifier: fold(path.slice(path.lastIndexOf("/") + 1)), quotable: `${text}\n${folded}` };
}

/** Points of the words as they are written. */
export function points(query, words, title) {
  const { text } = title;
  const { length } = query;
  let best = 0;
  if (text === query) return WHOLE;
  if (text.includes(query)) {
    best = 6000 + share(2000 * length, text.length) + (text.startsWith(query) ? 300 : 0);
  } else if (words.length > 1 && words.every((word) => text.includes(word))) {
    best = 5000 + share(1500 * length, Math.max(length, text.length));
  }
  if (query === title.identifier) best = Math.max(best, 9500);
  for (const alias of title.aliases) {
    if (alias === query) best = Math.max(best, 9500);
    else if (length > 1 && alias.includes(query)) best = Math.max(best, 4500 + share(1000 * length, alias.length));
  }
  if (title.number && /[0-9]/.test(query)) best = Math.max(best, numberPoints(query, title.number));
  return best;
}

/** Points of a standard's number, however it is written. */
export function numberPoints(query, number) {
  const match = NUMBER.exec(number);
  if (!match) return 0;
  const letters = match[2];
  const bare = match[3];
  const year = match[4] ?? "";
  let prefix = match[1].split("/").join("");
  if (prefix.endsWith("-")) prefix = prefix.slice(0, -1);
  const wanted = query.split("/").join("").split("_").join("").split("--").join("-");
  const core = letters + bare;
  const full = prefix + core;
  if (wanted === `${full}-${year}` || wanted === full + year) return WHOLE;
  if (wanted === full) return 9900;
  if ([`${core}-${year}`, core + year, `${bare}-${year}`, bare + year].includes(wanted)) return 9850;
  if (wanted === core || wanted === bare) return 9800;
  const loose = letters === "t" || letters === "z" ? full.split(`t${bare}`).join(bare) : full;
  const last = prefix.slice(-1);
  const short = last === "t" || last === "z" ? prefix.slice(0, -1) + core : loose;
  if ([short, `${short}-${year}`, short + year, loose, `${loose}-${year}`].includes(wanted)) return 9700;
  if (wanted.length < 3) return 0;
  if (`${full}-${year}`.startsWith(wanted)) return 7000 + 10 * wanted.length;
  for (const part of [`${core}-${year}`, `${bare}-${year}`]) {
    if (part.startsWith(wanted)) return 6500 + (/[0-9]/.test(part[wanted.length] ?? "") ? 0 : 300);
  }
  return 0;
}

/** Points of a title that is spelt: huiyi, hyfw, huiyi服务, last syllable begun. */
export function pinyinPoints(query, text, readings) {
  if (!text || !LATIN.test(query) || !SPOKEN.test(query)) return 0;
  const wanted = query.split("'").join("").split("ü").join("v");
  let best = 0;
  if (!wanted) return 0;
  for (let start = 0; start < text.length; start++) {
    const char = text[start];
    if (wanted[0] !== char && !(readings.get(char) ?? NONE).some((way) => way[0] === wanted[0])) continue;
    const count = spelt(wanted, text, start, readings);
    if (count) best = Math.max(best, 5500 + share(2500 * count, text.length) + (start === 0 ? 300 : 0));
  }
  return best;
}

function spelt(wanted, text, start, readings) {
  let reached = new Set([0]);
  for (let index = start; index < text.length; index++) {
    const char = text[index];
    if (!MAY_SPEAK.test(char)) continue;
    const after = new Set();
    const ways = readings.get(char) ?? NONE;
    for (const offset of reached) {
      if (wanted[offset] === char) after.add(offset + 1);
      for (const way of ways) {
        if (wanted.startsWith(way, offset)) after.add(offset + way.length);
        else if (way.startsWith(wanted.slice(offset))) after.add(wanted.length);
        if (wanted[offset] === way[0]) after.add(offset + 1);
      }
    }
    if (after.has(wanted.length)) return index - start + 1;
    if (!after.size) return 0;
    reached = after;
  }
  return 0;
}

/** Points of a title that holds nearly the query. */
export function nearPoints(query, text, readings) {
  const { length } = query;
  if (length < 3 || length > 24 || !text) return 0;
  const cost = distance(query, text, readings);
  if (cost > (length < 6 ? 10 : 20)) return 0;
  return 4600 - 60 * cost + share(1500 * Math.min(length, text.length), Math.max(length, text.length));
}

function distance(query, text, readings) {
  let before = NONE;
  let row = new Array(text.length + 1).fill(0);
  for (let i = 0; i < query.length; i++) {
    const now = [10 * (i + 1)];
    for (let j = 0; j < text.length; j++) {
      const step = query[i] === text[j] ? 0 : alike(query[i], text[j], readings) ? 4 : 10;
      let cost = Math.min(row[j] + step, row[j + 1] + 10, now[j] + 10);
      if (i && j && query[i] === text[j - 1] && query[i - 1] === text[j] && query[i] !== text[j]) {
        cost = Math.min(cost, before[j - 1] + 10);
      }
      now.push(cost);
    }
    before = row;
    row = now;
  }
  return Math.min(...row);
}

function alike(first, second, readings) {
  const ways = readings.get(first);
  return ways !== undefined && (readings.get(second) ?? NONE).some((way) => ways.includes(way));
}
