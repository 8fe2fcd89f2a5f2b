// Finds and ranks pages; twin of src/qinejia/search/searcher.py, equal to the last point.

import { learnTraditional } from "./folding.mjs";
import { decode, decodeSorted, lowerBound, upperBound } from "./numbers.mjs";
import { parseQuery, variants } from "./query.mjs";
import { makeTitle, nearPoints, pinyinPoints, points } from "./titles.mjs";

const CLOSELY = 600;
const LONGEST_RUN = 12;
const LONGEST_PART = 6;
const OVER = ["被代替", "废止"];
const MOST_EVENTS = 4000;
const TITLE = 5;
const NEAR = 24;
const NOWHERE = 100;
const LEAST = 120;
/** Every page begins at a multiple of this. */
const ROOM = 4096;
const NO_READINGS = new Map();
const floor = Math.floor;

/** The pairs of a word in order; a single character is its own. */
export function gramsOf(term) {
  if (term.length < 2) return [term];
  return Array.from({ length: term.length - 1 }, (_, i) => term.slice(i, i + 2));
}

export class Searcher {
  /** `load(name)` promises the data of a file of the index; a missing one rejects. */
  constructor(table, load) {
    learnTraditional(...table.old);
    this.load = load;
    this.shards = new Map();
    this.decoded = new Map();
    this.urls = table.urls.split("\n");
    this.names = table.titles.split("\n");
    this.numbers = table.numbers.split("\n");
    const aliases = table.aliases.split("\n");
    this.rawAliases = aliases;
    this.kinds = decode(table.kind).map((kind) => table.kinds[kind]);
    this.facets = new Map();
    for (const [name, values] of Object.entries(table.facets)) {
      this.facets.set(name, new Map(Object.entries(values).map(([value, text]) => [value, new Set(decodeSorted(text))])));
    }
    const lengths = decode(table.lengths);
    this.starts = [0];
    this.lengths = [];
    lengths.forEach((length, half) => {
      const end = this.starts[half] + length;
      this.starts.push(half % 2 ? Math.ceil(end / ROOM) * ROOM : end);
      if (half % 2) this.lengths.push(lengths[half - 1] + length);
    });
    this.total = lengths.reduce((sum, length) => sum + length, 0);
    this.firsts = table.firsts.match(/[^]{2}/g) ?? [];
    this.synonyms = table.synonyms;
    this.readings = null;
    this.over = new Set();
    for (const state of OVER) for (const page of this.facets.get("状态")?.get(state) ?? []) this.over.add(page);
    this.foldTitles();
  }

  /** The folded titles, and all of them in one text, which is searched much faster than each. */
  foldTitles() {
    this.titles = this.names.map((name, page) => makeTitle(name, this.numbers[page], this.rawAliases[page], this.urls[page]));
    this.allTitles = this.titles.map((title) => title.quotable).join("\0");
    this.titleStarts = [];
    let start = 0;
    for (const title of this.titles) {
      this.titleStarts.push(start);
      start += title.quotable.length + 1;
    }
  }

  /** Pages whose title or number holds the words, in order. */
  titlesWith(words) {
    const found = [];
    for (let at = this.allTitles.indexOf(words); at >= 0; at = this.allTitles.indexOf(words, this.titleStarts[found[found.length - 1] + 1] ?? Infinity)) {
      found.push(upperBound(this.titleStarts, at) - 1);
    }
    return found;
  }

  /** The state of a page's standard, or "". */
  facet(name, page) {
    for (const [value, pages] of this.facets.get(name) ?? []) if (pages.has(page)) return value;
    return "";
  }

  /** `{ query, words, hits, partial }`: pages, best first; `partial` when a file of the index could not be read. */
  async search(text) {
    let query = parseQuery(text);
    this.decoded.clear();
    const allowed = this.allowed(query);
    if (!query.terms.length) {
      const pages = query.filters.length ? [...allowed].sort((a, b) => a - b) : [];
      return { query, words: [], hits: pages.map((page) => ({ page, points: 0, place: -1 })), partial: false };
    }
    let partial = !(await this.fetch(query));
    // Readings and traditional characters: only for letters, and where something is found nowhere.
    const needs = /[a-zü]/.test(query.terms.map((term) => term.text).join(""));
    if (needs || !this.isExact(query)) {
      if (!this.readings) partial = !(await this.learn()) || partial;
      partial = !(await this.learnOld(text)) || partial;
      query = parseQuery(text);
      partial = !(await this.fetch(query)) || partial;
      this.decoded.clear();
    }
    const best = new Map();
    const asked = variants(query, this.synonyms);
    const apart = this.apart(query);
    [...asked, ...apart].forEach((variant, number) => {
      const share = number >= asked.length ? 20 : (number ? 19 : 20) - 4 * apart.length;
      for (const hit of this.evaluate(variant, allowed, apart.length > 0)) {
        hit.points = floor((hit.points * share) / 20);
        const known = best.get(hit.page);
        if (!known || hit.points > known.points) best.set(hit.page, hit);
      }
    });
    const hits = [...best.values()].sort((a, b) => b.points - a.points || a.page - b.page);
    // What is marked in the results: the words, their synonyms, the parts of what was run together.
    const words = new Map([...asked, ...apart].flatMap((variant) => variant.terms.map((term) => [term.text, term])));
    return { query, words: [...words.values()], hits, partial };
  }

