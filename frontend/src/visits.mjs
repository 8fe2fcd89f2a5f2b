// Where the reader was, what was read and what was marked; all of it stays on the device.

import { make } from "./dom.mjs";
import { addToDay } from "./records/days.mjs";
import { openStore } from "./store/store.mjs";

const VISITS = "visits";
const MOST = 12;
const SECTIONS = { 课程: "article h2[id]:not([id^=qj-])" };
const READ = 2500; // milliseconds that a clause stands in view until it counts as read
const PAUSE = 400; // between two writings

/** The record of this page, or null: id, kind, title and address below the root. */
export function ownRecord() {
  const id = document.querySelector(".qj-facts--small code")?.textContent.trim();
  const title = document.querySelector(".qj-head h1")?.textContent.trim();
  if (!id || !title) return null;
  const kind = document.querySelector(".qj-crumb > span:last-child")?.textContent.trim() ?? "";
  return { id, kind, title, url: location.pathname.slice(window.__md_scope.pathname.length) };
}

export async function startVisits() {
  const record = ownRecord();
  if (!record) return;
  const store = await openStore();
  const visits = (await store.get(VISITS)) ?? [];
  await store.set(VISITS, [{ ...record, at: Date.now() }, ...visits.filter(({ id }) => id !== record.id)].slice(0, MOST));
  await markable(store, record);
  await countRead(store, record);
}

/** A button that keeps the page on the reader's own list. */
async function markable(store, record) {
  const place = document.querySelector(".qj-files");
  if (!place) return;
  const key = `mark:${record.id}`;
  const button = make("button", { type: "button", className: "qj-button" });
  const show = (isMarked) => {
    button.textContent = isMarked ? "已收藏" : "收藏";
    button.setAttribute("aria-pressed", String(isMarked));
  };
  show(Boolean(await store.get(key)));
  button.addEventListener("click", async () => {
    const isMarked = button.getAttribute("aria-pressed") === "true";
    if (isMarked) await store.remove(key);
    else await store.set(key, { ...record, at: Date.now() });
    show(!isMarked);
  });
  place.prepend(button);
}

/** Clauses of a standard, steps of a picture book, sections of a handout that stood in view for a while. */
async function countRead(store, record) {
  const parts = [...document.querySelectorAll(SECTIONS[record.kind] ?? "section.qj-clause[id], .qj-step[id]")];
  if (!parts.length || !("IntersectionObserver" in window)) return;
  const key = `read:${record.id}`;
  const seen = new Set((await store.get(key))?.parts ?? []);
  const timers = new Map();
  let waiting = 0;
  const keep = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => store.set(key, { parts: [...seen], all: parts.length }).catch(() => {}), PAUSE);
  };
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      clearTimeout(timers.get(target));
      if (!isIntersecting || seen.has(target.id)) continue;
      timers.set(target, setTimeout(() => {
        seen.add(target.id);
        addToDay(store, "read", 1).catch(() => {});
        keep();
      }, READ));
    }
  }, { threshold: 0.6 });
  for (const part of parts) watch.observe(part);
}

/** On the home page: where to go on. Nothing on a first visit. */
export class ContinueElement extends HTMLElement {
  async connectedCallback() {
    const store = await openStore();
    const visits = (await store.get(VISITS)) ?? [];
    if (!visits.length) return;
    const items = visits.slice(0, 4).map(({ title, kind, url }) => make("li", { className: "qj-card" }, make("a", { className: "qj-card__link", href: this.dataset.root + url }, title), make("p", { className: "qj-card__more" }, make("span", { className: "qj-chip" }, kind))));
    const open = await this.open(store);
    const more = open ? make("a", { href: `${this.dataset.mine}#wrong` }, `错题本有 ${open} 题`) : make("a", { href: this.dataset.mine }, "我的学习");
    this.append(make("h2", {}, "接着学"), make("ul", { className: "qj-cards" }, ...items), make("p", {}, more));
  }

  /** Questions whose last answer was not wholly right. */
  async open(store) {
    const learner = (await store.get("learner-current")) || "device";
    const last = new Map();
    for (const { verb, object, result } of await store.all(`xapi:${learner}:`)) if (verb.id.endsWith("/answered")) last.set(object.id, result.success);
    return [...last.values()].filter((isRight) => !isRight).length;
  }
}
