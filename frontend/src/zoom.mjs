// Makes the plan larger than its frame, which then scrolls: by finger, keys or a dragging mouse.

import { make } from "./dom.mjs";

const LEVELS = [1, 1.5, 2, 3];

export class Zoom {
  constructor(frame, plan) {
    this.frame = frame;
    this.plan = plan;
    this.level = 0;
    this.buttons = [this.button("放大", 1, "＋"), this.button("缩小", -1, "－")];
    this.set(0);
    this.drag();
  }

  button(name, by, sign) {
    const button = make("button", { type: "button", className: "qj-button", "aria-label": name }, sign);
    button.addEventListener("click", () => this.set(this.level + by));
    return button;
  }

  set(level) {
    this.level = Math.min(LEVELS.length - 1, Math.max(0, level));
    const { frame, plan } = this;
    const [x, y] = [(frame.scrollLeft + frame.clientWidth / 2) / plan.offsetWidth, (frame.scrollTop + frame.clientHeight / 2) / plan.offsetHeight];
    // The frame keeps its height, so that the page does not jump.
    frame.style.height = this.level ? `${frame.offsetHeight}px` : "";
    plan.style.width = `${LEVELS[this.level] * 100}%`;
    frame.scrollLeft = x * plan.offsetWidth - frame.clientWidth / 2;
    frame.scrollTop = y * plan.offsetHeight - frame.clientHeight / 2;
    frame.tabIndex = this.level ? 0 : -1;
    this.buttons[0].disabled = this.level === LEVELS.length - 1;
    this.buttons[1].disabled = this.level === 0;
  }

  drag() {
    const { frame } = this;
    let last = null;
    frame.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "mouse" && event.button === 0 && !event.target.closest("button")) last = event;
    });
    addEventListener("pointerup", () => (last = null));
    frame.addEventListener("pointermove", (event) => {
      if (!last) return;
      frame.scrollBy(last.clientX - event.clientX, last.clientY - event.clientY);
      last = event;
    });
  }
}
