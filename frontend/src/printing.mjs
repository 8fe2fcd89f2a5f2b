// “打印本页”: only where a script can do it.

import { make } from "./dom.mjs";

/** Adds the button to every list of files. */
export function startPrinting(root = document) {
  for (const files of root.querySelectorAll("[data-print]")) {
    const button = make("button", { type: "button", className: "qj-button" }, "打印本页");
    button.addEventListener("click", () => print());
    files.append(button);
  }
}
