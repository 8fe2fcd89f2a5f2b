// 我的学习: what this device knows of one learner. All of it is derived from the log of statements.

import { make } from "../dom.mjs";
import { openStore } from "../store/store.mjs";
import { currentLearner, forgetLearner, NOBODY } from "../records/learners.mjs";
import { lastWeek } from "../records/days.mjs";
import { append, clear, history, take } from "../records/log.mjs";
import { mastery, parts, stateOf } from "../records/mastery.mjs";
import { radar, ring, trend } from "../records/pictures.mjs";
import { EXTENSION, referenceOf } from "../records/statements.mjs";
import { study, takeStudy } from "../records/study.mjs";
import { WhoElement } from "../records/who.mjs";
import { codeImage } from "./code.mjs";
import { FileTrouble, fromFile, save, toCsv, toJson } from "./files.mjs";
import { marks, notes, pages, paths, sharesOf, week } from "./study.mjs";
import { addressOf, readFragment } from "./token.mjs";
import { wrongBook } from "./wrong-book.mjs";

const TONES = { 掌握: "ok", 基本掌握: "warn", 未掌握: "bad", 需复训: "again", 未测: "" };
const dayOf = (date) => new Date(date).toLocaleDateString("zh-CN");

class MineElement extends HTMLElement {
  async connectedCallback() {
    if (this.site) return;
    this.site = JSON.parse(this.querySelector(".qj-mine__data").textContent);
    this.root = this.dataset.root;
    this.said = make("p", { className: "qj-quiz__message", hidden: true });
    this.said.setAttribute("role", "status");
    this.body = make("div", { className: "qj-mine__body" });
    this.replaceChildren(make("qj-who"), this.said, this.body);
    await this.receive();
    await this.draw();
    this.dataset.ready = "";
  }

  tell(...content) {
    this.said.replaceChildren(...content);
    this.said.hidden = !content.length;
  }

  async draw() {
    this.learner = await currentLearner();
    const log = await history(this.learner);
    const store = await openStore();
    const received = await store.all("received:");
    const link = this.link.bind(this);
    const shares = await sharesOf(store, log);
    this.body.replaceChildren(
      ...this.overview(log), ...week(await lastWeek(store, log)), ...paths(this.site, shares, link), ...pages(this.site, shares, link),
      ...marks(await store.all("mark:"), link), ...notes(await store.all("note:"), link),
      ...this.book(log), ...this.clauses(log), ...this.results(log), ...this.taken(received), ...this.tools(log),
    );
  }

  work(id) {
    return this.site.works[id] ?? { title: id, url: "", theme: "" };
  }

  link(text, url, anchor = "") {
    return url ? make("a", { href: this.root + url + anchor }, text) : make("span", {}, text);
  }

  // --- what was done ---

  overview(log) {
    const answers = parts(log).filter(({ question }) => question);
    if (!answers.length && !log.length) return [make("p", {}, "还没有记录。到“考核”里选一份题库答几道题，再回来看。")];
    const right = answers.filter(({ share }) => share >= 1).length;
    const percent = answers.length ? Math.round((right / answers.length) * 100) : 0;
    const themes = new Map();
    for (const { question, share } of answers) {
      const { theme, title } = this.work(question.split("#")[0]);
      const known = themes.get(theme || title) ?? [];
      themes.set(theme || title, [...known, share]);
    }
    const rows = [...themes].map(([name, shares]) => ({ name, share: shares.reduce((a, b) => a + b, 0) / shares.length, text: `${shares.length} 次` }));
    const papers = log.filter(({ verb }) => /\/(?:passed|failed)$/.test(verb.id)).map(({ result }) => result.score?.scaled ?? 0);
    return [
      make("h2", {}, "概览"),
      make("div", { className: "qj-mine__row" }, ring(percent, percent >= 80), make("p", {}, `答题 ${answers.length} 次，全对 ${right} 次（${percent} %）。`)),
      make("h3", {}, "各主题"), radar(rows),
      make("h3", {}, "考试和实操的趋势"), trend(papers),
    ];
  }

