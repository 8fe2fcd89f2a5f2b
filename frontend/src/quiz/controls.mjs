// Putting into order and pairing: buttons and lists, so that a finger and a keyboard do the same.

import { make } from "../dom.mjs";
import { shuffled } from "./draw.mjs";

/** 排序: every line has buttons up and down; moving is announced by the place it is at. */
export class OrderControl {
  constructor(list, changed) {
    this.list = list;
    this.isTouched = false;
    list.classList.add("qj-order");
    for (const item of list.children) {
      const text = item.textContent.trim();
      const up = make("button", { type: "button", className: "qj-order__move", "aria-label": `上移：${text}` }, "↑");
      const down = make("button", { type: "button", className: "qj-order__move", "aria-label": `下移：${text}` }, "↓");
      up.addEventListener("click", () => this.move(item, -1, up, changed));
      down.addEventListener("click", () => this.move(item, 1, down, changed));
      item.replaceChildren(make("span", { className: "qj-order__text" }, ...item.childNodes), up, down);
    }
    this.places();
  }

  move(item, by, button, changed) {
    const other = by < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (by < 0) other.before(item);
    else other.after(item);
    this.isTouched = true;
    this.places();
    changed();
    button.focus();
  }

  places() {
    [...this.list.children].forEach((item, index) => (item.dataset.place = index + 1));
  }

  shuffle(below) {
    this.list.append(...shuffled([...this.list.children], below));
    this.places();
  }

  get answer() {
    return this.isTouched ? [...this.list.children].map((item) => item.dataset.id) : null;
  }

  set answer(order) {
    this.isTouched = order !== null && order !== undefined;
    if (order) for (const name of order) this.list.append([...this.list.children].find((item) => item.dataset.id === name) ?? "");
    this.places();
  }

  mark(key) {
    [...this.list.children].forEach((item, place) => (item.dataset.verdict = key.right[place] === item.dataset.id ? "right" : "wrong"));
  }
}

/** 配对: beside each left a list of the letters on the right. */
export class PairControl {
  constructor(section, changed) {
    this.left = section.querySelector(".qj-choices--left");
    this.right = section.querySelector(".qj-choices--right");
    this.selects = [...this.left.children].map((item) => {
      const select = make("select", { className: "qj-pair", "aria-label": `与“${item.textContent.trim()}”配对` });
      select.addEventListener("change", changed);
      item.append(select);
      return { item, select };
    });
    this.fill();
  }

  fill() {
    for (const { select } of this.selects) {
      const { value } = select;
      const options = [...this.right.children].map((item, index) => make("option", { value: item.dataset.id }, `${String.fromCharCode(65 + index)} ${item.textContent.trim().slice(0, 24)}`));
      select.replaceChildren(make("option", { value: "" }, "请选择"), ...options);
      select.value = value;
    }
  }

  shuffle(below) {
    this.right.append(...shuffled([...this.right.children], below));
    this.fill();
  }

  get answer() {
    const pairs = this.selects.filter(({ select }) => select.value).map(({ item, select }) => [item.dataset.id, select.value]);
    return pairs.length ? Object.fromEntries(pairs) : null;
  }

  set answer(pairs) {
    for (const { item, select } of this.selects) select.value = pairs?.[item.dataset.id] ?? "";
  }

  mark(key) {
    for (const { item, select } of this.selects) item.dataset.verdict = key.pairs[item.dataset.id] === select.value ? "right" : "wrong";
  }
}
