// Switches groups of points and flow lines off and on.

import { make } from "../dom.mjs";

export class Layers {
  constructor(members, changed) {
    this.members = members;
    const names = [...new Set(members.map((member) => member.dataset.layer))];
    if (!names.length) return;
    const boxes = names.map((name) => {
      const box = make("input", { type: "checkbox", checked: true });
      box.addEventListener("change", () => {
        for (const member of members) if (member.dataset.layer === name) member.toggleAttribute("hidden", !box.checked);
        changed();
      });
      return make("label", { className: "qj-map__layer" }, box, name);
    });
    this.element = make("details", { className: "qj-map__layers" }, make("summary", { className: "qj-button" }, "图层"), ...boxes);
  }
}
