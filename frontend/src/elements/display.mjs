// Size and colours: 长者模式 and dark, chosen by the reader and kept on the device.

import { make } from "../dom.mjs";

const KEY = "qj-display";
/** @type {[string, string, [string, any][]][]} */
const CHOICES = [
  ["字号", "elder", [["标准", false], ["长者模式", true]]],
  ["颜色", "scheme", [["跟随系统", "auto"], ["浅色", "light"], ["深色", "dark"]]],
];

export class DisplayElement extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.button = make("button", { type: "button", className: "qj-display__button", "aria-label": "显示设置" }, "Aa");
    this.button.setAttribute("aria-expanded", "false");
    this.panel = make("div", { className: "qj-display__panel", hidden: true });
    this.append(this.button, this.panel);
    this.button.addEventListener("click", () => this.toggle(this.panel.hidden));
    this.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape") return;
      this.toggle(false);
      this.button.focus();
    });
    document.addEventListener("click", ({ target }) => this.contains(/** @type {Node} */ (target)) || this.toggle(false));
    window.matchMedia?.("(prefers-color-scheme: dark)").addEventListener?.("change", () => window.qjApplyDisplay());
  }

  toggle(isOpen) {
    if (isOpen && !this.panel.firstChild) this.fill();
    this.panel.hidden = !isOpen;
    this.button.setAttribute("aria-expanded", String(isOpen));
  }

  fill() {
    const chosen = window.__md_get(KEY) ?? {};
    for (const [name, key, choices] of CHOICES) {
      const now = chosen[key] ?? choices[0][1];
      const rows = choices.map(([label, value]) => {
        const input = make("input", { type: "radio", name: `qj-${key}`, checked: value === now });
        input.addEventListener("change", () => {
          window.__md_set(KEY, { ...(window.__md_get(KEY) ?? {}), [key]: value });
          window.qjApplyDisplay();
        });
        return make("label", {}, input, label);
      });
      this.panel.append(make("fieldset", {}, make("legend", {}, name), ...rows));
    }
    const voice = speaker();
    if (voice) this.panel.append(voice);
  }
}

/** A button that has the device read the page, where it has a Chinese voice. */
function speaker() {
  const speech = window.speechSynthesis;
  const voice = speech?.getVoices?.().find(({ lang }) => /^zh/i.test(lang));
  if (!voice) return null;
  const button = make("button", { type: "button", className: "qj-button" }, "朗读本页");
  button.addEventListener("click", () => {
    if (speech.speaking) {
      speech.cancel();
      button.textContent = "朗读本页";
      return;
    }
    const text = document.querySelector(".qj-body, .qj-layout__main, #qj-main")?.innerText ?? "";
    // Short pieces: long ones stop half way in several browsers.
    for (const piece of text.match(/[^。！？\n]+[。！？\n]?/g) ?? []) {
      const said = new SpeechSynthesisUtterance(piece);
      Object.assign(said, { voice, lang: voice.lang });
      speech.speak(said);
    }
    button.textContent = "停止朗读";
  });
  return button;
}
