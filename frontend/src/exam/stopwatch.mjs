// Time of the test; it goes on while the phone sleeps and can be paused.

import { make } from "../dom.mjs";

export class Stopwatch {
  constructor({ total, since }, minutes, changed) {
    this.total = total;
    this.since = since;
    this.minutes = minutes;
    this.time = make("span", { className: "qj-quiz__clock" });
    this.time.setAttribute("role", "timer");
    this.button = make("button", { type: "button", className: "qj-button" });
    this.button.addEventListener("click", () => {
      if (this.since) this.pause();
      else this.since = Date.now();
      this.show();
      changed();
    });
    this.element = make("span", {}, this.time, " ", this.button);
    this.timer = setInterval(() => this.show(), 500);
    this.show();
  }

  get elapsed() {
    return this.total + (this.since ? Date.now() - this.since : 0);
  }

  get state() {
    return { total: this.total, since: this.since };
  }

  pause() {
    this.total = this.elapsed;
    this.since = 0;
  }

  show() {
    const seconds = Math.floor(this.elapsed / 1000);
    const late = this.minutes && seconds > this.minutes * 60;
    this.time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}${this.minutes ? ` / ${this.minutes}:00` : ""}${late ? " 超时" : ""}`;
    this.time.dataset.short = late ? "1" : "";
    this.button.textContent = this.since ? "暂停" : "继续计时";
  }

  stop() {
    clearInterval(this.timer);
  }
}