  allowed(query) {
    let pages = this.titles.map((_, page) => page);
    for (const [name, value] of query.filters) {
      const set = this.facets.get(name)?.get(value);
      pages = set ? pages.filter((page) => set.has(page)) : [];
    }
    return new Set(pages);
  }

  // --- files -----------------------------------------------------------------------------------

  /** Loads what the query and its variants touch; false when something is missing. */
  async fetch(query) {
    const wanted = new Set();
    for (const variant of variants(query, this.synonyms)) {
      for (const term of variant.terms) for (const gram of gramsOf(term.text)) for (const shard of this.shardsOf(gram)) wanted.add(shard);
    }
    const missing = [...wanted].filter((shard) => !this.shards.has(shard));
    const done = await Promise.all(
      missing.map((shard) =>
        this.load(`p${shard}`).then(
          (data) => Boolean(this.shards.set(shard, data)),
          () => false,
        ),
      ),
    );
    return done.every(Boolean);
  }

  async learn() {
    let data;
    try {
      data = await this.load("readings");
    } catch {
      return false;
    }
    this.readings = new Map();
    for (const line of data.split("\n")) {
      const end = line.indexOf(":");
      const ways = [line.slice(0, end)];
      if (ways[0].includes("v")) ways.push(ways[0].split("v").join("u"));
      for (const char of line.slice(end + 1)) {
        const known = this.readings.get(char);
        if (known) known.push(...ways);
        else this.readings.set(char, [...ways]);
      }
    }
    return true;
  }

  /** Traditional characters, for a query with one that no reading is known of. */
  async learnOld(text) {
    const isUnknown = (char) => /[\u3400-\u9fff\uf900-\ufaff]/.test(char) && !this.readings?.has(char);
    if (this.hasOld || ![...text].some(isUnknown)) return true;
    try {
      learnTraditional(...(await this.load("old")));
    } catch {
      return false;
    }
    this.hasOld = true;
    return true;
  }

  shardsOf(gram) {
    const first = upperBound(this.firsts, gram) - 1;
    if (gram.length === 2) return first >= 0 ? [first] : [];
    const last = lowerBound(this.firsts, `${gram}\uffff`);
    const found = [];
    for (let shard = Math.max(first, 0); shard < last; shard++) found.push(shard);
    return found;
  }

  positions(gram) {
    let found = this.decoded.get(gram);
    if (!found) this.decoded.set(gram, (found = this.decodePositions(gram)));
    return found;
  }

  decodePositions(gram) {
    let found = [];
    for (const number of this.shardsOf(gram)) {
      const shard = this.shards.get(number);
      if (!shard) continue;
      if (gram.length === 2) {
        if (Object.prototype.hasOwnProperty.call(shard, gram)) return decodeSorted(shard[gram]);
      } else {
        for (const pair of Object.keys(shard)) if (pair[0] === gram) found = found.concat(decodeSorted(shard[pair]));
      }
    }
    return found.length ? found.sort((a, b) => a - b) : found;
  }

  phrase(term, positions) {
    const grams = gramsOf(term);
    let found = positions.get(grams[0]);
    for (let offset = 1; offset < grams.length && found.length; offset++) {
      const others = positions.get(grams[offset]);
      const kept = [];
      let at = 0;
      for (const place of found) {
        while (at < others.length && others[at] < place + offset) at++;
        if (others[at] === place + offset) kept.push(place);
      }
      found = kept;
    }
    return found;
  }

  /** The query with words that stand nowhere cut into words that do. */
  apart(query) {
    const terms = query.terms.flatMap((term) => {
      const parts = term.exact ? [] : this.cut(term.text);
      return parts.length ? parts.map((text) => ({ text, exact: false })) : [term];
    });
    return terms.length > query.terms.length ? [{ terms, filters: query.filters }] : [];
  }

