// Question banks: <qj-quiz> takes the page's questions over. Practice question by question, or a
// paper with a clock that is handed in once. Without this script stem, choices and answers stand there.

import { make } from "../dom.mjs";
import { openStore } from "../store/store.mjs";
import { currentLearner } from "../records/learners.mjs";
import { append, history } from "../records/log.mjs";
import { answered, EXTENSION, finished, referenceOf } from "../records/statements.mjs";
import { WhoElement } from "../records/who.mjs";
import { chance, drawPaper, seedOf } from "./draw.mjs";
import { Clock } from "./clock.mjs";
import { Question } from "./question.mjs";
import { summary } from "./summary.mjs";

class QuizElement extends HTMLElement {
  connectedCallback() {
    const { bank, level, title, papers } = this.dataset;
    if (level === "认证") return;
    this.bank = bank;
    this.name = title;
    this.papers = JSON.parse(papers);
    this.questions = [...this.querySelectorAll(".qj-question")].map((section) => new Question(section));
    if (!this.questions.length) return;
    this.message = make("p", { className: "qj-quiz__message", hidden: true });
    this.message.setAttribute("role", "alert");
    this.result = make("section", { className: "qj-quiz__result", hidden: true, tabIndex: -1 });
    this.bar = make("div", { className: "qj-quiz__bar", hidden: true });
    this.chooser = this.makeChooser();
    this.querySelector(".qj-quiz__level").after(make("qj-who"), this.chooser, this.bar, this.message, this.result);
    for (const question of this.questions) {
      question.submit.addEventListener("click", () => this.practise(question));
      question.again.addEventListener("click", () => question.reset());
    }
    this.resume().finally(() => (this.dataset.ready = ""));
  }

  makeChooser() {
    const all = make("p", { className: "qj-quiz__hint" }, `共 ${this.questions.length} 题，可以直接逐题作答${this.papers.length ? "，也可以选一份试卷" : ""}。`);
    const buttons = this.papers.map((paper, index) => {
      const facts = [`${this.count(paper)} 题`, paper.minutes ? `${paper.minutes} 分钟` : "", paper.mode === "考试" ? "一次交卷" : "答一题看一题", `${paper.pass} 分合格`].filter(Boolean);
      const button = make("button", { type: "button", className: "qj-button qj-quiz__paper" }, make("strong", {}, paper.name), make("span", {}, facts.join(" · ")));
      button.addEventListener("click", () => this.start(index));
      return button;
    });
    return make("div", { className: "qj-quiz__papers" }, all, ...buttons);
  }

  count(paper) {
    return paper.questions.length || paper.rules.reduce((sum, rule) => sum + rule.count, 0) || this.questions.length;
  }

  // --- question by question ---

  async practise(question) {
    if (question.answer === null) {
      question.said.textContent = "还没有作答。";
      return;
    }
    const done = { answer: question.answer, points: question.earned, spent: question.spent, paper: this.run?.paper.name };
    question.show();
    question.again.hidden = false;
    const learner = await currentLearner();
    this.tell(await append(learner, [answered(learner, question, done)]));
    if (this.run) await this.keep();
    if (this.run && this.run.questions.every(({ said }) => said.dataset.verdict)) await this.finish();
  }

  // --- papers ---

  get place() {
    return `exam:${this.bank}`;
  }

  async start(index) {
    const paper = this.papers[index];
    const learner = await currentLearner();
    if (paper.attempts) {
      const done = (await history(learner)).filter(({ object, context, verb }) => /\/(?:passed|failed)$/.test(verb.id) && referenceOf(object.id) === this.bank && context?.extensions?.[EXTENSION.paper] === paper.name).length;
      if (done >= paper.attempts) {
        this.tell(`“${paper.name}”最多答 ${paper.attempts} 次，您已经答过 ${done} 次。`);
        return;
      }
    }
    const seed = crypto.getRandomValues(new Uint32Array(1))[0];
    await this.open({ index, seed, began: Date.now(), answers: {}, learner: learner.id });
    await this.keep();
    this.bar.scrollIntoView({ block: "start" });
  }

  /** Goes on with a paper that a reload, a call or a flat battery interrupted. */
  async resume() {
    const kept = await (await openStore()).get(this.place);
    const learner = await currentLearner();
    if (!kept || kept.learner !== learner.id || !this.papers[kept.index]) return;
    await this.open(kept);
  }

