// What was read, watched, noted and marked, as the page of one's own learning shows it.

import { make } from "../dom.mjs";
import { seconds } from "../lesson/coverage.mjs";
import { bars, week as weekPicture } from "../records/pictures.mjs";
import { referenceOf } from "../records/statements.mjs";

const FINISHED = /\/(?:passed|failed)$/;
const note = (text) => make("p", { className: "qj-mine__note" }, text);
const newestFirst = (list) => list.sort((a, b) => b.at - a.at);

/** How much of each record was done: share from 0 to 1 with its text, by id. */
export async function sharesOf(store, log) {
  const found = new Map();
  for (const key of await store.keys("read:")) {
    const { parts, all } = (await store.get(key)) ?? {};
    if (Array.isArray(parts) && all) found.set(key.slice(5), { share: Math.min(1, parts.length / all), text: `${parts.length} / ${all}` });
  }
  for (const key of await store.keys("video:")) {
    const { watched, length } = (await store.get(key)) ?? {};
    if (Array.isArray(watched) && length > 0) found.set(key.slice(6), { share: Math.min(1, seconds(watched) / length), text: `${Math.round(seconds(watched) / 60)} 分钟` });
  }
  for (const { verb, object, result } of log) {
    if (!FINISHED.test(verb.id)) continue;
    const id = referenceOf(object.id);
    const share = result.success ? 1 : Math.min(0.9, result.score?.scaled ?? 0);
    found.set(id, { share: Math.max(share, found.get(id)?.share ?? 0), text: result.success ? "合格" : "" });
  }
  return found;
}

export function week(days) {
  if (!days.some(({ read, minutes, answers }) => read + minutes + answers)) return [];
  const sum = (what) => days.reduce((total, day) => total + day[what], 0);
  return [make("h2", {}, "最近七天"), weekPicture(days), note(`读了 ${sum("read")} 条（步），看了 ${sum("minutes")} 分钟视频，答了 ${sum("answers")} 题。`)];
}

/** Courses of each layer: a course counts as the mean of its handout, standards, books, films and papers. */
export function paths(site, shares, link) {
  const made = [];
  for (const { name, courses } of site.paths) {
    const rows = courses.map(([id, stage, parts]) => ({ id, stage, share: parts.reduce((sum, part) => sum + (shares.get(part)?.share ?? 0), 0) / parts.length }));
    const begun = rows.filter(({ share }) => share > 0);
    if (!begun.length) continue;
    const whole = rows.reduce((sum, { share }) => sum + share, 0) / rows.length;
    const next = rows.find(({ share }) => share < 0.8);
    const lines = begun.map(({ id, stage, share }) => ({ name: site.pages[id].title, share, text: stage, href: link("", site.pages[id].url).href }));
    made.push(make("h3", {}, `${name}：${Math.round(whole * 100)} %`), bars(lines, true));
    if (next) made.push(make("p", {}, "下一课：", link(site.pages[next.id].title, site.pages[next.id].url)));
  }
  return made.length ? [make("h2", {}, "学习路径"), note("一课的进度是讲义、标准、图册、视频、题库和评分表各自进度的平均数。"), ...made] : [];
}

export function pages(site, shares, link) {
  const rows = [...shares].filter(([id]) => site.pages[id]).map(([id, { share, text }]) => ({ name: site.pages[id].title, share, text, href: link("", site.pages[id].url).href }));
  return rows.length ? [make("h2", {}, "学到哪里"), note("标准按读过的条、讲义按读过的节、图册按看过的步、视频按真正看过的时间计算。"), bars(rows, true)] : [];
}

export function notes(list, link) {
  if (!list.length) return [];
  const items = newestFirst(list).map(({ text, title, url }) => make("li", {}, link(`${title} ${url.split("#")[1] ?? ""}`, url), make("p", {}, text)));
  return [make("h2", {}, "笔记"), make("ul", {}, ...items)];
}

export function marks(list, link) {
  if (!list.length) return [];
  const items = newestFirst(list).map(({ title, kind, url }) => make("li", {}, link(title, url), make("span", { className: "qj-mine__note" }, `　${kind}`)));
  return [make("h2", {}, "收藏"), make("ul", {}, ...items)];
}
