// Shortcuts for keyboards, and "?" that lists them.

import { make } from "./dom.mjs";

const SHORTCUTS = [
  ["/", "打开搜索"],
  ["g 然后 h", "回首页"],
  ["g 然后 b", "查标准"],
  ["g 然后 k", "学课程"],
  ["g 然后 t", "去考核"],
  ["g 然后 m", "我的学习"],
  ["← →", "图册上一步、下一步；五种形式的标签之间移动"],
  ["Esc", "关闭弹出的内容"],
  ["?", "这张表"],
];
const PLACES = { h: 0, b: 1, k: 2, t: 3, m: 4 };
const PATIENCE = 1500; // milliseconds between the two keys

export function startKeys() {
  let waits = 0;
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || (target instanceof Element && target.closest("input, textarea, select, [contenteditable]"))) return;
    if (key === "?") {
      event.preventDefault();
      show();
    } else if (key === "g") waits = Date.now();
    else if (Date.now() - waits < PATIENCE && key in PLACES) {
      waits = 0;
      document.querySelectorAll(".qj-tabbar a")[PLACES[key]]?.click();
    }
  });
}

function show() {
  document.querySelector(".qj-keys")?.remove();
  const back = document.activeElement;
  const shut = make("button", { type: "button", className: "qj-button" }, "关闭");
  const rows = SHORTCUTS.map(([keys, what]) => make("div", {}, make("dt", {}, make("kbd", {}, keys)), make("dd", {}, what)));
  const sheet = make("div", { className: "qj-keys", tabIndex: -1 }, make("h2", { id: "qj-keys" }, "快捷键"), make("dl", {}, ...rows), shut);
  sheet.setAttribute("role", "dialog");
  sheet.setAttribute("aria-modal", "true");
  sheet.setAttribute("aria-labelledby", "qj-keys");
  const close = () => {
    sheet.remove();
    if (back instanceof HTMLElement) back.focus();
  };
  shut.addEventListener("click", close);
  sheet.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Tab") {
      event.preventDefault(); // one button: focus stays on it
      shut.focus();
    }
  });
  document.body.append(sheet);
  shut.focus();
}
