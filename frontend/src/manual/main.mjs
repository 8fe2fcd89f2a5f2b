// A picture book: all steps below each other, or one at a time by button, swipe, arrow key or a tap on the picture's edge.

import { make } from "../dom.mjs";
import { targetId } from "../reveal.mjs";
import { openStore } from "../store/store.mjs";
import { startLightbox } from "./lightbox.mjs";
import { overviewOf } from "./overview.mjs";
import { printControl } from "./paper.mjs";
import { onSwipe } from "../swipe.mjs";

const MODE = "manual-mode";
const EDGE = 0.22; // share of a picture's width that turns the page

class Manual {
  constructor(steps) {
    this.steps = steps;
    this.current = 0;
    this.isSingle = false;
    this.mode = make("button", { type: "button", className: "qj-button" });
    this.mode.addEventListener("click", () => this.setMode(!this.isSingle, true));
    this.overview = overviewOf(steps, (index) => this.show(index, true));
    const tools = make("div", { className: "qj-manual__tools" }, this.mode, this.overview.button, printControl(), this.overview.element);
    this.strip = steps.map((step, index) => {
      const button = make("button", { type: "button", className: "qj-strip__part", "aria-label": `第 ${index + 1} 步　${step.querySelector("h2").textContent}` });
      button.addEventListener("click", () => this.show(index, true));
      return button;
    });
    this.place = make("p", { className: "qj-manual__place", "aria-live": "polite" });
    this.before = make("button", { type: "button", className: "qj-button" }, "← 上一步");
    this.after = make("button", { type: "button", className: "qj-button qj-button--strong" }, "下一步 →");
    this.before.addEventListener("click", () => this.move(-1));
    this.after.addEventListener("click", () => this.move(1));
    this.bar = make("nav", { className: "qj-manual__bar", "aria-label": "步骤", hidden: true }, make("div", { className: "qj-strip" }, ...this.strip), make("div", { className: "qj-manual__turn" }, this.before, this.place, this.after));
    steps[0].before(tools);
    steps[steps.length - 1].after(this.bar);
    this.setMode(false, false);
    for (const step of steps) step.dataset.ready = "";
    this.listen();
  }

  async listen() {
    addEventListener("keydown", (event) => this.key(event));
    addEventListener("hashchange", () => this.fromAddress());
    for (const step of this.steps) {
      onSwipe(step, (by) => this.isSingle && this.move(by));
      // In the way of the lightbox: the edges of a picture turn, its middle enlarges.
      step.addEventListener("click", (event) => this.tap(event), true);
    }
    this.fromAddress();
    try {
      this.store = await openStore();
      if ((await this.store.get(MODE)) === "single") this.setMode(true, false);
    } catch {
      // the list is always there
    }
    document.documentElement.dataset.manual = "ready";
  }

  setMode(isSingle, isChosen) {
    this.isSingle = isSingle;
    this.mode.textContent = isSingle ? "看全部步骤" : `一步一步看（${this.steps.length} 步）`;
    this.bar.hidden = !isSingle;
    if (isChosen) {
      this.store?.set(MODE, isSingle ? "single" : "list").catch(() => {});
      if (isSingle) this.overview.close();
    }
    this.draw();
    if (isChosen) this.scroll();
  }

  draw() {
    this.steps.forEach((step, index) => {
      const isShown = !this.isSingle || index === this.current;
      step.classList.toggle("qj-step--away", !isShown);
      this.strip[index].classList.toggle("qj-strip__part--done", index <= this.current);
      if (index === this.current) this.strip[index].setAttribute("aria-current", "step");
      else this.strip[index].removeAttribute("aria-current");
    });
    this.place.textContent = `${this.current + 1} / ${this.steps.length}`;
    this.before.disabled = this.current === 0;
    this.after.disabled = this.current === this.steps.length - 1;
  }

  scroll() {
    this.steps[this.current].scrollIntoView();
  }

  show(index, isChosen) {
    this.current = index;
    this.draw();
    if (!isChosen) return;
    history.replaceState(history.state, "", `#${this.steps[index].id}`);
    this.scroll();
  }

  move(by) {
    const next = this.current + by;
    if (next >= 0 && next < this.steps.length) this.show(next, true);
  }

  key(event) {
    if (!this.isSingle || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, [role=dialog], [role=tab], .qj-scroll")) return;
    const last = this.steps.length - 1;
    const index = { ArrowRight: this.current + 1, ArrowLeft: this.current - 1, Home: 0, End: last }[event.key];
    if (index === undefined || index < 0 || index > last) return;
    event.preventDefault();
    this.show(index, true);
  }

  tap(event) {
    const picture = this.isSingle && event.target.closest(".qj-fig, .qj-picture img");
    if (!picture) return;
    const box = picture.getBoundingClientRect();
    const part = (event.clientX - box.left) / box.width;
    const by = part < EDGE ? -1 : part > 1 - EDGE ? 1 : 0;
    if (!by) return;
    event.stopPropagation();
    this.move(by);
  }

  /** A step, or something within it, that the address names. */
  fromAddress() {
    const target = document.getElementById(targetId(location.hash));
    const index = target ? this.steps.findIndex((step) => step.contains(target)) : -1;
    if (index < 0) return;
    this.show(index, false);
    if (this.isSingle) target.scrollIntoView();
  }
}

const steps = [...document.querySelectorAll(".qj-body .qj-step")];
if (steps.length) {
  new Manual(steps);
  startLightbox(steps);
}
