// The result of a practical test, to be looked at and printed.

import { make } from "../dom.mjs";
import { bars, radar, ring } from "../records/pictures.mjs";

export function report({ title, learner, found, assessors, spent, minutes, pass }) {
  const { rows, points, most, failed, isPassed } = found;
  const percent = most ? Math.floor((points * 100) / most) : 0;
  const chapters = new Map();
  const clauses = [];
  for (const { item, points: earned } of rows) {
    const anchor = item.clause.split("#")[1] ?? item.clause;
    const chapter = anchor.split(/[.-]/)[0];
    const known = chapters.get(chapter) ?? { earned: 0, most: 0 };
    chapters.set(chapter, { earned: known.earned + earned, most: known.most + item.points });
    clauses.push({ name: anchor, share: item.points ? earned / item.points : 0, text: `${earned / 100} / ${item.points / 100}`, href: item.link?.getAttribute("href") });
  }
  const topics = [...chapters].map(([name, { earned, most: whole }]) => ({ name: `第${name}章`, share: whole ? earned / whole : 0, text: `${earned / 100} / ${whole / 100}` }));
  const isLate = minutes && spent > minutes * 60000;
  const print = make("button", { type: "button", className: "qj-button" }, "打印结果");
  print.addEventListener("click", () => window.print());
  return [
    make("h2", {}, `${title}：${isPassed ? "合格" : "不合格"}`),
    make("p", {}, `考生：${learner.name || "（没有写姓名）"}　用时 ${Math.floor(spent / 60000)} 分 ${Math.floor((spent % 60000) / 1000)} 秒${isLate ? `，超过时限 ${minutes} 分钟` : ""}`),
    make("div", { className: "qj-mine__row" }, ring(percent, isPassed), make("p", {}, `得分 ${points / 100} / ${most / 100}，合格线 ${pass}。`)),
    ...(failed.length ? [make("p", { className: "qj-exam__veto" }, `关键项不合格（一票否决）：${failed.map(({ item }) => item.name).join("；")}`)] : []),
    ...(assessors.length > 1 ? [differences(rows)] : []),
    make("h3", {}, "各章"), radar(topics),
    make("h3", {}, "各条款"), bars(clauses),
    remarks(rows, assessors),
    make("p", { className: "qj-quiz__row" }, print),
    make("p", { className: "qj-exam__sign" }, "考评员（签名）：　　　　　　　　考生（签名）：　　　　　　　　日期："),
  ];
}

function differences(rows) {
  const apart = rows.filter(({ isApart }) => isApart);
  if (!apart.length) return make("p", {}, "两名考评员的评分没有明显差别，取平均分。");
  const lines = apart.map(({ item, given }) => make("tr", {}, make("td", {}, item.name), ...given.map((points) => make("td", {}, points === null ? "没评" : String(points / 100)))));
  const head = make("tr", {}, make("th", { scope: "col" }, "项目"), make("th", { scope: "col" }, "考评员甲"), make("th", { scope: "col" }, "考评员乙"));
  return make("div", {}, make("p", {}, `两名考评员有 ${apart.length} 项相差两成以上，请当面核对；得分取平均。`), make("div", { className: "qj-scroll", tabIndex: 0 }, make("table", { className: "qj-exam__apart" }, make("thead", {}, head), make("tbody", {}, ...lines))));
}

function remarks(rows, assessors) {
  const lines = rows.flatMap(({ item }, number) => assessors.map((entries) => entries[number]?.remark).filter(Boolean).map((text) => make("li", {}, `${item.name}：${text}`)));
  return lines.length ? make("div", {}, make("h3", {}, "备注"), make("ul", {}, ...lines)) : "";
}
