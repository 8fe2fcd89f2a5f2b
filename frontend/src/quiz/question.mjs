// One question on the page: its markup becomes controls, an answer is read from them, marks are shown.

import { make } from "../dom.mjs";
import { CHOICES, isRight, score } from "./scoring.mjs";
import { shuffled } from "./draw.mjs";
import { unseal } from "./sealing.mjs";
import { OrderControl, PairControl } from "./controls.mjs";

export class Question {
  constructor(section) {
    const { bank, question, level, type, points, clause, wording, difficulty, shuffle, key } = section.dataset;
    const isSealed = level === "练习";
    this.section = section;
    this.bank = bank;
    this.id = question;
    this.type = type;
    this.points = Number(points);
    this.clause = clause;
    this.wording = wording;
    this.difficulty = difficulty;
    this.isSealed = isSealed;
    this.isShuffled = shuffle === "1";
    this.title = section.querySelector(".qj-question__stem").textContent.trim().slice(0, 120);
    this.list = section.querySelector(".qj-choices");
    this.items = [...section.querySelectorAll(".qj-choices:not(.qj-choices--right) > .qj-choice")];
    this.key = { type, points: this.points, salt: bank, ...JSON.parse(key) };
    if (isSealed && type !== "填空") {
      const others = [...section.querySelectorAll(".qj-choices--right > .qj-choice")].map((item) => item.dataset.id);
      this.key = unseal(this.key, this.items.map((item) => item.dataset.id), others);
    }
    this.details = section.querySelector(".qj-answer");
    this.said = make("p", { className: "qj-question__said" });
    this.said.setAttribute("role", "status");
    this.began = 0;
    this.build();
  }

  build() {
    const legend = `${this.section.id}-stem`;
    this.section.querySelector(".qj-question__stem").id = legend;
    if (this.type === "填空") this.buildBlanks();
    else if (this.type === "排序") this.control = new OrderControl(this.list, () => this.touch());
    else if (this.type === "配对") this.control = new PairControl(this.section, () => this.touch());
    else this.buildChoices(legend);
    this.submit = make("button", { type: "button", className: "qj-button qj-question__submit" }, "提交本题");
    this.again = make("button", { type: "button", className: "qj-button", hidden: true }, "再答一次");
    this.buttons = make("p", { className: "qj-quiz__row" }, this.submit, this.again);
    this.details.before(this.buttons, this.said);
    this.details.hidden = true;
    this.section.addEventListener("input", () => this.touch());
  }

  buildBlanks() {
    this.inputs = [];
    const walker = document.createTreeWalker(this.section.querySelector(".qj-question__stem"), NodeFilter.SHOW_TEXT);
    /** @type {Text[]} */
    const nodes = [];
    while (walker.nextNode()) if (/_{4,}/.test(walker.currentNode.nodeValue)) nodes.push(/** @type {Text} */ (walker.currentNode));
    for (const node of nodes) {
      const parts = node.data.split(/_{4,}/);
      const made = parts.flatMap((text, index) => {
        if (!index) return [text];
        const input = make("input", { type: "text", className: "qj-blank", maxLength: 40, autocomplete: "off" });
        input.setAttribute("aria-label", `第 ${this.inputs.length + 1} 空`);
        this.inputs.push(input);
        return [input, text];
      });
      node.replaceWith(...made);
    }
  }

  buildChoices(legend) {
    const isMany = this.type === "多选" || this.type === "找错";
    this.list.setAttribute("role", isMany ? "group" : "radiogroup");
    this.list.setAttribute("aria-labelledby", legend);
    for (const item of this.items) {
      const input = make("input", { type: isMany ? "checkbox" : "radio", name: `${this.bank}-${this.id}`, value: item.dataset.id });
      item.setAttribute("role", "presentation");
      item.replaceChildren(make("label", { className: "qj-choice__label" }, input, make("span", {}, ...item.childNodes)));
    }
    if (this.type === "找错") this.buildSpots();
  }

