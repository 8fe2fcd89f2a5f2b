// Loaded when somebody opens the search, stands on its page, or comes from it.

import { markArrival } from "./arrival.mjs";
import { ResultsPage } from "./page.mjs";
import { SearchPanel } from "./panel.mjs";

let panel = null;

/** Opens the search window. */
window.qjOpenSearch = (/** @type {HTMLAnchorElement} */ link) => {
  panel ??= new SearchPanel(link.dataset.root, link.href);
  panel.open();
};

const link = document.querySelector("[data-qj-search]");
const page = document.querySelector("[data-qj-results]");
if (page && link) new ResultsPage(page, link.dataset.root);
const words = new URLSearchParams(location.search).get("h");
const article = document.getElementById("qj-main");
if (words && article && !page) markArrival(article, words);