  book(log) {
    const entries = wrongBook(log);
    const now = Date.now();
    const due = entries.filter((entry) => entry.due.getTime() <= now).length;
    const head = make("h2", { id: "wrong" }, "错题本");
    if (!entries.length) return log.length ? [head, make("p", {}, "没有要复习的题。答错的题会自动记到这里。")] : [];
    const items = entries.map(({ question, title, due: at, wrong }) => {
      const [id, anchor] = question.split("#");
      const when = at.getTime() <= now ? "今天复习" : `${dayOf(at)} 复习`;
      return make("li", {}, this.link(title || question, this.work(id).url, `#${anchor}`), make("span", { className: "qj-mine__note" }, `　错 ${wrong} 次，${when}`));
    });
    return [head, make("p", {}, `共 ${entries.length} 题，今天要复习 ${due} 题。答对以后间隔会拉长，再答错就缩短。`), make("ol", {}, ...items)];
  }

  clauses(log) {
    const known = mastery(log);
    const made = [];
    for (const [id, standard] of Object.entries(this.site.standards)) {
      const anchors = Object.keys(standard.clauses);
      if (!anchors.some((anchor) => known.has(`${id}#${anchor}`))) continue;
      const cells = anchors.map((anchor) => {
        const state = stateOf(known.get(`${id}#${anchor}`), standard.clauses[anchor]);
        const cell = this.link(anchor, standard.url, `#${anchor}`);
        cell.title = state;
        cell.append(make("span", { className: "qj-heat__state" }, state));
        cell.className = `qj-heat__cell qj-heat__cell--${TONES[state] || "none"}`;
        return make("li", {}, cell);
      });
      made.push(make("h3", {}, this.link(`${standard.name}《${standard.title}》`, standard.url)), make("ul", { className: "qj-heat" }, ...cells));
    }
    return made.length ? [make("h2", {}, "各条款"), make("p", { className: "qj-mine__note" }, "按最近 5 次的得分；条文改过的标“需复训”。"), ...made] : [];
  }

  results(log) {
    const done = log.filter(({ verb }) => /\/(?:passed|failed)$/.test(verb.id)).reverse();
    if (!done.length) return [];
    const items = done.slice(0, 50).map((one) => {
      const id = referenceOf(one.object.id);
      const paper = one.context?.extensions?.[EXTENSION.paper] ?? "";
      const { raw, max } = one.result.score;
      const button = make("button", { type: "button", className: "qj-button" }, "出示二维码");
      const place = make("div", {});
      button.addEventListener("click", () => this.show(place, { id: one.id, name: this.learner.name, work: id, paper, raw, max, isPassed: one.result.success, at: one.timestamp }));
      return make("li", {}, this.link(`${this.work(id).title} ${paper}`, this.work(id).url), ` ${dayOf(one.timestamp)}　${raw} / ${max} 分　${one.result.success ? "合格" : "不合格"} `, button, place);
    });
    return [make("h2", {}, "成绩"), make("ol", { className: "qj-mine__results" }, ...items)];
  }

  /** One code on the screen at a time. */
  show(place, result) {
    for (const old of this.querySelectorAll(".qj-mine__code")) old.parentNode.replaceChildren();
    const address = addressOf(location.href.split("#")[0], result);
    if (!address) {
      place.replaceChildren(make("p", {}, "网址太长，做不成二维码；请导出文件。"));
      return;
    }
    place.replaceChildren(codeImage(address, "本次结果的二维码"), make("p", { className: "qj-mine__note" }, "考评员用相机或微信扫一扫，这次的结果就记到对方的“收到的结果”里。二维码不防改动，正式成绩以现场记录为准。"));
  }

  // --- results of others ---

