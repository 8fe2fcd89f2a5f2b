// The transcript follows the film; a click on a sentence goes there. So do the chapters.

import { make } from "../dom.mjs";
import { indexAt } from "./moments.mjs";

export class Transcript {
  constructor(element, go) {
    this.box = element.querySelector(".qj-transcript");
    this.spans = [...element.querySelectorAll(".qj-cue")];
    this.cues = this.spans.map((span) => ({ start: Number(span.dataset.start), end: Number(span.dataset.end), text: span.textContent }));
    this.starts = this.cues.map((cue) => cue.start);
    this.current = -1;
    this.touched = 0;
    if (!this.box) return;
    this.box.tabIndex = 0;
    this.box.setAttribute("role", "group");
    this.box.setAttribute("aria-label", "文字稿，点一句从那里播放");
    this.box.classList.add("qj-transcript--live");
    this.box.addEventListener("click", (event) => {
      const index = this.spans.indexOf(event.target.closest(".qj-cue"));
      // Who selects words to copy them does not want the film to jump.
      if (index >= 0 && !String(getSelection())) go(this.starts[index]);
    });
    for (const kind of ["wheel", "touchmove", "keydown"]) this.box.addEventListener(kind, () => (this.touched = Date.now()), { passive: true });
  }

  follow(time) {
    const index = indexAt(this.starts, time);
    const said = index >= 0 && time < this.cues[index].end + 1 ? index : -1;
    if (said === this.current) return;
    this.spans[this.current]?.classList.remove("qj-cue--now");
    this.current = said;
    const span = this.spans[said];
    if (!span) return;
    span.classList.add("qj-cue--now");
    // Only the box scrolls, never the page; and not while somebody reads elsewhere in it.
    if (Date.now() - this.touched > 5000) this.box.scrollTop = span.offsetTop - this.box.offsetTop - this.box.clientHeight / 3;
  }
}

export class Chapters {
  constructor(element, go, now) {
    this.items = [...element.querySelectorAll(".qj-chapter")];
    this.starts = this.items.map((item) => Number(item.dataset.at));
    this.now = now;
    this.pictures = make("details", { className: "qj-fold qj-lesson__step" });
    this.pictures.hidden = true;
    this.current = -1;
    for (const [index, item] of this.items.entries()) {
      item.querySelector("a").addEventListener("click", (event) => {
        event.preventDefault();
        history.replaceState(null, "", `#${item.id}`);
        go(this.starts[index]);
      });
    }
  }

  follow(time) {
    const index = indexAt(this.starts, time);
    if (index === this.current) return;
    this.items[this.current]?.querySelector("a").removeAttribute("aria-current");
    this.current = index;
    const item = this.items[index];
    item?.querySelector("a").setAttribute("aria-current", "true");
    const links = item?.querySelector(".qj-chapter__links")?.cloneNode(true);
    const title = item ? `第 ${index + 1} 章　${item.querySelector("a").textContent.trim().replace(/^\S+\s+/, "")}` : "";
    this.now.replaceChildren(title, ...(links ? [links] : []));
    this.showPictures(item);
  }

  /** The pictures of the chapter's step; once opened they stay open from chapter to chapter. */
  showPictures(item) {
    const own = item?.querySelector(".qj-chapter__step");
    this.pictures.hidden = !own;
    if (!own) return;
    const copy = own.cloneNode(true);
    for (const element of copy.querySelectorAll("[id]")) element.removeAttribute("id");
    for (const drawing of copy.querySelectorAll("[aria-labelledby]")) {
      drawing.removeAttribute("aria-labelledby");
      drawing.setAttribute("aria-label", drawing.querySelector("title")?.textContent ?? "");
    }
    this.pictures.replaceChildren(...copy.childNodes);
  }
}