  async open({ index, seed, began, answers, learner }) {
    const paper = this.papers[index];
    const questions = drawPaper(paper, this.questions, seed);
    this.run = { index, paper, seed, began, learner, questions };
    this.dataset.mode = paper.mode;
    this.result.hidden = true;
    this.chooser.hidden = true;
    for (const question of this.questions) {
      question.reset();
      question.section.hidden = !questions.includes(question);
      question.buttons.hidden = paper.mode === "考试";
    }
    questions.forEach((question, place) => {
      question.shuffle(chance(seedOf(question.id, seed)));
      question.section.querySelector(".qj-question__meta").dataset.place = `${place + 1} / ${questions.length}`;
      if (answers[question.id] !== undefined) question.answer = answers[question.id];
      if (paper.mode === "练习" && answers[question.id] !== undefined) question.show();
    });
    this.addEventListener("input", this.keeper);
    this.addEventListener("click", this.keeper);
    this.drawBar(paper);
  }

  keeper = () => {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.keep(), 300);
  };

  async keep() {
    if (!this.run) return;
    const { index, seed, began, learner, questions, paper } = this.run;
    const counted = paper.mode === "考试" ? questions : questions.filter(({ said }) => said.dataset.verdict);
    const answers = Object.fromEntries(counted.filter(({ answer }) => answer !== null).map(({ id, answer }) => [id, answer]));
    try {
      await (await openStore()).set(this.place, { index, seed, began, learner, answers });
    } catch {
      this.tell("存储空间满了，中途退出的话这份答卷不会保留。");
    }
    this.left.textContent = `已答 ${questions.filter(({ answer }) => answer !== null).length} / ${questions.length}`;
  }

  drawBar(paper) {
    this.left = make("span", { className: "qj-quiz__left" });
    const hand = make("button", { type: "button", className: "qj-button qj-button--main" }, paper.mode === "考试" ? "交卷" : "结束");
    const stop = make("button", { type: "button", className: "qj-button" }, "放弃");
    hand.addEventListener("click", () => this.hand(hand));
    stop.addEventListener("click", () => this.close());
    this.clock = paper.minutes ? new Clock(this.run.began + paper.minutes * 60000, () => this.finish(true)) : null;
    this.bar.replaceChildren(make("strong", {}, paper.name), ...(this.clock ? [this.clock.element] : []), this.left, hand, stop);
    this.bar.hidden = false;
    this.keep();
  }

  /** Asks once more when something is unanswered. */
  hand(button) {
    const open = this.run.questions.filter(({ answer }) => answer === null).length;
    if (open && button.dataset.asked !== String(open)) {
      button.dataset.asked = String(open);
      button.textContent = `还有 ${open} 题没答，仍要交卷`;
      return;
    }
    this.finish();
  }

  async finish(isLate = false) {
    const { run } = this;
    if (!run) return;
    this.run = null;
    this.clock?.stop();
    this.removeEventListener("input", this.keeper);
    this.removeEventListener("click", this.keeper);
    clearTimeout(this.waiting);
    const { paper, questions } = run;
    const most = questions.reduce((sum, { points }) => sum + points, 0);
    const parts = questions.map((question) => ({ question, points: question.earned, answer: question.answer, spent: question.spent }));
    const points = parts.reduce((sum, part) => sum + part.points, 0);
    const isPassed = points * 100 >= most * paper.pass;
    const learner = await currentLearner();
    const done = paper.mode === "考试" ? parts.map((part) => answered(learner, part.question, { ...part, paper: paper.name })) : [];
    const whole = finished(learner, { id: this.bank, title: `${this.name} ${paper.name}`, kind: "assessment" }, { points, most, isPassed, spent: Date.now() - run.began, paper: paper.name });
    const trouble = await append(learner, [...done, whole]);
    await (await openStore()).set(this.place, null).catch(() => {});
    for (const question of questions) {
      if (!question.said.dataset.verdict) question.show();
      question.buttons.hidden = true;
    }
    this.bar.hidden = true;
    this.tell(trouble);
    const back = make("button", { type: "button", className: "qj-button" }, "返回全部题目");
    back.addEventListener("click", () => this.close());
    this.result.replaceChildren(...summary({ title: paper.name, points, most, pass: paper.pass, isPassed, isLate, parts }), back);
    this.result.hidden = false;
    this.result.focus({ preventScroll: true });
    this.result.scrollIntoView({ block: "start" });
  }

  async close() {
    this.run = null;
    this.clock?.stop();
    clearTimeout(this.waiting);
    await (await openStore()).set(this.place, null).catch(() => {});
    delete this.dataset.mode;
    this.bar.hidden = true;
    this.result.hidden = true;
    this.chooser.hidden = false;
    for (const question of this.questions) {
      question.reset();
      question.section.hidden = false;
      question.buttons.hidden = false;
      delete question.section.querySelector(".qj-question__meta").dataset.place;
    }
  }

  tell(text) {
    this.message.textContent = text;
    this.message.hidden = !text;
  }
}

customElements.define("qj-who", WhoElement);
customElements.define("qj-quiz", QuizElement);
