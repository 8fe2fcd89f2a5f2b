// While a standard is read: the number of the clause that is on stays in view, and a note can be
// kept at it.

import { make } from "./dom.mjs";
import { openStore } from "./store/store.mjs";
import { ownRecord } from "./visits.mjs";

const LONGEST = 500;

export function startReading() {
  const clauses = [...document.querySelectorAll("section.qj-clause[id]")].filter(({ id }) => /\d/.test(id));
  if (clauses.length < 3 || !("IntersectionObserver" in window)) return;
  const sign = make("button", { type: "button", className: "qj-here", hidden: true });
  sign.setAttribute("aria-label", "正在读的条，按一下写笔记");
  document.body.append(sign);
  const seen = new Set();
  let now = null;
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) seen.add(target);
      else seen.delete(target);
    }
    now = clauses.filter((clause) => seen.has(clause)).pop() ?? null;
    sign.hidden = !now || window.scrollY < 400;
    if (now) sign.textContent = now.id;
  }, { rootMargin: "-15% 0px -70% 0px" });
  for (const clause of clauses) watch.observe(clause);
  sign.addEventListener("click", () => now && write(now, sign));
  showNotes(clauses);
}

const keyOf = (clause) => `note:${ownRecord()?.id}#${clause.id}`;

async function showNotes(clauses) {
  const record = ownRecord();
  if (!record) return;
  const store = await openStore();
  for (const key of await store.keys(`note:${record.id}#`)) {
    const clause = clauses.find((one) => keyOf(one) === key);
    const note = await store.get(key);
    if (clause && note?.text) place(clause, note.text);
  }
}

function place(clause, text) {
  clause.querySelector(":scope > .qj-note-own")?.remove();
  if (!text) return;
  const first = clause.querySelector(":scope > section.qj-clause");
  const note = make("p", { className: "qj-note-own" }, `我的笔记：${text}`);
  if (first) first.before(note);
  else clause.append(note);
}

async function write(clause, sign) {
  document.querySelector(".qj-note-form")?.remove();
  const store = await openStore();
  const record = ownRecord();
  const known = (await store.get(keyOf(clause)))?.text ?? "";
  const field = make("textarea", { className: "qj-notes__field", rows: 3, maxLength: LONGEST, value: known });
  field.setAttribute("aria-label", `${clause.id} 的笔记`);
  const save = make("button", { type: "submit", className: "qj-button" }, "记下");
  const stop = make("button", { type: "button", className: "qj-button" }, "取消");
  const form = make("form", { className: "qj-note-form" }, make("p", {}, `${clause.id} 的笔记，只存在本机`), field, save, " ", stop);
  const close = () => {
    form.remove();
    sign.focus();
  };
  stop.addEventListener("click", close);
  form.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text) await store.set(keyOf(clause), { text, title: record.title, url: `${record.url}#${clause.id}`, at: Date.now() });
    else await store.remove(keyOf(clause));
    place(clause, text);
    close();
  });
  document.body.append(form);
  field.focus();
}
