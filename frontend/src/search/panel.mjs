// The search window: opens over any page, finds while typing, obeys the keyboard.

import { make } from "../dom.mjs";
import { engine, find } from "./engine.mjs";
import { forget, recent, remember } from "./recent.mjs";
import { drawHit, grouped, nearTitles, summary, UNAVAILABLE } from "./results.mjs";
import { encodeQuery, listen, newest } from "./typing.mjs";

const MOST = 12;
const EACH = 4;

export class SearchPanel {
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.active = -1;
    this.input = make("input", {
      type: "search", id: "qj-search-input", className: "qj-search__input", placeholder: "词、编号或拼音", autocomplete: "off", spellcheck: false,
      enterKeyHint: "search", maxLength: 200, role: "combobox", "aria-label": "搜索", "aria-controls": "qj-search-list", "aria-expanded": "false", "aria-autocomplete": "list",
    });
    this.close = make("button", { type: "button", className: "qj-button", textContent: "关闭" });
    this.status = make("p", { className: "qj-search__status", role: "status" });
    this.list = make("div", { id: "qj-search-list", className: "qj-search__list", role: "listbox", "aria-label": "搜索结果" });
    this.all = make("a", { className: "qj-search__all", href: page }, "查看全部结果");
    const bar = make("form", { className: "qj-search__bar", role: "search" }, this.input, this.close);
    this.dialog = make("div", { className: "qj-search", role: "dialog", "aria-modal": "true", "aria-label": "搜索" }, bar, this.status, this.list, this.all);
    this.shade = make("div", { className: "qj-search-shade", hidden: true }, this.dialog);
    document.body.append(this.shade);
    this.search = newest((text) => find(root, text), (result, text) => this.show(result, text));
    listen(this.input, (text) => this.changed(text));
    bar.addEventListener("submit", (event) => {
      event.preventDefault();
      this.go();
    });
    this.close.addEventListener("click", () => this.hide());
    this.shade.addEventListener("mousedown", (event) => event.target === this.shade && this.hide());
    this.shade.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("click", (event) => event.target.closest("a") && remember(this.input.value));
  }

  /** Shows the window; the index begins to load only now. */
  open() {
    if (!this.shade.hidden) return;
    this.before = document.activeElement;
    this.shade.hidden = false;
    document.documentElement.classList.add("qj-searching");
    this.input.focus();
    this.input.select();
    engine(this.root).catch(() => this.say(UNAVAILABLE));
    if (!this.input.value) this.showRecent();
  }

  hide() {
    this.shade.hidden = true;
    document.documentElement.classList.remove("qj-searching");
    if (this.before instanceof HTMLElement) this.before.focus();
  }

  say(text) {
    this.status.textContent = text;
  }

  changed(text) {
    this.all.href = `${this.page}?q=${encodeQuery(text)}`;
    if (text.trim()) this.search(text);
    else {
      this.search("");
      this.showRecent();
    }
  }

  showRecent() {
    const known = recent();
    this.fill([]);
    this.all.hidden = true;
    this.say(known.length ? "最近搜索" : "输入两个字就能找，也可以输标准编号或拼音首字母。");
    if (!known.length) return;
    const buttons = known.map((text) => {
      const button = make("button", { type: "button", className: "qj-filter", textContent: text });
      button.addEventListener("click", () => {
        this.input.value = text;
        this.input.focus();
        this.changed(text);
      });
      return button;
    });
    const clear = make("button", { type: "button", className: "qj-filter qj-filter--quiet", textContent: "清除" });
    clear.addEventListener("click", () => {
      forget();
      this.showRecent();
      this.input.focus();
    });
    this.list.replaceChildren(make("p", { className: "qj-search__recent" }, ...buttons, clear));
  }

  show(result, text) {
    if (text !== this.input.value || !text.trim()) return;
    this.list.dataset.query = text;
    if (!result) {
      this.fill([]);
      this.say(UNAVAILABLE);
      return;
    }
    const { searcher, query, words, hits } = result;
    const near = hits.length ? [] : nearTitles(searcher, query);
    this.all.hidden = !hits.length;
    this.all.textContent = `查看全部 ${hits.length} 条结果`;
    if (hits.length) this.fill(grouped(searcher, hits, MOST, EACH), searcher, words);
    else this.fill(near.length ? [["相近的标题", near]] : [], searcher, words);
    this.say(summary(result, text, near));
  }

  fill(groups, searcher, words) {
    const parts = groups.map(([kind, hits], number) => {
      const title = make("p", { id: `qj-search-group-${number}`, className: "qj-search__kind" }, kind);
      const links = hits.map((hit) => {
        const link = drawHit(searcher, hit, words, this.root);
        link.setAttribute("role", "option");
        link.setAttribute("aria-selected", "false");
        link.tabIndex = -1;
        return link;
      });
      return make("div", { role: "group", "aria-labelledby": title.id }, title, ...links);
    });
    this.list.replaceChildren(...parts);
    this.options = [...this.list.querySelectorAll("[role=option]")];
    this.options.forEach((option, number) => (option.id = `qj-search-option-${number}`));
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-expanded", String(this.options.length > 0));
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      this.hide();
    } else if (event.key === "Tab") this.keepInside(event);
    else if (event.target === this.input && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    }
  }

  move(step) {
    const { options } = this;
    if (!options?.length) return;
    options[this.active]?.setAttribute("aria-selected", "false");
    this.active = (this.active + step + options.length + (this.active < 0 && step < 0 ? 1 : 0)) % options.length;
    const option = options[this.active];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  keepInside(event) {
    const stops = [this.input, this.close, ...this.list.querySelectorAll("button"), this.all].filter((stop) => !stop.hidden);
    const at = stops.indexOf(document.activeElement);
    const next = stops[(at + (event.shiftKey ? -1 : 1) + stops.length) % stops.length];
    event.preventDefault();
    next.focus();
  }

  go() {
    if (!this.input.value.trim()) return;
    remember(this.input.value);
    location.href = this.options?.[this.active]?.href ?? this.all.href;
  }
}
