// “引用本条”: a button at every clause that copies number, title and clause.

import { copyText } from "./copy.mjs";
import { targetId } from "./reveal.mjs";

const SHOWN = 2000; // milliseconds

/** What stands in a document that cites the clause `anchor` of `standard`. */
export function citation(standard, anchor) {
  if (!/^[0-9A-Z](?:[0-9.]|$)/.test(anchor)) return `${standard}${anchor}`;
  if (/^[A-Z]$/.test(anchor)) return `${standard}附录${anchor}`;
  return /^\d+$/.test(anchor) ? `${standard}第${anchor}章` : `${standard}${anchor}`;
}

async function cite(button, text) {
  const done = await copyText(text);
  button.textContent = done ? "已复制" : text;
  if (done) setTimeout(() => (button.textContent = "引用"), SHOWN);
}

/** Adds the buttons below every element that names its standard. */
export function startCitations(root = document) {
  for (const body of root.querySelectorAll("[data-cite]")) {
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (body.querySelectorAll(".qj-permalink"))) {
      const text = citation(body.dataset.cite, targetId(link.hash));
      const button = document.createElement("button");
      button.type = "button";
      button.className = "qj-cite";
      button.textContent = "引用";
      button.setAttribute("aria-label", `复制引用：${text}`);
      button.addEventListener("click", () => cite(button, text));
      // An untitled clause has its link in the corner: the button goes behind the words.
      const words = link.parentElement.matches(".qj-clause__text") && link.parentElement.querySelector("p");
      if (words) words.append(" ", button);
      else link.after(button);
    }
  }
}