  /** The fewest parts, the rarest of them as common as can be; none for a word that exists. */
  cut(text) {
    if (text.length < 4 || text.length > LONGEST_RUN) return [];
    const positions = new Map(gramsOf(text).map((gram) => [gram, this.positions(gram)]));
    if (this.pagesWith(text, positions).size) return [];
    const best = [{ count: 0, rarest: 0, parts: [] }];
    for (let end = 1; end <= text.length; end++) {
      let chosen = null;
      for (let begin = Math.max(0, end - LONGEST_PART); begin < end - 1; begin++) {
        const before = best[begin];
        if (!before) continue;
        const part = text.slice(begin, end);
        const pages = this.pagesWith(part, positions).size;
        if (!pages) continue;
        const count = before.count + 1;
        const rarest = before.count ? Math.min(before.rarest, pages) : pages;
        if (!chosen || count < chosen.count || (count === chosen.count && rarest > chosen.rarest)) {
          chosen = { count, rarest, parts: [...before.parts, part] };
        }
      }
      best.push(chosen);
    }
    return best[text.length]?.parts ?? [];
  }

  pageOf(place) {
    return (upperBound(this.starts, place) - 1) >> 1;
  }

  // --- ranking ---------------------------------------------------------------------------------

  read(query) {
    const positions = new Map();
    for (const term of query.terms) {
      for (const gram of gramsOf(term.text)) if (!positions.has(gram)) positions.set(gram, this.positions(gram));
    }
    return positions;
  }

  pagesWith(term, positions) {
    const pages = new Set(this.phrase(term, positions).map((place) => this.pageOf(place)));
    for (const page of this.titlesWith(term)) pages.add(page);
    return pages;
  }

  isExact(query) {
    const positions = this.read(query);
    return query.terms.every((term) => this.pagesWith(term.text, positions).size > 0);
  }

  evaluate(query, allowed, isCut) {
    const positions = this.read(query);
    const grams = [...positions.keys()];
    let isKnown = true;
    for (const term of query.terms) {
      const pages = this.pagesWith(term.text, positions);
      isKnown = isKnown && pages.size > 0;
      if (term.exact) allowed = new Set([...allowed].filter((page) => pages.has(page)));
    }
    const names = this.namePoints(query, allowed, isKnown, isCut);
    const texts = this.texts(query, grams, positions);
    const total = texts.idf.reduce((sum, idf) => sum + idf, 0);
    const rough = [];
    for (const page of [...allowed].sort((a, b) => a - b)) {
      if (!names.has(page) && !texts.counts.has(page)) continue;
      rough.push({ page, points: this.textPoints(page, 0, total, texts) + (names.get(page) ?? 0) });
    }
    const ordered = [...rough].sort((a, b) => b.points - a.points || a.page - b.page);
    const closely = new Set(ordered.slice(0, CLOSELY).map(({ page }) => page));
    const follows = followers(query.terms, grams);
    const hits = [];
    for (const { page } of ordered.slice(0, CLOSELY)) {
      const { near, place } = this.nearness(page, query.terms, grams, positions, texts.idf, follows);
      const score = this.textPoints(page, near, total, texts) + (names.get(page) ?? 0);
      hits.push({ page, points: this.weigh(page, score), place });
    }
    for (const { page, points: score } of rough) {
      if (!closely.has(page)) hits.push({ page, points: this.weigh(page, floor(score / 4)), place: -1 });
    }
    if (!query.terms.some((term) => term.exact)) return hits.filter((hit) => hit.points >= LEAST);
    const found = new Set(hits.map((hit) => hit.page));
    for (const page of [...allowed].sort((a, b) => a - b)) if (!found.has(page)) hits.push({ page, points: 0, place: -1 });
    return hits;
  }

  weigh(page, score) {
    return this.over.has(page) ? floor((score * 6) / 10) : score;
  }

  namePoints(query, allowed, isKnown, isCut) {
    const words = query.terms.map((term) => term.text);
    const joined = words.join("");
    const spoken = /[a-zü]/.test(joined) ? (this.readings ?? NO_READINGS) : NO_READINGS;
    const found = new Map();
    for (const page of [...allowed].sort((a, b) => a - b)) {
      const title = this.titles[page];
      let best = points(joined, words, title);
      if (best < 9000) best = Math.max(best, pinyinPoints(joined, title.text, spoken));
      if (!best && !isKnown) {
        best = nearPoints(joined, title.text, this.readings ?? NO_READINGS);
        if (isCut) best = floor((best * 2) / 3);
      }
      if (best) found.set(page, best);
    }
    return found;
  }

