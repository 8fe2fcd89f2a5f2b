// <qj-map>: a plan whose points are buttons; one point is shown at a time, the list holds them all.

import { make } from "../dom.mjs";
import { targetId } from "../reveal.mjs";
import { Layers } from "./layers.mjs";
import { startPanorama } from "./panorama.mjs";
import { Zoom } from "../zoom.mjs";

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

class MapElement extends HTMLElement {
  connectedCallback() {
    if (this.panel) return;
    const plan = this.querySelector(".qj-map__plan");
    const frame = this.querySelector(".qj-map__frame");
    this.items = [...this.querySelectorAll(".qj-point")];
    this.spots = this.items.map((item, index) => this.spot(item, index));
    plan.append(...this.spots);
    this.panel = make("section", { className: "qj-map__panel", "aria-label": "选中的点位", "aria-live": "polite", hidden: true });
    this.panel.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    const tools = make("div", { className: "qj-map__tools" }, ...new Zoom(frame, plan).buttons);
    const layers = new Layers([...this.querySelectorAll("[data-layer]")], () => this.follow());
    frame.before(tools);
    if (layers.element) tools.append(layers.element);
    this.querySelector("figure").after(this.panel);
    this.foldList();
    startPanorama(this.querySelector(".qj-map__panorama a"));
    this.dataset.ready = "";
    this.fromAddress();
    addEventListener("hashchange", () => this.fromAddress());
  }

  spot(item, index) {
    const [number, name] = [item.querySelector(".qj-point__no"), item.querySelector(".qj-point__name")];
    const spot = make("button", { type: "button", className: "qj-map__spot", "aria-label": `点位 ${name.textContent}`, "aria-pressed": "false" }, number.textContent);
    spot.style.left = `${item.dataset.x}%`;
    spot.style.top = `${item.dataset.y}%`;
    spot.addEventListener("click", () => this.select(index));
    spot.addEventListener("keydown", (event) => this.key(event, index));
    return spot;
  }

  /** Arrow keys walk through the points that are shown. */
  key(event, index) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") return this.close();
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    this.next(index, step)?.focus();
  }

  next(index, step) {
    const count = this.spots.length;
    for (let at = index + step; at !== index; at += step) {
      const spot = this.spots[(at + count) % count];
      if (!spot || !spot.hidden) return spot;
      if (Math.abs(at) > 2 * count) break;
    }
    return null;
  }

  select(index) {
    this.current = index;
    this.spots.forEach((spot, at) => spot.setAttribute("aria-pressed", String(at === index)));
    const content = [...this.items[index].cloneNode(true).childNodes];
    const step = (label, by) => {
      const button = make("button", { type: "button", className: "qj-button" }, label);
      button.addEventListener("click", () => {
        const spot = this.next(index, by);
        if (spot) this.select(this.spots.indexOf(spot));
      });
      return button;
    };
    const shut = make("button", { type: "button", className: "qj-button" }, "收起");
    shut.addEventListener("click", () => this.close());
    this.panel.replaceChildren(...content, make("p", { className: "qj-map__steps" }, step("上一点", -1), step("下一点", 1), shut));
    this.panel.hidden = false;
    history.replaceState(history.state, "", `#${this.items[index].id}`);
  }

  close() {
    if (this.panel.hidden) return;
    this.panel.hidden = true;
    const spot = this.spots[this.current];
    spot.setAttribute("aria-pressed", "false");
    spot.focus();
  }

  /** A point whose layer was switched off is not shown any longer. */
  follow() {
    this.spots.forEach((spot, index) => (spot.hidden = this.items[index].hidden));
    if (!this.panel.hidden && this.spots[this.current].hidden) this.panel.hidden = true;
  }

  foldList() {
    this.list = this.querySelector(".qj-map__points");
    if (!this.list) return;
    const label = () => (this.list.hidden ? `列出全部 ${this.items.length} 个点位` : "收起点位列表");
    const button = make("button", { type: "button", className: "qj-button qj-map__all" });
    const set = (hidden) => {
      this.list.hidden = hidden;
      button.textContent = label();
      button.setAttribute("aria-expanded", String(!hidden));
    };
    button.addEventListener("click", () => set(!this.list.hidden));
    set(true);
    this.list.before(button);
  }

  /** Shows the point that an address within the page names; asked by `reveal`. */
  revealPanel(element) {
    const index = this.items.indexOf(element);
    if (index < 0) return false;
    this.select(index);
    this.querySelector("figure").scrollIntoView();
    return true;
  }

  fromAddress() {
    const id = targetId(location.hash);
    const item = id && this.items.find((one) => one.id === id);
    if (item) this.revealPanel(item);
  }
}

customElements.define("qj-map", MapElement);
