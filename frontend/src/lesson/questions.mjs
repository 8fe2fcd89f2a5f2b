// Questions at moments of the film: it stops, leaves full screen, and the question stands below.

import { make } from "../dom.mjs";
import { leaveFullScreen } from "./film.mjs";

export class Questions {
  constructor(element, video, panel) {
    this.video = video;
    this.panel = panel;
    this.items = [...element.querySelectorAll(".qj-lesson__questions li")].map((item) => ({ at: Number(item.dataset.at), link: item.querySelector("a") }));
    this.before = 0;
    this.asked = new Set();
  }

  /** Asks when playing passed a question's moment; a jump over it does not ask. */
  follow(time) {
    const { before } = this;
    this.before = time;
    if (this.video.paused || this.video.seeking || time - before > 2 || time < before) return;
    const item = this.items.find(({ at, link }) => link && at > before - 0.001 && at <= time && !this.asked.has(at));
    if (item) this.ask(item);
  }

  ask({ at, link }) {
    this.asked.add(at);
    this.video.pause();
    leaveFullScreen(this.video);
    const question = link.cloneNode(true);
    question.className = "qj-button";
    question.textContent = "去答这道题";
    const on = make("button", { type: "button", className: "qj-button" }, "接着看");
    on.addEventListener("click", () => {
      this.panel.replaceChildren();
      this.panel.hidden = true;
      this.video.play()?.catch(() => {});
      this.video.focus();
    });
    this.panel.replaceChildren(make("p", {}, "停一下，想一想：", link.textContent), make("p", { className: "qj-lesson__row" }, question, on));
    this.panel.hidden = false;
    question.focus({ preventScroll: true });
    this.panel.scrollIntoView({ block: "nearest" });
  }
}
