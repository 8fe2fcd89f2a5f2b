// A picture as large as the window; enlarged further by buttons, moved by finger, keys or mouse.

import { make } from "../dom.mjs";
import { Zoom } from "../zoom.mjs";

export function startLightbox(steps) {
  for (const picture of steps.flatMap((step) => [...step.querySelectorAll(".qj-figure, .qj-picture")])) {
    const button = make("button", { type: "button", className: "qj-enlarge", "aria-label": "放大这张图" }, "⤢");
    const open = () => show(picture.querySelector(".qj-fig, img"), picture.querySelector("figcaption")?.textContent ?? "", button);
    button.addEventListener("click", open);
    picture.querySelector(".qj-fig, img")?.addEventListener("click", open);
    picture.append(button);
    picture.classList.add("qj-can-enlarge");
  }
}

function show(picture, title, from) {
  const copy = picture.cloneNode(true);
  for (const element of [copy, ...copy.querySelectorAll("[id]")]) element.removeAttribute("id");
  copy.removeAttribute("aria-labelledby");
  copy.setAttribute("aria-label", title || picture.getAttribute("alt") || "");
  const plan = make("div", { className: "qj-lightbox__plan" }, copy);
  const frame = make("div", { className: "qj-lightbox__frame" }, plan);
  const shut = make("button", { type: "button", className: "qj-button" }, "关闭");
  const box = make("div", { className: "qj-lightbox", role: "dialog", "aria-modal": "true", "aria-label": title || "放大的图" }, frame);
  document.body.append(box);
  const zoom = new Zoom(frame, plan);
  box.prepend(make("div", { className: "qj-lightbox__bar" }, make("span", {}, title), ...zoom.buttons, shut));
  const close = () => {
    box.remove();
    document.documentElement.classList.remove("qj-searching");
    from.focus({ preventScroll: true });
  };
  shut.addEventListener("click", close);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Tab") keepWithin(box, event);
    event.stopPropagation();
  });
  document.documentElement.classList.add("qj-searching");
  shut.focus();
}

function keepWithin(box, event) {
  const stops = [...box.querySelectorAll("button:not([disabled]), [tabindex='0']")];
  const [first, last] = [stops[0], stops[stops.length - 1]];
  if (event.shiftKey ? document.activeElement === first : document.activeElement === last) {
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}
