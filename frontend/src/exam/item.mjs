// One item on the examiner's sheet: large buttons, a remark, a photo.

import { make } from "../dom.mjs";

const MOST = 8000000; // bytes of a photo that is kept

export class ItemCard {
  constructor(item, number, entry, changed) {
    this.item = item;
    this.entry = { ...entry };
    this.changed = () => {
      this.mark();
      changed(this.entry);
    };
    const link = item.link?.cloneNode(true);
    const name = make("h3", { className: "qj-exam__name", id: `exam-${number + 1}` }, `${number + 1}. ${item.name}`);
    if (item.isCritical) name.append(" ", make("strong", { className: "qj-critical" }, "关键项"));
    this.element = make("article", { className: "qj-exam__item" }, name,
      make("p", { className: "qj-exam__method" }, `${item.method}${item.method ? "　" : ""}满分 ${item.points / 100} 分　`, ...(link ? [link] : [])),
      this.controls(name.id), this.extras(number));
    this.element.setAttribute("aria-labelledby", name.id);
    this.mark();
  }

  controls(label) {
    const { item } = this;
    const row = make("div", { className: "qj-exam__row" });
    row.setAttribute("role", "group");
    row.setAttribute("aria-labelledby", label);
    if (item.isMeasured) {
      this.value = make("input", { type: "text", inputMode: "decimal", className: "qj-blank", maxLength: 12, value: this.entry.value ?? "" });
      this.value.setAttribute("aria-label", `量得${item.unit ? `（${item.unit}）` : ""}`);
      this.value.addEventListener("input", () => {
        this.entry.value = this.value.value.normalize("NFKC").replace(/[^\d.-]/g, "");
        this.changed();
      });
      row.append(make("span", {}, "量得"), this.value, make("span", {}, item.unit));
    } else if (item.hasLevels) {
      this.buttons = item.levels.map((text, level) => this.button(`${level} 级`, text, () => (this.entry.level = level), () => this.entry.level === level));
      row.classList.add("qj-exam__row--levels");
      row.append(...this.buttons.map(({ element }) => element));
    } else {
      this.buttons = [
        this.button("达标", "", () => (this.entry.points = item.points), () => this.entry.points === item.points),
        this.button("不达标", "", () => (this.entry.points = 0), () => this.entry.points === 0),
      ];
      row.append(...this.buttons.map(({ element }) => element));
      if (!item.isCritical) row.append(this.stepper());
    }
    this.said = make("span", { className: "qj-exam__said" });
    this.said.setAttribute("role", "status");
    row.append(this.said);
    return row;
  }

  button(text, described, act, isOn) {
    const element = make("button", { type: "button", className: "qj-exam__button" }, make("strong", {}, text), ...(described ? [make("span", {}, described)] : []));
    element.addEventListener("click", () => {
      act();
      this.changed();
    });
    return { element, isOn };
  }

  /** Points between nothing and all, where the method takes some off. */
  stepper() {
    const step = (by) => {
      const button = make("button", { type: "button", className: "qj-exam__button", "aria-label": by < 0 ? "扣 1 分" : "加 1 分" }, by < 0 ? "−1" : "+1");
      button.addEventListener("click", () => {
        const now = this.entry.points ?? this.item.points;
        this.entry.points = Math.min(this.item.points, Math.max(0, now + by * 100));
        this.changed();
      });
      return button;
    };
    return make("span", { className: "qj-exam__steps" }, step(-1), step(1));
  }

  extras(number) {
    const remark = make("input", { type: "text", className: "qj-blank qj-exam__remark", maxLength: 200, value: this.entry.remark ?? "", placeholder: "备注" });
    remark.setAttribute("aria-label", "备注");
    remark.addEventListener("input", () => {
      this.entry.remark = remark.value;
      this.changed();
    });
    const file = make("input", { type: "file", accept: "image/*", className: "qj-sr", id: `photo-${number}-${Math.random().toString(36).slice(2)}` });
    file.setAttribute("capture", "environment");
    this.photo = make("span", {});
    file.addEventListener("change", () => {
      const [picture] = file.files;
      if (!picture || !picture.type.startsWith("image/")) return;
      if (picture.size > MOST) {
        this.photo.textContent = "照片超过 8 MB，没有存。";
        return;
      }
      this.entry.photo = picture;
      this.changed();
    });
    return make("div", { className: "qj-exam__row" }, remark, make("label", { className: "qj-button", htmlFor: file.id }, "拍照"), file, this.photo);
  }

  mark() {
    for (const { element, isOn } of this.buttons ?? []) element.setAttribute("aria-pressed", String(isOn()));
    const { item, entry } = this;
    if (item.isMeasured) {
      const value = Number.parseFloat(entry.value);
      const isIn = (item.low === null || value >= item.low) && (item.high === null || value <= item.high);
      this.said.textContent = Number.isFinite(value) ? (isIn ? "✓ 达标" : "✗ 不达标") : "";
    } else if (!item.hasLevels && Number.isFinite(entry.points)) this.said.textContent = `${entry.points / 100} 分`;
    if (entry.photo instanceof Blob && !this.photo.firstChild) {
      const gone = make("button", { type: "button", className: "qj-link" }, "删照片");
      const picture = make("img", { className: "qj-exam__photo", alt: "现场照片" });
      const reader = new FileReader(); // a data address: the policy of the site allows no other
      reader.onload = () => (picture.src = reader.result);
      reader.readAsDataURL(entry.photo);
      gone.addEventListener("click", () => {
        delete this.entry.photo;
        this.photo.replaceChildren();
        this.changed();
      });
      this.photo.replaceChildren(picture, gone);
    }
  }
}