  async receive() {
    const result = readFragment(location.hash);
    if (!result) return;
    window.history.replaceState(null, "", location.pathname + location.search);
    try {
      await (await openStore()).set(`received:${result.id}`, result);
      this.tell(`已收下：${result.name || "（没有写姓名）"}，${this.work(result.work).title} ${result.paper}，${result.raw} / ${result.max} 分。`);
    } catch {
      this.tell("存储空间满了，没有收下这个结果。");
    }
  }

  taken(received) {
    if (!received.length) return [];
    const rows = received.sort((a, b) => (a.at < b.at ? 1 : -1)).map(({ name, work, paper, raw, max, isPassed, at }) => make("li", {}, `${name || "（没有写姓名）"}　${this.work(work).title} ${paper}　${raw} / ${max} 分　${isPassed ? "合格" : "不合格"}　${dayOf(at)}`));
    const gone = make("button", { type: "button", className: "qj-button" }, "清空收到的结果");
    gone.addEventListener("click", async () => {
      const store = await openStore();
      for (const key of await store.keys("received:")) await store.remove(key);
      await this.draw();
      this.undo("已清空收到的结果。", async () => {
        for (const one of received) await store.set(`received:${one.id}`, one);
      });
    });
    return [make("h2", {}, "收到的结果"), make("ol", {}, ...rows), gone];
  }

  // --- taking along, clearing ---

  tools(log) {
    const button = (text, act) => {
      const made = make("button", { type: "button", className: "qj-button" }, text);
      made.addEventListener("click", act);
      return made;
    };
    const stem = `学习记录-${this.learner.name || "本机"}-${new Date().toISOString().slice(0, 10)}`;
    const file = make("input", { type: "file", accept: ".json,application/json", className: "qj-sr", id: "qj-import" });
    file.addEventListener("change", () => file.files[0] && this.bring(file.files[0]));
    return [
      make("h2", {}, "带走和清除"),
      make("p", { className: "qj-mine__note" }, "记录只在这台设备上。苹果手机的浏览器连续 7 天没有打开本站，可能会自动清掉记录，请隔几天备份一次。换设备之前先备份，到新设备上导入；重复导入不会重复计算。备份里有您的笔记，交成绩请用“导出成绩”。"),
      make("p", { className: "qj-quiz__row" },
        button("备份全部记录", async () => save(`${stem}-备份.json`, toJson(this.learner, log, await study(await openStore())), "application/json")),
        button("导出成绩（JSON）", () => save(`${stem}.json`, toJson(this.learner, log), "application/json")),
        button("打印自测回执", () => window.print()),
        button("导出表格（CSV）", () => save(`${stem}.csv`, toCsv(log), "text/csv")),
        make("label", { htmlFor: "qj-import", className: "qj-button" }, "导入"), file,
        button(this.learner === NOBODY ? "清除本机记录" : "结束并清除", () => this.wipe())),
    ];
  }

  async bring(file) {
    try {
      const { statements, study: kept } = await fromFile(file);
      const count = (await take(this.learner, statements)) + (await takeStudy(await openStore(), kept));
      await this.draw();
      this.tell(`导入了 ${count} 条新记录。`);
    } catch (error) {
      this.tell(error instanceof FileTrouble ? error.message : "存储空间满了，没有全部导入。");
    }
  }

  async wipe() {
    const { learner } = this;
    const kept = await clear(learner);
    if (learner !== NOBODY) await forgetLearner(learner.id);
    await this.draw();
    this.undo(`已清除 ${kept.length} 条记录。`, async () => {
      if (learner !== NOBODY) {
        const store = await openStore();
        await store.set(`learner:${learner.id}`, learner);
        await store.set("learner-current", learner.id);
      }
      await append(learner, kept);
    });
  }

  undo(text, act) {
    const back = make("button", { type: "button", className: "qj-button" }, "撤销");
    back.addEventListener("click", async () => {
      await act();
      await this.draw();
      this.tell("已恢复。");
    });
    this.tell(`${text} `, back);
    this.said.scrollIntoView({ block: "center" });
  }
}

customElements.define("qj-who", WhoElement);
customElements.define("qj-mine", MineElement);
