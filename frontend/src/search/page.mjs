// The results page: `?q=` can be shared; filters are chips that write themselves into the query.

import { engine } from "./engine.mjs";
import { remember } from "./recent.mjs";
import { drawHit, nearTitles } from "./results.mjs";
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
    this.search = newest((text) => engine(root).then(async (searcher) => ({ searcher, ...(await searcher.search(text)) })), (result, text) => this.show(result, text));
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
      this.status.textContent = "搜索暂时不能用，请检查网络后再试。";
      return;
    }
    const { searcher, query, hits, partial } = result;
    const note = partial ? "有一部分索引没有读到，结果可能不全。" : "";
    this.result = result;
    this.shown = 0;
    if (hits.length) this.status.textContent = `找到 ${hits.length} 条。${note}`;
    else if (!text.trim()) this.status.textContent = "输入词、标准编号或拼音。";
    else {
      const near = nearTitles(searcher, query, 5);
      this.status.textContent = `没有找到“${text.trim().slice(0, 60)}”。${note}${near.length ? "相近的标题：" : "换一个短一点的词试试。"}`;
      this.draw(near);
    }
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
      const item = document.createElement("li");
      const kind = document.createElement("span");
      kind.className = "qj-hit__kind";
      kind.textContent = searcher.kinds[hit.page];
      const link = drawHit(searcher, hit, words, this.root);
      link.prepend(kind);
      item.append(link);
      this.list.append(item);
    }
  }

  drawChips() {
    this.filters.hidden = !this.result.hits.length && !this.result.query.filters.length;
    const { searcher, query, hits } = this.result;
    const pages = new Set(hits.map((hit) => hit.page));
    for (const name of FACETS) {
      const chosen = query.filters.filter(([other]) => other === name).map(([, value]) => value);
      const values = [...(searcher.facets.get(name) ?? [])]
        .map(([value, all]) => [value, [...pages].filter((page) => all.has(page)).length])
        .filter(([value, count]) => count || chosen.includes(value))
        .sort((a, b) => b[1] - a[1])
        .slice(0, MOST_VALUES);
      if (values.length < 2 && !chosen.length) continue;
      const group = document.createElement("p");
      group.className = "qj-filters__row";
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", name);
      group.append(`${name}：`);
      for (const [value, count] of values) group.append(this.chip(name, value, count, chosen.includes(value)));
      this.chips.append(group);
    }
  }

  chip(name, value, count, isChosen) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "qj-filter";
    button.setAttribute("aria-pressed", String(isChosen));
    button.textContent = `${value} ${count}`;
    button.addEventListener("click", () => {
      const filter = `${name}:${value}`;
      const words = this.input.value.split(/\s+/).filter((word) => word && word !== filter && word !== filter.replace(":", "："));
      this.input.value = (isChosen ? words : [...words, filter]).join(" ");
      this.run(this.input.value);
    });
    return button;
  }
}
