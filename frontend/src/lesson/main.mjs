// <qj-lesson>: chapters, transcript, coverage, questions and notes around the browser's own player.

import { make } from "../dom.mjs";
import { addToDay } from "../records/days.mjs";
import { openStore } from "../store/store.mjs";
import { startCaptions } from "./captions.mjs";
import { merge, rangesOf, seconds, share } from "./coverage.mjs";
import { seek } from "./film.mjs";
import { momentOf, secondsOf } from "./moments.mjs";
import { Notes } from "./notes.mjs";
import { Questions } from "./questions.mjs";
import { Chapters, Transcript } from "./transcript.mjs";

const SPEEDS = [0.75, 1, 1.25, 1.5, 2];
const SAVE_EVERY = 5000; // milliseconds
const WORTH_RESUMING = 10; // seconds from either end

class LessonElement extends HTMLElement {
  connectedCallback() {
    this.video = this.querySelector("video");
    if (!this.video || this.now) return;
    const go = (seconds) => this.go(seconds);
    this.now = make("p", { className: "qj-lesson__now", "aria-live": "polite" });
    this.panel = make("div", { className: "qj-lesson__ask", role: "alert", hidden: true });
    this.covered = make("span", { className: "qj-lesson__covered" });
    this.notes = new Notes(this.video, go, () => this.keep());
    this.transcript = new Transcript(this, go);
    this.chapters = new Chapters(this, go, this.now);
    this.questions = new Questions(this, this.video, this.panel);
    this.row = make("div", { className: "qj-lesson__row" }, this.speed(), this.covered);
    this.querySelector(".qj-lesson__film").after(this.panel, this.now, this.chapters.pictures, this.row, this.notes.element);
    startCaptions(this.video, this.transcript.cues);
    this.watched = [];
    this.saved = Date.now();
    this.listen();
    this.restore();
    this.dataset.ready = "";
  }

  listen() {
    const { video } = this;
    video.addEventListener("timeupdate", () => this.follow());
    video.addEventListener("seeked", () => this.follow());
    for (const event of ["pause", "ended"]) video.addEventListener(event, () => this.keep());
    addEventListener("pagehide", () => this.keep());
    // The film is loaded anew (lost network, another source): what it played is told for the last time.
    video.addEventListener("emptied", () => this.keep());
    addEventListener("hashchange", () => this.fromAddress(true));
    video.addEventListener("keydown", (event) => this.key(event));
  }

  follow() {
    const time = this.video.currentTime;
    this.transcript.follow(time);
    this.chapters.follow(time);
    this.questions.follow(time);
    this.count();
    if (Date.now() - this.saved > SAVE_EVERY) this.keep();
  }

  count() {
    this.watched = merge(this.watched, rangesOf(this.video.played));
    const part = share(this.watched, this.video.duration);
    this.covered.textContent = part ? `看过 ${part}%` : "";
  }

  async restore() {
    try {
      this.store = await openStore();
      const known = (await this.store.get(this.storeKey())) ?? {};
      this.watched = merge(this.watched, Array.isArray(known.watched) ? known.watched : []);
      this.counted = seconds(this.watched);
      this.notes.load(known.notes);
      this.length = known.length;
      if (this.watched.length && known.length) this.covered.textContent = `看过 ${share(this.watched, known.length)}%`;
      if (!this.fromAddress(false) && known.at > WORTH_RESUMING && known.at < known.length - WORTH_RESUMING) this.offer(known.at);
    } catch {
      this.fromAddress(false);
    }
  }

  storeKey() {
    return `video:${this.dataset.id}`;
  }

  async keep() {
    this.saved = Date.now();
    if (!this.store) return;
    this.count();
    const length = Number.isFinite(this.video.duration) ? this.video.duration : this.length;
    try {
      await this.store.set(this.storeKey(), { at: this.video.currentTime, length, watched: this.watched, notes: this.notes.list });
      const watched = seconds(this.watched);
      await addToDay(this.store, "seconds", watched - (this.counted ?? 0));
      this.counted = watched;
    } catch {
      // full or forbidden: this visit still counts on the page
    }
  }

  offer(at) {
    const button = make("button", { type: "button", className: "qj-button qj-lesson__resume" }, `从 ${momentOf(at)} 接着看`);
    button.addEventListener("click", () => {
      button.remove();
      this.go(at);
    });
    this.video.addEventListener("play", () => button.remove(), { once: true });
    this.row.prepend(button);
  }

  /** Goes to the moment that the address names; true when it names one. */
  fromAddress(plays) {
    const seconds = secondsOf(location.hash);
    if (seconds === null) return false;
    seek(this.video, seconds, plays);
    this.video.scrollIntoView({ block: "center" });
    return true;
  }

  go(seconds) {
    seek(this.video, seconds, true);
    const { top } = this.video.getBoundingClientRect();
    if (top < 0) this.video.scrollIntoView({ block: "start" });
  }

  speed() {
    const options = SPEEDS.map((value) => make("option", { value: String(value), selected: value === 1 }, value === 1 ? "正常速度" : `${value} 倍速`));
    const select = make("select", { className: "qj-button", "aria-label": "播放速度" }, ...options);
    select.addEventListener("change", () => (this.video.playbackRate = Number(select.value)));
    return select;
  }

  /** Left and right by five seconds in every browser; the rest is the player's own. */
  key(event) {
    const step = { ArrowLeft: -5, ArrowRight: 5 }[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    seek(this.video, Math.max(0, this.video.currentTime + step));
  }
}

customElements.define("qj-lesson", LessonElement);
