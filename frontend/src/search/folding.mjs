// One form for all ways of writing a text; twin of src/qinejia/search/folding.py.

export const MISSING = "\ufffd";

const SPACE = /[\0-\x20\x7f\xa0\xad\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]/;
const DASH = /[‐‑‒–—―−﹣－]/;
const QUOTES = { "「": "“", "」": "”", "『": "“", "』": "”" };

const traditional = new Map();
const known = new Map(); // forms that were worked out before

/** Makes traditional characters known; both strings hold them in the same order. */
export function learnTraditional(from, to) {
  for (let i = 0; i < from.length; i++) traditional.set(from[i], to[i]);
  known.clear();
}

/** The one form of a character, "" for white space. */
export function foldChar(char) {
  let form = known.get(char);
  if (form === undefined) known.set(char, (form = workOut(char)));
  return form;
}

function workOut(char) {
  if (char.length > 1 || (char >= "\ud800" && char <= "\udfff")) return MISSING;
  if (char >= "a" && char <= "z") return char;
  if (char >= "A" && char <= "Z") return char.toLowerCase();
  const simple = traditional.get(char);
  if (simple) return simple;
  if (DASH.test(char)) return "-";
  if (char >= "\uff01" && char <= "\uff5e") return String.fromCharCode(char.charCodeAt(0) - 0xfee0).toLowerCase();
  if (SPACE.test(char)) return "";
  return QUOTES[char] ?? char;
}

/** `text` in the one form. */
export function fold(text) {
  let result = "";
  for (const char of text) result += foldChar(char);
  return result;
}

/** The one form with the offset of each of its characters in `text`. */
export function foldWithOffsets(text) {
  let folded = "";
  const offsets = [];
  let offset = 0;
  for (const char of text) {
    const form = foldChar(char);
    if (form) {
      folded += form;
      offsets.push(offset);
    }
    offset += char.length;
  }
  offsets.push(offset);
  return { folded, offsets };
}
