// <qj-register>: filters and sorts the table inside it.

import { optionsOf, query } from "../table-model.mjs";

const SHORT = 8; // a table this short needs no filters

export class RegisterElement extends HTMLElement {
  connectedCallback() {
    if (this.rows) return;
    this.body = this.querySelector("tbody");
    this.heads = [...this.querySelectorAll("thead th")];
    this.rows = [...this.body.rows];
    this.model = this.rows.map((row) => [...row.cells].map(readCell));
    this.state = { text: "", filters: {}, column: -1, descending: false, numeric: false };
    if (this.rows.length > SHORT) this.buildTools();
    if (this.rows.length > 1) this.heads.forEach((head, column) => this.makeSortable(head, column));
  }

  buildTools() {
    const tools = this.querySelector("[data-tools]");
    const search = create("input", { type: "search", placeholder: "输入文字筛选", autocomplete: "off" });
    search.addEventListener("input", () => this.update({ text: search.value }));
    tools.append(label("筛选", search));
    this.heads.forEach((head, column) => {
      if (!("filter" in head.dataset)) return;
      const select = this.makeFilter(head, column);
      if (select) tools.append(label(head.textContent, select));
    });
    this.status = create("p", { className: "qj-register__status" });
    this.status.setAttribute("role", "status");
    tools.append(this.status);
    this.report(this.rows.length);
  }

  makeFilter(head, column) {
    const values = optionsOf(this.model, column);
    if (values.length < 2) return null;
    const select = create("select", { autocomplete: "off" });
    select.append(new Option("全部", ""), ...values.map((value) => new Option(value, value)));
    select.addEventListener("change", () => this.update({ filters: { ...this.state.filters, [column]: select.value } }));
    return select;
  }

  makeSortable(head, column) {
    const button = create("button", { type: "button", className: "qj-sort" });
    button.append(...head.childNodes);
    button.addEventListener("click", () => {
      const descending = this.state.column === column && !this.state.descending;
      this.update({ column, descending, numeric: "numeric" in head.dataset });
      this.heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    });
    head.append(button);
  }

  update(change) {
    Object.assign(this.state, change);
    const shown = query(this.model, this.state);
    const visible = new Set(shown);
    this.rows.forEach((row, index) => {
      row.hidden = !visible.has(index);
    });
    this.body.append(...shown.map((index) => this.rows[index]));
    this.report(shown.length);
  }

  report(count) {
    if (!this.status) return;
    const total = this.rows.length;
    this.status.textContent = count === total ? `共 ${total} 条` : count ? `共 ${total} 条，符合 ${count} 条` : "没有符合条件的内容，请换一个条件。";
  }
}

function readCell(cell) {
  const text = cell.textContent.trim();
  const links = [...cell.querySelectorAll("a")].map((link) => link.textContent.trim());
  const plain = text.replace(/^[✓△✗–]\s*/, "");
  const values = links.length ? links : plain.split("、").filter(Boolean);
  return { text, sort: cell.dataset.sort || plain, values };
}

function create(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

function label(text, field) {
  const element = create("label", { className: "qj-field" });
  element.append(create("span", { textContent: text }), field);
  return element;
}
