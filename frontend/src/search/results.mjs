// Draws hits: title, number, kind, state, the place and the words around it. No markup is parsed.

import { make } from "../dom.mjs";
import { around, locate, marks } from "./snippets.mjs";

export const UNAVAILABLE = "搜索暂时不能用，请检查网络后再试。";
const STATES = { 被代替: "bad", 废止: "bad", 征求意见: "warn", 即将实施: "info" };

/** `text` with the words of the query marked, as nodes. */
export function markedNodes(text, terms) {
  return marks(text, terms).map(([words, isMarked]) => {
    return isMarked ? make("mark", {}, words) : document.createTextNode(words);
  });
}

/** The address of a hit; `h` tells the page what to mark on arrival. */
export function addressOf(root, url, anchor, terms) {
  const words = terms.map((term) => term.text).join(" ");
  const mark = anchor ? `#${encodeURIComponent(anchor).replace(/%3D/g, "=").replace(/%3A/g, ":")}` : "";
  return `${root}${url}?h=${encodeURIComponent(words)}${mark}`;
}

/** One hit as a link; its place and words follow when the page's texts are there. */
export function drawHit(searcher, hit, terms, root) {
  const link = make("a", { className: "qj-hit" });
  link.href = addressOf(root, searcher.urls[hit.page], "", terms);
  const head = make("span", { className: "qj-hit__title" }, ...markedNodes(searcher.names[hit.page], terms));
  const about = make("span", { className: "qj-hit__about" });
  const number = searcher.numbers[hit.page];
  if (number) about.append(make("span", { className: "qj-hit__number" }, ...markedNodes(number, terms)));
  const state = searcher.facet("状态", hit.page);
  if (STATES[state]) about.append(make("span", { className: `qj-badge qj-badge--${STATES[state]}` }, state));
  const text = make("span", { className: "qj-hit__text" });
  link.append(head, about, text);
  // The titles are shown first; what follows costs a file each.
  setTimeout(async () => {
    if (!link.isConnected) return;
    try {
      fill(link, text, await searcher.load(`d${hit.page}`), hit, terms, root, searcher.urls[hit.page]);
    } catch {
      // without its words the hit still leads to the page
    }
  });
  return link;
}

function fill(link, text, entries, hit, terms, root, url) {
  if (!entries.length) return;
  const first = Math.max(0, entries.findIndex(([, , body]) => body));
  const found = hit.place < 0 ? { index: first, inHeading: true, offset: 0 } : locate(entries, hit.place);
  const [anchor, heading, body] = entries[found.index];
  if (hit.place >= 0) link.href = addressOf(root, url, anchor, terms);
  if (heading && hit.place >= 0) text.append(make("span", { className: "qj-hit__heading" }, ...markedNodes(heading, terms)));
  const words = around(body, found.inHeading ? 0 : found.offset);
  if (words) text.append(make("span", { className: "qj-hit__words" }, ...markedNodes(words, terms)));
}

/** What a search came to, in one line; `near` are the titles offered instead. */
export function summary({ hits, partial }, text, near) {
  const note = partial ? "有一部分索引没有读到，结果可能不全。" : "";
  if (hits.length) return `找到 ${hits.length} 条。${note}`;
  return `没有找到“${text.trim().slice(0, 40)}”。${note}${near.length ? "相近的标题：" : "换一个短一点的词试试。"}`;
}

/** Hits by kind, the kind of the best hit first; at most `each` of a kind and `most` in all. */
export function grouped(searcher, hits, most, each) {
  const groups = new Map();
  let count = 0;
  for (const hit of hits) {
    if (count >= most) break;
    const kind = searcher.kinds[hit.page];
    const group = groups.get(kind) ?? groups.set(kind, []).get(kind);
    if (group.length >= each) continue;
    group.push(hit);
    count++;
  }
  return [...groups];
}

/** Titles that share most characters with what was not found. */
export function nearTitles(searcher, query, most = 3) {
  const wanted = new Set(query.terms.flatMap((term) => [...term.text]));
  if (!wanted.size) return [];
  return searcher.titles
    .map((title, page) => ({ page, shared: [...wanted].filter((char) => title.text.includes(char)).length }))
    .filter(({ shared }) => shared >= Math.max(1, wanted.size / 3))
    .sort((a, b) => b.shared - a.shared || a.page - b.page)
    .slice(0, most)
    .map(({ page }) => ({ page, points: 0, place: -1 }));
}
