// The results page: `?q=` can be shared; filters are chips that write themselves into the query.

import { make } from "../dom.mjs";
import { find } from "./engine.mjs";
import { remember } from "./recent.mjs";
import { drawHit, nearTitles, summary, UNAVAILABLE } from "./results.mjs";
import { encodeQuery, listen, newest } from "./typing.mjs";

const STEP = 20;
const FACETS = ["类型", "主题", "层级", "状态", "年份"];
const MOST_VALUES = 10;

export class ResultsPage {
  constructor(element, root) {
    this.root = root;
    this.form = element.querySelector("form");
    this.input = element.querySelector("input");
    this.status = element.querySelector("[role=status]");
    this.filters = element.querySelector("[data-filters]");
    this.filters.open = matchMedia("(min-width: 700px)").matches;
    this.chips = element.querySelector("[data-chips]");
    this.list = element.querySelector("[data-hits]");
    this.more = element.querySelector("[data-more]");
    this.search = newest((text) => find(root, text), (result, text) => this.show(result, text));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      remember(this.input.value);
      this.run(this.input.value);
    });
    listen(this.input, (text) => this.run(text));
    this.more.addEventListener("click", () => this.showMore());
    addEventListener("popstate", () => this.fromAddress());
    this.fromAddress();
  }

  fromAddress() {
    this.input.value = new URLSearchParams(location.search).get("q") ?? "";
    this.run(this.input.value, false);
  }

  run(text, keep = true) {
    if (keep) history.replaceState(null, "", `?q=${encodeQuery(text)}`);
    this.search(text);
  }

  show(result, text) {
    this.list.replaceChildren();
    this.chips.replaceChildren();
    this.more.hidden = true;
    if (!result) {
      this.status.textContent = UNAVAILABLE;
      return;
    }
    const { searcher, query, hits } = result;
    const isAsked = Boolean(text.trim());
    const near = hits.length || !isAsked ? [] : nearTitles(searcher, query, 5);
    this.result = result;
    this.shown = 0;
    this.status.textContent = isAsked ? summary(result, text, near) : "输入词、标准编号或拼音。";
    this.draw(near);
    this.drawChips();
    this.showMore();
  }

  showMore() {
    const { hits } = this.result;
    this.draw(hits.slice(this.shown, this.shown + STEP));
    this.shown = Math.min(this.shown + STEP, hits.length);
    this.more.hidden = this.shown >= hits.length;
    this.more.textContent = `再看 ${Math.min(STEP, hits.length - this.shown)} 条`;
  }

  draw(hits) {
    const { searcher, words } = this.result;
    for (const hit of hits) {
      const link = drawHit(searcher, hit, words, this.root);
      link.prepend(make("span", { className: "qj-hit__kind" }, searcher.kinds[hit.page]));
      this.list.append(make("li", {}, link));
    }
  }

  drawChips() {
    this.filters.hidden = !this.result.hits.length && !this.result.query.filters.length;
    const { searcher, query, hits } = this.result;
    for (const name of FACETS) {
      const chosen = query.filters.filter(([other]) => other === name).map(([, value]) => value);
      const values = [...(searcher.facets.get(name) ?? [])]
        .map(([value, all]) => [value, hits.filter((hit) => all.has(hit.page)).length])
        .filter(([value, count]) => count || chosen.includes(value))
        .sort((a, b) => b[1] - a[1])
        .slice(0, MOST_VALUES);
      if (values.length < 2 && !chosen.length) continue;
      const chips = values.map(([value, count]) => this.chip(name, value, count, chosen.includes(value)));
      this.chips.append(make("p", { className: "qj-filters__row", role: "group", "aria-label": name }, `${name}：`, ...chips));
    }
  }

  chip(name, value, count, isChosen) {
    const button = make("button", { type: "button", className: "qj-filter", "aria-pressed": String(isChosen) }, `${value} ${count}`);
    button.addEventListener("click", () => {
      const filter = `${name}:${value}`;
      const words = this.input.value.split(/\s+/).filter((word) => word && word !== filter && word !== filter.replace(":", "："));
      this.input.value = (isChosen ? words : [...words, filter]).join(" ");
      this.run(this.input.value);
    });
    return button;
  }
}
