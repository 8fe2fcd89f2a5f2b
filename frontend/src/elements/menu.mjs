// <qj-menu>: the button that shows the main menu where the screen is too narrow for it.

export class MenuElement extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.panel = document.getElementById(this.button.getAttribute("aria-controls"));
    if (!this.panel) {
      this.hidden = true;
      return;
    }
    this.button.addEventListener("click", () => this.toggle(!this.isOpen));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.isOpen) return;
      this.toggle(false);
      this.button.focus();
    });
    document.addEventListener("click", (event) => {
      const target = /** @type {Node} */ (event.target);
      if (this.isOpen && !this.contains(target) && !this.panel.contains(target)) this.toggle(false);
    });
  }

  get isOpen() {
    return this.button.getAttribute("aria-expanded") === "true";
  }

  toggle(open) {
    this.button.setAttribute("aria-expanded", String(open));
    this.panel.classList.toggle("qj-nav--open", open);
  }
}