  texts(query, grams, positions) {
    const counts = new Map();
    const weightsOf = (page) => {
      let weights = counts.get(page);
      if (!weights) counts.set(page, (weights = new Array(grams.length).fill(0)));
      return weights;
    };
    grams.forEach((gram, index) => {
      let part = 0;
      for (const place of positions.get(gram)) {
        while (this.starts[part + 1] <= place) part++;
        weightsOf(part >> 1)[index] += part % 2 ? 1 : 3;
      }
      for (const page of this.titlesWith(gram)) weightsOf(page)[index] += TITLE;
    });
    const pages = this.titles.length;
    const idf = grams.map((_, index) => {
      let df = 0;
      for (const weights of counts.values()) if (weights[index]) df++;
      return df ? floor(100 * Math.log(1 + pages / df) + 0.5) : NOWHERE;
    });
    const average = Math.max(floor(this.total / Math.max(pages, 1)), 1);
    return { counts, idf, average, joints: jointsOf(query.terms, grams) };
  }

  textPoints(page, near, total, { counts, idf, average, joints }) {
    const weights = counts.get(page);
    if (!weights || !total) return 0;
    let base = 0;
    let found = 0;
    const damp = 300 + floor((900 * this.lengths[page]) / average);
    weights.forEach((weight, index) => {
      if (!weight) {
        const joint = joints.get(index);
        // Two words that were run together.
        if (joint && weights[joint[0]] && weights[joint[1]]) found += floor((idf[index] * 7) / 10);
        return;
      }
      found += idf[index];
      base += floor((idf[index] * floor((2200 * weight * 1000) / (1000 * weight + damp))) / 1000);
    });
    const part = floor((1000 * found) / total);
    return floor(floor(((base + near) * part * part) / 1000) / total);
  }

  nearness(page, terms, grams, positions, idf, follows) {
    const start = this.starts[2 * page];
    const end = this.starts[2 * page + 2];
    const events = [];
    grams.forEach((gram, index) => {
      const places = positions.get(gram);
      const low = lowerBound(places, start);
      const high = Math.min(lowerBound(places, end), low + MOST_EVENTS);
      for (let i = low; i < high; i++) events.push([places[i], index]);
    });
    if (!events.length) return { near: 0, place: -1 };
    events.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const run = bestRun(events, follows, idf, grams.length);
    const { weight, length, place: closePlace } = closest(events, idf);
    const total = idf.reduce((sum, value) => sum + value, 0);
    const extra = Math.max(length - terms.reduce((sum, term) => sum + term.text.length, 0), 0);
    const place = 10 * run.value >= 6 * total ? run.place : closePlace;
    let near = run.value + floor((3 * weight * NEAR) / (NEAR + extra));
    if (place < this.starts[2 * page + 1]) near += floor(total / 4);
    return { near, place: place - start };
  }
}

function jointsOf(terms, grams) {
  const number = new Map(grams.map((gram, index) => [gram, index]));
  const found = new Map();
  for (const term of terms) {
    const own = gramsOf(term.text).map((gram) => number.get(gram));
    for (let i = 1; i < own.length - 1; i++) if (!found.has(own[i])) found.set(own[i], [own[i - 1], own[i + 1]]);
  }
  return found;
}

function followers(terms, grams) {
  const number = new Map(grams.map((gram, index) => [gram, index]));
  const found = new Set();
  for (const term of terms) {
    const own = gramsOf(term.text);
    for (let i = 1; i < own.length; i++) found.add(number.get(own[i - 1]) * grams.length + number.get(own[i]));
  }
  return found;
}

function bestRun(events, follows, idf, size) {
  let value = 0;
  let place = events[0][0];
  let before = [];
  let now = [];
  let last = -2;
  for (const [position, index] of events) {
    if (position !== last) {
      before = position === last + 1 ? now : [];
      now = [];
      last = position;
    }
    let weight = idf[index];
    let start = position;
    for (const other of before) {
      if (follows.has(other.index * size + index) && other.weight + idf[index] > weight) {
        weight = other.weight + idf[index];
        start = other.start;
      }
    }
    now.push({ index, weight, start });
    if (weight > value) {
      value = weight;
      place = start;
    }
  }
  return { value, place };
}

/** The shortest part of the text with all pairs that the page has. */
function closest(events, idf) {
  const all = new Set(events.map(([, index]) => index));
  let missing = all.size;
  let weight = 0;
  for (const index of all) weight += idf[index];
  const counts = new Array(idf.length).fill(0);
  let first = 0;
  let place = events[0][0];
  let length = events[events.length - 1][0] - place + 1;
  for (const [position, index] of events) {
    if (!counts[index]++) missing--;
    while (!missing) {
      const [start, old] = events[first++];
      if (position - start < length) {
        length = position - start;
        place = start;
      }
      if (!--counts[old]) missing++;
    }
  }
  return { weight, length, place };
}
