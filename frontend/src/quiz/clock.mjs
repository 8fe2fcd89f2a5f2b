// The time left; it goes by the clock on the wall, so that a sleeping phone does not stop it.

import { make } from "../dom.mjs";

export class Clock {
  constructor(end, over) {
    this.end = end;
    this.element = make("span", { className: "qj-quiz__clock" });
    this.element.setAttribute("role", "timer");
    this.tick = () => {
      const seconds = Math.max(0, Math.ceil((this.end - Date.now()) / 1000));
      this.element.textContent = `剩余 ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      this.element.dataset.short = seconds <= 60 ? "1" : "";
      if (seconds > 0) return;
      this.stop();
      over();
    };
    this.timer = setInterval(this.tick, 500);
    // Not within the constructor: a paper whose time is over is handed in once it stands there.
    setTimeout(this.tick);
  }

  stop() {
    clearInterval(this.timer);
  }
}
