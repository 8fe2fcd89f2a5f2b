// All steps at a glance: number, first picture and title of each.

import { make } from "../dom.mjs";

/** A copy of a drawing for the eye alone: ids stay unique, screen readers have the title beside it. */
function thumbnailOf(step) {
  const picture = step.querySelector(".qj-fig, .qj-picture img")?.cloneNode(true);
  if (!picture) return "";
  for (const element of [picture, ...picture.querySelectorAll("[id]")]) element.removeAttribute("id");
  picture.removeAttribute("aria-labelledby");
  picture.setAttribute("aria-hidden", "true");
  if (picture.tagName === "IMG") picture.alt = "";
  return picture;
}

export function overviewOf(steps, choose) {
  const element = make("ol", { className: "qj-overview", hidden: true });
  const button = make("button", { type: "button", className: "qj-button", "aria-expanded": "false" }, "总览");
  const set = (isOpen) => {
    if (isOpen && !element.childElementCount) element.append(...steps.map((step, index) => item(step, index)));
    element.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
  };
  const item = (step, index) => {
    const link = make("a", { href: `#${step.id}`, className: "qj-overview__link" }, thumbnailOf(step), make("span", {}, `${index + 1} ${step.querySelector("h2").textContent}`));
    link.addEventListener("click", (event) => {
      event.preventDefault();
      set(false);
      choose(index);
    });
    return make("li", {}, link);
  };
  button.addEventListener("click", () => set(element.hidden));
  return { button, element, close: () => set(false) };
}
