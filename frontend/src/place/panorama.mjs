// A 360° photo: the viewer is fetched when somebody asks for it. Where it cannot run, the link opens the flat photo.

import { make } from "../dom.mjs";

// PANORAMA and PANORAMA_STYLE are the built files beside this script; the build puts in their names.
const STRINGS = {
  loadingLabel: "正在打开……",
  genericWebGLError: "这个浏览器看不了全景照片。",
  textureSizeError: "照片太大，这台设备打不开（宽 %s 像素，最多 %s 像素）。",
  unknownError: "全景照片打不开。",
};
const HERE = /** @type {HTMLScriptElement} */ (document.currentScript)?.src;

function load(element) {
  return new Promise((resolve, reject) => {
    element.addEventListener("load", resolve, { once: true });
    element.addEventListener("error", () => reject(new Error("not loaded")), { once: true });
    if (!element.isConnected && element.tagName !== "IMG") document.head.append(element);
  });
}

export function startPanorama(link) {
  // From a folder, browsers keep pictures from WebGL: the link stays a link.
  if (!link || location.protocol === "file:" || !HERE) return;
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    const words = link.textContent;
    link.textContent = "正在打开……";
    try {
      await open(link);
    } catch {
      location.href = link.href;
    }
    link.textContent = words;
  });
}

async function open(link) {
  const image = make("img", { alt: "" });
  const style = make("link", { rel: "stylesheet", href: new URL(PANORAMA_STYLE, HERE).href });
  const script = make("script", { src: new URL(PANORAMA, HERE).href });
  image.src = link.href;
  await Promise.all([load(image), window.pannellum ? null : Promise.all([load(style), load(script)])]);
  const box = make("div", { className: "qj-map__sphere", role: "application", tabIndex: 0, "aria-label": "360° 全景，用方向键转动" });
  link.parentElement.after(box);
  link.parentElement.hidden = true;
  // Given as an element, the photo needs no blob: address, which the site's policy does not allow.
  const viewer = window.pannellum.viewer(box, { type: "equirectangular", panorama: image, dynamic: true, dynamicUpdate: true, autoLoad: true, strings: STRINGS });
  viewer.on("load", () => viewer.setUpdate(false));
  box.querySelector(".pnlm-about-msg")?.remove();
  box.focus();
}
