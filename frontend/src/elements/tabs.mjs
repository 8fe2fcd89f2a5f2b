// <qj-tabs>: turns a list of in-page links and the sections they name into tabs.

import { onSwipe } from "../swipe.mjs";
import { firstTab, nextTab } from "../tab-order.mjs";

export class TabsElement extends HTMLElement {
  connectedCallback() {
    if (this.tabs) return;
    const list = this.querySelector(".qj-tabs__list");
    this.tabs = [...list.querySelectorAll("a")];
    this.panels = this.tabs.map((tab) => document.getElementById(tab.hash.slice(1)));
    list.setAttribute("role", "tablist");
    this.tabs.forEach((tab, index) => this.prepare(tab, this.panels[index], index));
    this.select(firstTab(this.panels.map((panel) => panel.classList.contains("qj-slot--empty"))));
    this.dataset.ready = "";
    // The tabs are there to be tapped; a swipe does the same for a thumb.
    onSwipe(this, (by) => {
      const now = this.panels.findIndex(({ hidden }) => !hidden);
      if (this.tabs[now + by]) this.select(now + by);
    });
  }

  prepare(tab, panel, index) {
    tab.id = `${panel.id}-tab`;
    tab.parentElement.setAttribute("role", "presentation");
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      this.select(index);
    });
    tab.addEventListener("keydown", (event) => this.onKey(event, index));
  }

  onKey(event, index) {
    if (event.key === " ") {
      event.preventDefault();
      this.select(index);
      return;
    }
    const next = nextTab(event.key, index, this.tabs.length);
    if (next < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.select(next);
    this.tabs[next].focus();
  }

  select(chosen) {
    this.tabs.forEach((tab, index) => {
      const isChosen = index === chosen;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      this.panels[index].hidden = !isChosen;
    });
  }

  /** Opens the panel that holds `element`; true when it was hidden. */
  revealPanel(element) {
    const index = this.panels.findIndex((panel) => panel.contains(element));
    if (index < 0 || !this.panels[index].hidden) return false;
    this.select(index);
    return true;
  }
}
