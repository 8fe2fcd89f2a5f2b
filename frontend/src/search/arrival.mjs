// Marks in a page what was searched for, after a hit led there.

import { fold } from "./folding.mjs";
import { parseQuery } from "./query.mjs";
import { marks } from "./snippets.mjs";

const LEFT_OUT = "script, style, svg, button, mark, .qj-permalink";

/** Marks the words of `text` in `article`, whole words only; returns how many places. */
export function markArrival(article, text) {
  const terms = parseQuery(text).terms.filter((term) => term.text.length > 1);
  if (!terms.length) return 0;
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const nodes = [];
  while (walker.nextNode()) nodes.push(/** @type {Text} */ (walker.currentNode));
  let count = 0;
  for (const node of nodes) {
    if (count > 200 || node.parentElement.closest(LEFT_OUT)) continue;
    const folded = fold(node.data);
    const found = terms.filter((term) => folded.includes(term.text));
    if (!found.length) continue;
    const parts = marks(node.data, found).map(([words, isMarked]) => {
      if (!isMarked) return words;
      const mark = document.createElement("mark");
      mark.className = "qj-arrival";
      mark.textContent = words;
      return mark;
    });
    node.replaceWith(...parts);
    count++;
  }
  return count;
}
