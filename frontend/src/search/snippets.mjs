// From a place in a page to the entry that holds it, and the words around it.

import { fold, foldWithOffsets } from "./folding.mjs";

const AROUND = 26; // characters before and after what is shown
const GAP = 40; // positions between two lines; twin of GAP in src/qinejia/search/index.py

/** The entry of `entries` ([anchor, heading, body]) at `place`, and the place in its text. */
export function locate(entries, place) {
  let rest = place;
  for (let index = 0; index < entries.length; index++) {
    const length = lengthOf(entries[index][1]);
    if (rest < length) return { index, inHeading: true, offset: rest };
    rest -= length;
  }
  for (let index = 0; index < entries.length; index++) {
    const length = lengthOf(entries[index][2]);
    if (rest < length) return { index, inHeading: false, offset: rest };
    rest -= length;
  }
  return { index: 0, inHeading: true, offset: 0 };
}

function lengthOf(text) {
  return text.split("\n").reduce((sum, line) => sum + fold(line).length + GAP, 0);
}

/** The part of `body` around `offset` (counted in folded characters): one line, cut to size. */
export function around(body, offset) {
  let rest = offset;
  for (const line of body.split("\n")) {
    const { folded, offsets } = foldWithOffsets(line);
    if (rest < folded.length + GAP) {
      rest = Math.min(rest, folded.length);
      const from = rest <= AROUND ? 0 : offsets[rest - AROUND];
      const to = offsets[Math.min(rest + 2 * AROUND, folded.length)];
      return `${from ? "…" : ""}${line.slice(from, to)}${to < line.length ? "…" : ""}`;
    }
    rest -= folded.length + GAP;
  }
  return "";
}

/** `text` cut into [words, isMarked]: whole words of the query, else the longest parts of them. */
export function marks(text, terms) {
  const { folded, offsets } = foldWithOffsets(text);
  const marked = new Uint8Array(folded.length);
  for (const term of terms) markTerm(folded, term.text, marked);
  const parts = [];
  let from = 0;
  for (let i = 1; i <= folded.length; i++) {
    if (i < folded.length && marked[i] === marked[i - 1]) continue;
    const end = i === folded.length ? text.length : offsets[i];
    parts.push([text.slice(from, end), Boolean(marked[i - 1])]);
    from = end;
  }
  if (!folded.length && text) parts.push([text, false]);
  return parts;
}

function markTerm(folded, term, marked) {
  if (markAll(folded, term, marked) || term.length < 3) return;
  // Not as a whole: the longest parts of it that are there.
  let any = false;
  for (let size = term.length - 1; size >= 2 && !any; size--) {
    for (let start = 0; start + size <= term.length; start++) any = markAll(folded, term.slice(start, start + size), marked) || any;
  }
}

function markAll(folded, words, marked) {
  let found = false;
  for (let at = folded.indexOf(words); at >= 0; at = folded.indexOf(words, at + 1)) {
    marked.fill(1, at, at + words.length);
    found = true;
  }
  return found;
}
