// Says when the server has a newer release, so that nobody learns from an old page for weeks.

import { make } from "./dom.mjs";

const EVERY = 600000; // milliseconds between two looks

export function startFresh() {
  const own = document.querySelector('meta[name="qj-release"]')?.getAttribute("content");
  if (!own || !location.protocol.startsWith("http")) return;
  let looked = Date.now();
  document.addEventListener("visibilitychange", async () => {
    if (document.visibilityState !== "visible" || Date.now() - looked < EVERY) return;
    looked = Date.now();
    try {
      const reply = await fetch(new URL("version.json", window.__md_scope), { cache: "no-store" });
      const { release } = await reply.json();
      if (typeof release === "string" && release !== own) tell();
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
