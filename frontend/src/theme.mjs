// The first script of every page, loaded from <head>. Written in ES5: it must parse everywhere.
//
// It defines the helpers that Material's bundle expects (the theme has them inline, which the CSP
// forbids), marks the page as scripted before the first paint, and loads the other scripts once the
// document is parsed. A browser that cannot run those gets a notice and a readable, plain page.

var root = document.documentElement;
var own = document.getElementById("qj-theme");

function isModern() {
  return "customElements" in window && "noModule" in document.createElement("script") && "replaceAll" in String.prototype;
}

/** Material's helpers: a store whose keys belong to this site's address. */
function defineHelpers() {
  var scope = new URL((own && own.getAttribute("data-base")) || ".", location.href);
  window.__md_scope = scope;
  window.__md_hash = function (text) {
    var hash = 0;
    for (var i = 0; i < text.length; i++) hash = ((hash << 5) - hash + text.charCodeAt(i)) | 0;
    return hash;
  };
  window.__md_get = function (key, store, base) {
    try {
      return JSON.parse((store || localStorage).getItem((base || scope).pathname + "." + key));
    } catch (ignored) {
      return null;
    }
  };
  window.__md_set = function (key, value, store, base) {
    try {
      (store || localStorage).setItem((base || scope).pathname + "." + key, JSON.stringify(value));
    } catch (ignored) {
      // No store: the setting lasts as long as the page.
    }
  };
}

/** Size and colours as this reader chose them, before the first paint. */
function applyDisplay() {
  var chosen = window.__md_get("qj-display") || {};
  var prefersDark = window.matchMedia && matchMedia("(prefers-color-scheme: dark)").matches;
  var isDark = chosen.scheme === "dark" || (chosen.scheme !== "light" && prefersDark);
  if (isDark) root.setAttribute("data-qj-scheme", "dark");
  else root.removeAttribute("data-qj-scheme");
  if (chosen.elder) root.setAttribute("data-qj-elder", "");
  else root.removeAttribute("data-qj-elder");
}

/** Once the text can be seen, or soon where nothing says so: in a tab that nobody looks at, for one. */
function afterPaint(act) {
  var isDone = false;
  function once() {
    if (isDone) return;
    isDone = true;
    act();
  }
  setTimeout(once, 300);
  try {
    new PerformanceObserver(once).observe({ type: "paint", buffered: true });
  } catch (ignored) {
    once();
  }
}

/** Runs the page's scripts in their order, as `defer` would. */
function loadScripts() {
  var blocks = document.querySelectorAll("script[data-qj-src]");
  var open = blocks.length;
  function settle() {
    open -= 1;
    // Material's bundle waits for this event, which the browser has already sent.
    if (open > 0) return;
    document.dispatchEvent(new Event("DOMContentLoaded"));
    root.setAttribute("data-qj-ready", "");
  }
  function fail() {
    root.classList.remove("qj-js");
    settle();
  }
  for (var i = 0; i < blocks.length; i++) {
    var script = document.createElement("script");
    script.async = false;
    script.onload = settle;
    script.onerror = i === 0 ? fail : settle;
    script.src = blocks[i].getAttribute("data-qj-src");
    document.body.appendChild(script);
  }
}

/** Tabs of ordinary pages: an address may name one of them. */
function chooseLinkedTab() {
  /** @type {any} */
  var target = document.getElementById(location.hash.slice(1));
  if (target && target.name && target.name.indexOf("__tabbed_") === 0) target.checked = true;
}

function showNotice() {
  var notice = document.createElement("div");
  var text = document.documentMode
    ? "当前浏览器处于 IE 模式，筛选、标签页等功能不可用，内容仍可阅读。请改用 Edge、Chrome、Firefox，或把 360、QQ 等浏览器切换到“极速模式”。"
    : "浏览器版本较旧，筛选、标签页等功能不可用，内容仍可阅读。建议升级浏览器。";
  notice.className = "qj-old-browser";
  notice.setAttribute("role", "alert");
  notice.appendChild(document.createTextNode(text));
  document.body.insertBefore(notice, document.body.firstChild);
}

function start() {
  document.removeEventListener("DOMContentLoaded", start);
  if (!isModern()) {
    showNotice();
    return;
  }
  chooseLinkedTab();
  afterPaint(loadScripts);
}

if (isModern()) {
  defineHelpers();
  applyDisplay();
  window.qjApplyDisplay = applyDisplay;
  root.classList.add("qj-js");
}
if (document.addEventListener) document.addEventListener("DOMContentLoaded", start);
else window.onload = showNotice;