  /** Numbered buttons on the picture that do what the boxes of the list do. */
  buildSpots() {
    const drawing = this.section.querySelector(".qj-figure svg");
    if (!drawing) return;
    const frame = make("div", { className: "qj-spots" });
    drawing.replaceWith(frame);
    frame.append(drawing);
    this.spots = this.items.map((item, index) => {
      const [left, top, width, height] = item.dataset.region.split(",").map(Number);
      const letter = String.fromCharCode(65 + index);
      const spot = make("button", { type: "button", className: "qj-spot", "aria-pressed": "false" }, letter);
      spot.setAttribute("aria-label", `图上 ${letter} 处：${item.textContent.trim()}`);
      Object.assign(spot.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
      const input = item.querySelector("input");
      spot.addEventListener("click", () => {
        if (input.disabled) return;
        input.checked = !input.checked;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      });
      frame.append(spot);
      return { spot, input };
    });
  }

  touch() {
    this.began ||= Date.now();
    for (const { spot, input } of this.spots ?? []) spot.setAttribute("aria-pressed", String(input.checked));
  }

  /** Puts the choices into an order of this paper's own; letters stand by place. */
  shuffle(below) {
    if (CHOICES.includes(this.type) && this.type !== "判断" && this.type !== "找错" && this.isShuffled) {
      this.list.append(...shuffled(this.items, below));
    } else if (this.control) this.control.shuffle(below);
  }

  /** The answer, or null when there is none. */
  get answer() {
    if (this.type === "填空") {
      const said = this.inputs.map((input) => input.value.trim());
      return said.some(Boolean) ? said : null;
    }
    if (this.control) return this.control.answer;
    const chosen = this.items.map((item) => item.querySelector("input")).filter((input) => input.checked).map((input) => input.value);
    return chosen.length ? chosen : null;
  }

  set answer(answer) {
    if (this.type === "填空") this.inputs.forEach((input, index) => (input.value = answer?.[index] ?? ""));
    else if (this.control) this.control.answer = answer;
    else for (const item of this.items) item.querySelector("input").checked = answer?.includes(item.dataset.id) ?? false;
    this.touch();
    if (answer === null) this.began = 0;
  }

  get earned() {
    return this.answer === null ? 0 : score(this.key, this.answer);
  }

  get spent() {
    return this.began ? Date.now() - this.began : 0;
  }

  lock(isLocked) {
    for (const control of this.section.querySelectorAll("input, select, .qj-order button")) control.disabled = isLocked;
  }

  /** Right and wrong in words and signs, the feedback that belongs to the answer, the clause. */
  show() {
    const { earned } = this;
    const verdict = earned === this.points ? "答对了" : earned ? "答对一部分" : this.answer === null ? "没有作答" : "答错了";
    this.said.textContent = `${verdict}，${earned / 100} / ${this.points / 100} 分`;
    this.said.dataset.verdict = earned === this.points ? "right" : earned ? "part" : "wrong";
    this.lock(true);
    this.submit.hidden = true;
    this.details.hidden = false;
    this.details.open = true;
    if (this.isSealed) return;
    this.mark();
    const chosen = new Set(Array.isArray(this.answer) ? this.answer : []);
    for (const line of this.details.querySelectorAll("[data-for]")) line.hidden = !chosen.has(line.dataset.for) && !this.key.right?.includes(line.dataset.for) && CHOICES.includes(this.type);
    const shown = this.details.querySelector(".qj-answer__key");
    if (shown && CHOICES.includes(this.type)) shown.textContent = `答案：${this.letters()}`;
    this.details.querySelectorAll("[data-for] > b").forEach((letter) => {
      letter.textContent = this.letterOf(letter.parentNode.dataset.for);
    });
  }

  letterOf(name) {
    return String.fromCharCode(65 + [...this.list.children].findIndex((item) => item.dataset.id === name));
  }

  letters() {
    return this.key.right.map((name) => this.letterOf(name)).sort().join("");
  }

  mark() {
    if (this.type === "填空") this.inputs.forEach((input, index) => (input.dataset.verdict = isRight(this.key, index, input.value) ? "right" : "wrong"));
    else if (this.control) this.control.mark(this.key);
    else for (const item of this.items) {
      const isChosen = item.querySelector("input").checked;
      const isKey = this.key.right.includes(item.dataset.id);
      item.dataset.verdict = isKey ? "right" : isChosen ? "wrong" : "";
      if (isKey || isChosen) item.firstChild.append(make("span", { className: "qj-choice__mark" }, isKey ? "✓ 正确答案" : "✗ 您选的"));
    }
  }

  /** As if it had never been answered. */
  reset() {
    this.lock(false);
    this.answer = null;
    this.said.textContent = "";
    delete this.said.dataset.verdict;
    this.details.open = false;
    this.details.hidden = true;
    this.submit.hidden = false;
    this.again.hidden = true;
    for (const mark of this.section.querySelectorAll(".qj-choice__mark")) mark.remove();
    for (const marked of this.section.querySelectorAll(".qj-choice[data-verdict], .qj-blank[data-verdict], select[data-verdict]")) delete marked.dataset.verdict;
  }
}
