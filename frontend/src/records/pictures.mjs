// Small pictures of results, drawn as SVG; each has its text beside it or as its label.

import { make } from "../dom.mjs";

const SVG = "http://www.w3.org/2000/svg";

export function draw(tag, attributes = {}, ...content) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

const picture = (box, label, ...content) => draw("svg", { viewBox: box, role: "img", "aria-label": label, class: "qj-picture" }, ...content);

/** A ring that is closed to `percent`. */
export function ring(percent, isGood) {
  const length = 2 * Math.PI * 40;
  const arc = draw("circle", { cx: 50, cy: 50, r: 40, class: `qj-ring__arc qj-ring__arc--${isGood ? "ok" : "bad"}`, "stroke-dasharray": `${(length * percent) / 100} ${length}`, transform: "rotate(-90 50 50)" });
  const text = draw("text", { x: 50, y: 58, "text-anchor": "middle", class: "qj-ring__text" }, `${percent}%`);
  const made = picture("0 0 100 100", `${percent}%`, draw("circle", { cx: 50, cy: 50, r: 40, class: "qj-ring__track" }), arc, text);
  made.classList.add("qj-ring");
  return made;
}

const toneOf = (share) => (share >= 0.8 ? " qj-bars__bar--ok" : share >= 0.6 ? "" : " qj-bars__bar--bad");

/** Rows of name, bar and text; `share` from 0 to 1. What is only not finished yet is not bad: `isProgress`. */
export function bars(rows, isProgress = false) {
  return make("ul", { className: "qj-bars" }, ...rows.map(({ name, share, text, href }) => {
    const bar = picture("0 0 100 8", `${Math.round(share * 100)}%`, draw("rect", { width: 100, height: 8, rx: 2, class: "qj-bars__track" }), draw("rect", { width: Math.max(0, share * 100), height: 8, rx: 2, class: `qj-bars__bar${isProgress ? " qj-bars__bar--done" : toneOf(share)}` }));
    bar.setAttribute("preserveAspectRatio", "none");
    return make("li", {}, href ? make("a", { href }, name) : make("span", {}, name), bar, make("span", { className: "qj-bars__text" }, text));
  }));
}

/** A radar with a corner for each topic; fewer than three are shown as bars. */
export function radar(rows) {
  if (rows.length < 3) return bars(rows);
  const at = (index, share) => {
    const angle = (index / rows.length) * 2 * Math.PI - Math.PI / 2;
    return [150 + Math.cos(angle) * 90 * share, 120 + Math.sin(angle) * 90 * share].map((value) => Number(value.toFixed(1)));
  };
  const outline = (share) => rows.map((row, index) => at(index, typeof share === "number" ? share : row.share).join(",")).join(" ");
  const label = rows.map(({ name, share }) => `${name} ${Math.round(share * 100)}%`).join("，");
  const names = rows.map(({ name }, index) => {
    const [x, y] = at(index, 1.16);
    return draw("text", { x, y, "text-anchor": Math.abs(x - 150) < 8 ? "middle" : x > 150 ? "start" : "end", class: "qj-radar__name" }, name.slice(0, 6));
  });
  const made = picture("0 0 300 240", label, ...[0.25, 0.5, 0.75, 1].map((share) => draw("polygon", { points: outline(share), class: "qj-radar__grid" })), draw("polygon", { points: outline(), class: "qj-radar__area" }), ...names);
  made.classList.add("qj-radar");
  return made;
}

/** Points in the order of time, each from 0 to 1. */
export function trend(values) {
  if (values.length < 2) return make("p", {}, "答过两次以上才有趋势。");
  const last = values.slice(-30);
  const points = last.map((value, index) => `${((index / (last.length - 1)) * 290 + 5).toFixed(1)},${(75 - value * 70).toFixed(1)}`);
  const made = picture("0 0 300 80", `最近 ${last.length} 次得分率：${last.map((value) => `${Math.round(value * 100)}%`).join("、")}`, draw("path", { d: "M5 5H295M5 40H295M5 75H295", class: "qj-radar__grid" }), draw("polyline", { points: points.join(" "), class: "qj-trend__line" }));
  made.classList.add("qj-trend");
  return made;
}

const LEARNT = [["read", "读"], ["minutes", "看"], ["answers", "答"]];

/** Seven days, each a column of parts read, minutes watched and questions answered. */
export function week(days) {
  const most = Math.max(1, ...days.map(({ read, minutes, answers }) => read + minutes + answers));
  const label = days.map(({ name, read, minutes, answers }) => `${name}读 ${read} 条、看 ${minutes} 分钟、答 ${answers} 题`).join("；");
  const columns = days.flatMap((day, index) => {
    let top = 100;
    const x = 8 + index * 42;
    const parts = LEARNT.map(([what]) => {
      const height = (day[what] / most) * 88;
      top -= height;
      return draw("rect", { x, y: top.toFixed(1), width: 28, height: height.toFixed(1), class: `qj-week__part qj-week__part--${what}` });
    });
    return [...parts, draw("text", { x: x + 14, y: 114, "text-anchor": "middle", class: "qj-week__name" }, day.name)];
  });
  const made = picture("0 0 300 120", label, draw("path", { d: "M0 100H300", class: "qj-radar__grid" }), ...columns);
  made.classList.add("qj-week");
  const legend = LEARNT.map(([what, name]) => make("span", { className: `qj-week__key qj-week__key--${what}` }, name));
  return make("figure", { className: "qj-week__figure" }, made, make("figcaption", {}, ...legend));
}
