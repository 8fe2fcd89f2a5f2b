// “复制链接”: WeChat shows no address bar, and a page there cannot open the share sheet itself.

import { copyText } from "./copy.mjs";
import { make } from "./dom.mjs";

const IN_WECHAT = /MicroMessenger/.test(navigator.userAgent);
const HINT = IN_WECHAT ? "链接已复制。也可以点右上角“…”转发给朋友。" : "链接已复制。";

export function startShare() {
  const place = document.querySelector(".qj-files");
  if (!place) return;
  const said = make("span", { className: "qj-files__said" });
  said.setAttribute("role", "status");
  const button = make("button", { type: "button", className: "qj-button" }, "复制链接");
  button.addEventListener("click", async () => {
    const address = location.href.replace(/\?[^#]*/, "");
    said.textContent = (await copyText(address)) ? HINT : address;
  });
  place.append(button, said);
}
