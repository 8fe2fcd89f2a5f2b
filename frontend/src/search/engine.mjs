// One searcher for the page, made when it is first asked for.

import { openIndex } from "./files.mjs";
import { Searcher } from "./searcher.mjs";

let opened = null;

/** Promises the searcher; after a failure the next call tries again. */
export function engine(root) {
  opened ??= openIndex(root).then(async (load) => new Searcher(await load("table"), load));
  opened.catch(() => (opened = null));
  return opened;
}

/** Promises what a query finds, and the searcher that found it. */
export async function find(root, text) {
  const searcher = await engine(root);
  return { searcher, ...(await searcher.search(text)) };
}
