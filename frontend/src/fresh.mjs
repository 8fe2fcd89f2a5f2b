// Says when the server has a newer text of this page, so that nobody learns from an old one for
// weeks. Pages do not carry the release's name: what did not change keeps its bytes and its time.

import { make } from "./dom.mjs";

const EVERY = 600000; // milliseconds between two looks

export function startFresh() {
  if (!location.protocol.startsWith("http")) return;
  const own = Date.parse(document.lastModified);
  let looked = Date.now();
  if (looked - own < 5000) return; // the server did not say; the browser tells the time of day
  document.addEventListener("visibilitychange", async () => {
    if (document.visibilityState !== "visible" || Date.now() - looked < EVERY) return;
    looked = Date.now();
    try {
      const reply = await fetch(location.href, { method: "HEAD", cache: "no-store" });
      const now = reply.ok ? Date.parse(reply.headers.get("Last-Modified") || "") : NaN;
      if (now && now !== own) tell();
    } catch {
      // no network: what is there stays good
    }
  });
}

function tell() {
  if (document.querySelector(".qj-fresh")) return;
  const now = make("button", { type: "button", className: "qj-button" }, "看新版");
  const later = make("button", { type: "button", className: "qj-button" }, "稍后");
  const box = make("div", { className: "qj-fresh" }, make("p", {}, "内容有更新。"), now, " ", later);
  box.setAttribute("role", "status");
  now.addEventListener("click", () => location.reload());
  later.addEventListener("click", () => box.remove());
  document.body.append(box);
}
