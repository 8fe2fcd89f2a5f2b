// A trainee's own notes at moments of the film; they stay on the device.

import { make } from "../dom.mjs";
import { momentOf } from "./moments.mjs";

const MOST = 200;
const LONGEST = 500;

export class Notes {
  constructor(video, go, changed) {
    this.video = video;
    this.go = go;
    this.changed = changed;
    this.list = [];
    this.field = make("textarea", { className: "qj-notes__field", rows: 2, maxLength: LONGEST, "aria-label": "笔记", placeholder: "记在这一刻的话，只存在本机" });
    this.save = make("button", { type: "button", className: "qj-button" }, "记下");
    this.save.addEventListener("click", () => this.add());
    this.shown = make("ol", { className: "qj-notes__list" });
    this.element = make("details", { className: "qj-notes" }, make("summary", {}, "笔记"), make("div", { className: "qj-lesson__row" }, this.field, this.save), this.shown);
  }

  load(list) {
    this.list = Array.isArray(list) ? list.filter((note) => Number.isFinite(note?.at) && typeof note.text === "string").slice(0, MOST) : [];
    this.draw();
  }

  add() {
    const text = this.field.value.trim();
    if (!text || this.list.length >= MOST) return;
    this.list.push({ at: Math.floor(this.video.currentTime), text });
    this.list.sort((a, b) => a.at - b.at);
    this.field.value = "";
    this.draw();
    this.changed(this.list);
  }

  draw() {
    const items = this.list.map((note) => {
      const at = make("button", { type: "button", className: "qj-notes__at" }, momentOf(note.at));
      at.addEventListener("click", () => this.go(note.at));
      const gone = make("button", { type: "button", className: "qj-notes__gone", "aria-label": `删除 ${momentOf(note.at)} 的笔记` }, "删除");
      gone.addEventListener("click", () => {
        this.list.splice(this.list.indexOf(note), 1);
        this.draw();
        this.changed(this.list);
      });
      return make("li", {}, at, make("span", {}, note.text), gone);
    });
    this.shown.replaceChildren(...items);
    this.element.querySelector("summary").textContent = this.list.length ? `笔记（${this.list.length}）` : "笔记";
  }
}
