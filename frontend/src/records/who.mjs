// Who is learning, in one line: the name is asked for only by who wants it, and never leaves the device.

import { make } from "../dom.mjs";
import { flush } from "./outbox.mjs";
import { chooseLearner, currentLearner, learners, NOBODY } from "./learners.mjs";

const IDLE = 10 * 60000; // after that a shared device asks whether it is still the same person

export class WhoElement extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.draw();
    flush();
    const touch = () => (this.touched = Date.now());
    touch();
    for (const event of ["pointerdown", "keydown"]) document.addEventListener(event, touch, { passive: true });
    this.timer = setInterval(() => this.check(), 5000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async draw() {
    const learner = await currentLearner();
    const change = make("button", { type: "button", className: "qj-link" }, learner === NOBODY ? "写上姓名或工号" : "换人");
    change.addEventListener("click", () => this.choose());
    const name = learner === NOBODY ? "记在这台设备上" : `记到 ${learner.name}`;
    this.replaceChildren(make("span", {}, `${name}。`), change);
  }

  async choose() {
    const known = await learners();
    const field = make("input", { className: "qj-blank qj-who__name", maxLength: 20, autocomplete: "off" });
    field.setAttribute("list", "qj-learners");
    const names = make("datalist", { id: "qj-learners" }, ...known.map(({ name }) => make("option", { value: name })));
    const done = make("button", { type: "submit", className: "qj-button" }, "确定");
    const form = make("form", { className: "qj-quiz__row" }, make("label", {}, "姓名或工号（只存在本机）", field), names, done);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await chooseLearner(field.value);
      location.reload();
    });
    this.replaceChildren(form);
    field.focus();
  }

  async check() {
    if (Date.now() - this.touched < IDLE || this.asking) return;
    const learner = await currentLearner();
    if (learner === NOBODY) return;
    this.asking = true;
    const stay = make("button", { type: "button", className: "qj-button" }, `我是 ${learner.name}，继续`);
    const leave = make("button", { type: "button", className: "qj-button" }, "结束，换人");
    stay.addEventListener("click", () => {
      this.asking = false;
      this.draw();
    });
    leave.addEventListener("click", async () => {
      await chooseLearner("");
      location.reload();
    });
    this.replaceChildren(make("span", { role: "alert" }, "好一会儿没有动了。"), stay, leave);
    this.scrollIntoView({ block: "center" });
  }
}
