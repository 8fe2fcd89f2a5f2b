// Practical checklists: <qj-rubric> turns the table into an examiner's sheet for a phone. Without
// this script the table stands there, to be printed and filled in by hand.

import { make } from "../dom.mjs";
import { openStore } from "../store/store.mjs";
import { currentLearner } from "../records/learners.mjs";
import { append } from "../records/log.mjs";
import { finished } from "../records/statements.mjs";
import { WhoElement } from "../records/who.mjs";
import { ItemCard } from "./item.mjs";
import { Stopwatch } from "./stopwatch.mjs";
import { report } from "./report.mjs";
import { judge } from "./scoring.mjs";

const PASS = 60;
const numberIn = (text, other) => Number.parseFloat(/\d+(?:\.\d+)?/.exec(text ?? "")?.[0] ?? "") || other;

class RubricElement extends HTMLElement {
  connectedCallback() {
    const rows = [...this.querySelectorAll("table.qj-rubric tbody tr")];
    if (!rows.length || this.sheet) return;
    this.items = rows.map(readItem);
    this.pass = numberIn(this.dataset.pass, PASS);
    this.minutes = numberIn(this.dataset.minutes, 0);
    this.message = make("p", { className: "qj-quiz__message", hidden: true });
    this.message.setAttribute("role", "alert");
    this.begin = make("button", { type: "button", className: "qj-button qj-button--main" }, "开始评分");
    this.begin.addEventListener("click", () => this.start());
    this.sheet = make("section", { className: "qj-exam__sheet", hidden: true });
    this.prepend(make("qj-who"), make("p", {}, this.begin), this.message, this.sheet);
    this.resume().finally(() => (this.dataset.ready = ""));
  }

  get place() {
    return `rubric:${this.dataset.id}`;
  }

  async resume() {
    const kept = await (await openStore()).get(this.place);
    if (kept && Array.isArray(kept.assessors)) this.open(kept);
  }

  start() {
    this.open({ learner: "", began: Date.now(), assessors: [{}], current: 0, watch: { total: 0, since: Date.now() } });
    this.keep();
  }

  open(run) {
    this.run = run;
    this.begin.hidden = true;
    this.sheet.hidden = false;
    this.watch = new Stopwatch(run.watch, this.minutes, () => this.keep());
    this.draw();
    this.sheet.scrollIntoView({ block: "start" });
  }

  draw() {
    const { run } = this;
    this.total = make("span", { className: "qj-exam__total" });
    const who = run.assessors.map((_, index) => {
      const button = make("button", { type: "button", className: "qj-button" }, `考评员${"甲乙"[index]}`);
      button.setAttribute("aria-pressed", String(index === run.current));
      button.addEventListener("click", () => {
        run.current = index;
        this.keep();
        this.draw();
      });
      return button;
    });
    if (run.assessors.length < 2) {
      const second = make("button", { type: "button", className: "qj-button" }, "加考评员乙");
      second.addEventListener("click", () => {
        run.assessors.push({});
        run.current = 1;
        this.keep();
        this.draw();
      });
      who.push(second);
    }
    const entries = run.assessors[run.current];
    this.cards = this.items.map((item, number) => new ItemCard(item, number, entries[number], (entry) => {
      entries[number] = entry;
      this.keep();
      this.count();
    }));
    const done = make("button", { type: "button", className: "qj-button qj-button--main" }, "完成，看结果");
    const stop = make("button", { type: "button", className: "qj-button" }, "放弃这次评分");
    done.addEventListener("click", () => this.finish(done));
    stop.addEventListener("click", () => this.close());
    this.sheet.replaceChildren(
      make("div", { className: "qj-quiz__bar" }, this.watch.element, this.total),
      make("div", { className: "qj-quiz__row" }, ...who),
      ...this.cards.map(({ element }) => element),
      make("p", { className: "qj-quiz__row" }, done, stop),
    );
    this.count();
  }

  judged() {
    return judge(this.items, this.run.assessors, this.pass);
  }

  count() {
    const { points, most, open } = this.judged();
    this.total.textContent = `${points / 100} / ${most / 100} 分${open ? `，还有 ${open} 项没评` : ""}`;
  }

  async keep() {
    this.run.watch = this.watch?.state ?? this.run.watch;
    try {
      await (await openStore()).set(this.place, this.run);
      this.tell("");
    } catch {
      this.tell("存储空间满了，照片或记录没有存下。请删掉照片，或者先完成这次评分。");
    }
  }

  async finish(button) {
    const found = this.judged();
    if (found.open && button.dataset.asked !== String(found.open)) {
      button.dataset.asked = String(found.open);
      button.textContent = `还有 ${found.open} 项没评，仍要完成`;
      return;
    }
    this.watch.pause();
    const learner = await currentLearner();
    const spent = this.watch.elapsed;
    const items = found.rows.map(({ item, points }) => ({ clause: item.clause, wording: item.wording, points, most: item.points }));
    const { id, title } = this.dataset;
    const trouble = await append(learner, [finished(learner, { id, title, kind: "performance" }, { points: found.points, most: found.most, isPassed: found.isPassed, spent, items })]);
    const { assessors } = this.run;
    await this.close();
    this.tell(trouble);
    this.sheet.replaceChildren(...report({ title, learner, found, assessors, spent, minutes: this.minutes, pass: this.pass }));
    this.sheet.hidden = false;
    this.sheet.scrollIntoView({ block: "start" });
  }

  async close() {
    this.watch?.stop();
    this.run = null;
    await (await openStore()).remove(this.place).catch(() => {});
    this.sheet.hidden = true;
    this.sheet.replaceChildren();
    this.begin.hidden = false;
  }

  tell(text) {
    this.message.textContent = text;
    this.message.hidden = !text;
  }
}

function readItem(row) {
  const { clause, wording = "", points = "0", critical, levels, low, high, unit = "" } = row.dataset;
  const cell = (label) => row.querySelector(`td[data-label="${label}"]`);
  const name = cell("项目").cloneNode(true);
  const described = [...name.querySelectorAll(".qj-levels > li")].map((line) => line.textContent.trim());
  for (const part of name.querySelectorAll(".qj-levels, .qj-critical")) part.remove();
  const bound = (text) => (text === undefined ? null : Number(text));
  return {
    name: name.textContent.trim(), method: cell("方法").textContent.trim(), link: cell("条款").querySelector("a"),
    clause, wording, points: Number(points), isCritical: critical === "1", hasLevels: levels === "1", levels: described,
    isMeasured: low !== undefined || high !== undefined, low: bound(low), high: bound(high), unit,
  };
}

customElements.define("qj-who", WhoElement);
customElements.define("qj-rubric", RubricElement);
