// <qj-toc>: a page's own contents; folded on a phone, open beside the text on a wide screen.

export const WIDE = "(min-width: 76.25em)";

export class TocElement extends HTMLElement {
  connectedCallback() {
    const details = this.querySelector("details");
    const media = matchMedia(WIDE);
    const follow = () => {
      details.open = media.matches;
    };
    follow();
    media.addEventListener("change", follow);
    details.addEventListener("click", (event) => {
      if (!media.matches && /** @type {Element} */ (event.target).closest("a")) details.open = false;
    });
  }
}
