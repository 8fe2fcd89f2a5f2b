// Questionnaires: <qj-survey> puts controls behind the questions; the answers stay on the device.

import { make } from "../dom.mjs";
import { NOBODY, randomId } from "../records/learners.mjs";
import { append, history } from "../records/log.mjs";
import { responded } from "../records/statements.mjs";
import { save } from "../mine/files.mjs";

class SurveyElement extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    const { id, title, levels } = this.dataset;
    this.survey = id;
    this.name = title;
    this.levels = levels.split("|");
    this.items = [...this.querySelectorAll(".qj-survey__items > li")].map((line, number) => this.control(line, number));
    this.said = make("p", { className: "qj-quiz__message", hidden: true });
    this.said.setAttribute("role", "status");
    const done = make("button", { type: "submit", className: "qj-button qj-button--main" }, "提交");
    const out = make("button", { type: "button", className: "qj-button" }, "导出本机收到的问卷（CSV）");
    this.form = make("form", {}, ...this.childNodes, this.said, make("p", { className: "qj-quiz__row" }, done, out));
    this.append(this.form);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.hand();
    });
    out.addEventListener("click", () => this.export());
    this.dataset.ready = "";
  }

  control(line, number) {
    const text = line.textContent.trim();
    line.id = `survey-${number}`;
    if (line.dataset.answer === "文字") {
      const field = make("textarea", { className: "qj-notes__field", rows: 3, maxLength: 1000 });
      field.setAttribute("aria-label", text);
      line.append(field);
      return { text, dimension: line.dataset.dimension, get answer() { return field.value.trim(); } };
    }
    const group = make("div", { className: "qj-survey__levels" });
    group.setAttribute("role", "radiogroup");
    group.setAttribute("aria-labelledby", line.id);
    const inputs = this.levels.map((level, place) => make("input", { type: "radio", name: `survey-${number}`, value: String(place + 1) }));
    group.append(...inputs.map((input, place) => make("label", { className: "qj-choice__label" }, input, this.levels[place])));
    line.append(group);
    return { text, dimension: line.dataset.dimension, get answer() { return Number(inputs.find(({ checked }) => checked)?.value ?? 0); } };
  }

  async hand() {
    const open = this.items.filter(({ answer }) => answer === 0).length;
    if (open) {
      this.tell(`还有 ${open} 题没有选。`);
      return;
    }
    const answers = this.items.map(({ text, dimension, answer }) => ({ text, dimension, answer }));
    // Nobody's: a questionnaire is anonymous also towards the records of this device.
    const trouble = await append(NOBODY, [responded({ ...NOBODY, pseudonym: randomId() }, { id: this.survey, title: this.name }, answers, this.levels.length)]);
    this.form.reset();
    this.tell(trouble || "已提交，谢谢。可以把手机交给下一位填写。");
  }

  async export() {
    const log = (await history(NOBODY)).filter(({ verb, object }) => verb.id.endsWith("/responded") && object.definition?.name?.["zh-CN"] === this.name);
    const cell = (value) => `"${String(value).replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""')}"`;
    const rows = log.map(({ timestamp, result }) => {
      const answers = JSON.parse(result.response);
      return [timestamp, ...this.items.map(({ text }) => answers.find((one) => one.text === text)?.answer ?? "")];
    });
    const text = [["时间", ...this.items.map(({ text: head }) => head)], ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
    save(`${this.name}.csv`, `\ufeff${text}\r\n`, "text/csv");
    this.tell(`导出了 ${rows.length} 份。`);
  }

  tell(text) {
    this.said.textContent = text;
    this.said.hidden = !text;
  }
}

customElements.define("qj-survey", SurveyElement);
