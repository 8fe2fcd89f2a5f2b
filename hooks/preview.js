// The preview's own script: reloads the page after a change, and shows what is wrong with the draft.
(function () {
  "use strict";
  var tag = document.currentScript;
  var seen = Number(tag.dataset.seen);
  var source = tag.dataset.source;
  var NAMES = { error: "错误", warning: "警告", info: "提示" };

  var host = document.createElement("div");
  var root = host.attachShadow({ mode: "open" });
  var style = document.createElement("style");
  style.textContent =
    ":host{all:initial}" +
    "*{box-sizing:border-box;font:14px/1.6 'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;color:#1f2a30}" +
    "details{position:fixed;left:12px;bottom:72px;z-index:2147483000;max-width:min(640px,calc(100vw - 24px));" +
    "background:#fff;border:1px solid #8b8678;border-radius:8px;box-shadow:0 2px 12px rgba(0,0,0,.25)}" +
    "summary{cursor:pointer;padding:6px 12px;font-weight:bold;list-style:none}" +
    "ol{margin:0;padding:0 12px 12px;max-height:60vh;overflow:auto;list-style:none}" +
    "li{border-top:1px solid #dcd7cb;padding:8px 0;overflow-wrap:anywhere}" +
    "code{font-family:Consolas,Menlo,monospace;font-size:13px}" +
    ".where{color:#52616a}.mend{color:#07474b}" +
    ".error>.what{color:#b3261e;font-weight:bold}.warning>.what{color:#855000}" +
    ".faulty{inset:0 auto auto 0;left:50%;top:8vh;bottom:auto;transform:translateX(-50%);width:min(760px,calc(100vw - 24px));" +
    "border:3px solid #b3261e}.faulty summary{color:#b3261e}";
  root.appendChild(style);
  var box = document.createElement("details");
  root.appendChild(box);
  document.body.appendChild(host);

  function line(className, text) {
    var made = document.createElement("div");
    made.className = className;
    made.textContent = text;
    return made;
  }

  function show(state) {
    var mine = state.diagnostics.filter(function (one) { return one.path === source; });
    var others = state.diagnostics.filter(function (one) { return one.path !== source && one.severity !== "info"; });
    var wrong = state.diagnostics.filter(function (one) { return one.severity === "error"; });
    var rows = state.faulty ? wrong.concat(mine.filter(function (one) { return one.severity !== "error"; })) : mine.concat(others);
    var summary = document.createElement("summary");
    summary.textContent = state.faulty
      ? "有 " + wrong.length + " 处错误，页面还是改错之前的样子"
      : "预览：本页 " + mine.length + " 处，其他页 " + others.length + " 处";
    var list = document.createElement("ol");
    rows.forEach(function (one) {
      var item = document.createElement("li");
      item.className = one.severity;
      var place = document.createElement("code");
      place.className = "where";
      place.textContent = one.path + ":" + one.line + ":" + one.column;
      item.appendChild(place);
      item.appendChild(line("what", NAMES[one.severity] + " " + one.code + " " + one.message));
      if (one.hint) item.appendChild(line("mend", "怎么改：" + one.hint));
      list.appendChild(item);
    });
    box.className = state.faulty ? "faulty" : "";
    box.replaceChildren(summary, list);
    box.hidden = rows.length === 0;
    if (state.faulty) box.open = true;
  }

  var first = true;
  function ask() {
    fetch("/_preview/state?seen=" + (first ? "" : seen), { cache: "no-store" })
      .then(function (answer) { return answer.json(); })
      .then(function (state) {
        if (state.number !== seen && !state.faulty) return location.reload();
        seen = state.number;
        first = false;
        show(state);
        ask();
      })
      .catch(function () { setTimeout(ask, 1000); });
  }
  ask();
})();
