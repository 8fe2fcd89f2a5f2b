// Questions at moments of the film: it stops, leaves full screen, and the question stands below.

import { make } from "../dom.mjs";
import { Question } from "../quiz/question.mjs";
import { currentLearner } from "../records/learners.mjs";
import { append } from "../records/log.mjs";
import { answered } from "../records/statements.mjs";
import { leaveFullScreen } from "./film.mjs";

export class Questions {
  constructor(element, video, panel) {
    this.video = video;
    this.panel = panel;
    this.items = [...element.querySelectorAll(".qj-lesson__questions li")].map((item) => ({ at: Number(item.dataset.at), link: item.querySelector("a"), fold: item.querySelector("details"), section: item.querySelector(".qj-question") }));
    for (const item of this.items) if (item.section) this.take(item);
    this.before = 0;
    this.asked = new Set();
  }

  /** Makes the question answerable where it stands. */
  take(item) {
    const question = new Question(item.section);
    question.submit.addEventListener("click", async () => {
      if (question.answer === null) {
        question.said.textContent = "还没有作答。";
        return;
      }
      const done = { answer: question.answer, points: question.earned, spent: question.spent };
      question.show();
      question.again.hidden = false;
      const learner = await currentLearner();
      const trouble = await append(learner, [answered(learner, question, done)]);
      if (trouble) question.said.textContent += ` ${trouble}`;
    });
    question.again.addEventListener("click", () => question.reset());
  }

  /** Asks when playing passed a question's moment; a jump over it does not ask. */
  follow(time) {
    const { before } = this;
    this.before = time;
    if (this.video.paused || this.video.seeking || time - before > 2 || time < before) return;
    const item = this.items.find(({ at, link }) => link && at > before - 0.001 && at <= time && !this.asked.has(at));
    if (item) this.ask(item);
  }

  ask({ at, link, fold, section }) {
    this.asked.add(at);
    this.video.pause();
    leaveFullScreen(this.video);
    const on = make("button", { type: "button", className: "qj-button" }, "接着看");
    on.addEventListener("click", () => {
      if (section) fold.append(section); // back to the list, answered or not
      this.panel.replaceChildren();
      this.panel.hidden = true;
      this.video.play()?.catch(() => {});
      this.video.focus();
    });
    const whole = link.cloneNode(true);
    whole.className = "qj-button";
    whole.textContent = section ? "到题库里看" : "去答这道题";
    const shown = section ?? make("p", {}, link.textContent);
    this.panel.replaceChildren(make("p", {}, "停一下，想一想："), shown, make("p", { className: "qj-lesson__row" }, whole, on));
    this.panel.hidden = false;
    (section?.querySelector("input, button, select") ?? whole).focus({ preventScroll: true });
    this.panel.scrollIntoView({ block: "nearest" });
  }
}
