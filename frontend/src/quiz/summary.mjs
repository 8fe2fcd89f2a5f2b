// The result of a paper: points, ring, and each clause as a bar, all of it in words too.

import { make } from "../dom.mjs";
import { bars, ring } from "../records/pictures.mjs";

export function summary({ title, points, most, pass, isPassed, isLate, parts }) {
  const percent = most ? Math.floor((points * 100) / most) : 0;
  const verdict = isPassed ? "合格" : "不合格";
  const clauses = new Map();
  for (const { question, points: earned } of parts) {
    const known = clauses.get(question.clause) ?? { points: 0, most: 0, href: question.section.querySelector(".qj-answer__basis a")?.getAttribute("href") };
    known.points += earned;
    known.most += question.points;
    clauses.set(question.clause, known);
  }
  const rows = [...clauses].map(([clause, { points: earned, most: whole, href }]) => ({ name: clause.split("#")[1] ?? clause, share: whole ? earned / whole : 0, text: `${earned / 100} / ${whole / 100}`, href }));
  const wrong = parts.filter(({ question, points: earned }) => earned < question.points).length;
  return [
    make("h2", {}, `${title}：${verdict}`),
    ring(percent, isPassed),
    make("p", {}, `得分 ${points / 100} / ${most / 100}（${percent} %），合格线 ${pass} %。`, isLate ? "时间到，已自动交卷。" : ""),
    make("p", {}, wrong ? `${wrong} 题没有全对，已记入错题本，往下看每题的依据。` : "全部答对。"),
    make("h3", {}, "各条款得分"),
    bars(rows),
  ];
}
