// What somebody typed, taken apart; twin of src/qinejia/search/query.py.

import { fold } from "./folding.mjs";

const LONGEST = 200;
const MOST_TERMS = 8;
const MOST_VARIANTS = 4;
const TERM = 32;
const FILTERS = { 类型: "类型", 状态: "状态", 主题: "主题", 层级: "层级", 岗位: "岗位", 年份: "年份", 年: "年份" };
const WHITE = "[ \\t\\n\\r\\f\\v\\x1c-\\x1f\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const SOLID = WHITE.replace("[", "[^");
const FILTER = new RegExp(`(^|${WHITE})(类型|状态|主题|层级|岗位|年份|年)[:：](${SOLID}+)`, "g");
const QUOTED = /"([^"]*)"|“([^“”]*)”|「([^「」]*)」/g;
const BETWEEN = new RegExp(`(?:${WHITE}|[,，、;；。?？!！()（）\\[\\]【】《》<>“”"'‘’|\\\\])+`);
const WORD = /[0-9a-z\u00b5-\u02af\u0370-\u1fff\u2e80-\ufffc]/;
const EDGE = /^[-.·:/~…]+|[-.·:/~…]+$/g;

/** Words `{ text, exact }` and filters `[name, value]`. Never fails. */
export function parseQuery(text) {
  text = [...text].slice(0, LONGEST).join("");
  const filters = [];
  text = text.replace(FILTER, (_, before, name, value) => {
    filters.push([FILTERS[name], value]);
    return `${before} `;
  });
  const terms = [];
  let done = 0;
  for (const match of text.matchAll(QUOTED)) {
    terms.push(...plain(text.slice(done, match.index)));
    const quoted = fold(match[1] || match[2] || match[3] || "").slice(0, TERM);
    if (quoted) terms.push({ text: quoted, exact: true });
    done = match.index + match[0].length;
  }
  terms.push(...plain(text.slice(done)));
  const known = new Set();
  const unique = terms.filter((term) => {
    const key = `${term.exact}${term.text}`;
    return !known.has(key) && known.add(key);
  });
  return { terms: unique.slice(0, MOST_TERMS), filters };
}

function plain(text) {
  return text
    .split(BETWEEN)
    .map((part) => fold(part).replace(EDGE, ""))
    .filter((part) => WORD.test(part))
    .map((part) => ({ text: part.slice(0, TERM), exact: false }));
}

/** The query, and what it would be in the words of the standards. */
export function variants(query, synonyms) {
  const found = [query];
  query.terms.forEach((term, index) => {
    if (term.exact) return;
    for (const [said, words] of Object.entries(synonyms)) {
      if (!term.text.includes(said)) continue;
      for (const word of words) {
        const terms = [...query.terms];
        terms[index] = { text: term.text.split(said).join(word), exact: false };
        found.push({ terms, filters: query.filters });
      }
    }
  });
  return found.slice(0, MOST_VARIANTS);
}
